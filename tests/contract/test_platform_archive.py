"""归档包 (F47): everything of a case in one signed package; whatever was altered in it is named, byte by byte."""

import io
import json
import subprocess
import sys
import uuid
import zipfile
from xml.etree import ElementTree as ET

import pytest
from platform_cases import attachment, case_body, supplement_body
from platform_voice import Voice, control

from config.load import SERVICES
from kiosk.gateway.sandbox.package import CONTAINER, altered, packed
from kiosk.gateway.sandbox.signer import Signer
from tests.platform_fixtures import kit

BECAUSE = {"code": "supplement", "text_zh": "请补照片。", "bring": [{"material_code": "M-PHOTO", "text_zh": "照片"}]}


@pytest.fixture(scope="module")
def signer(tmp_path_factory):
    return Signer(tmp_path_factory.mktemp("centre") / "sign.key")


@pytest.fixture(scope="module")
def package(signer):
    files = {"case.json": b'{"a": 1}', "papers/01-M-PHOTO.jpg": bytes(range(200)), "ledger.jsonl": b"one\ntwo\n"}
    return packed(files, {"case_id": "c"}, signer.sign)


def test_an_untouched_package_stands_and_is_the_same_each_time(package, signer):
    assert altered(package, signer.public) == []
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if not name.startswith("manifest")}
    assert packed(files, {"case_id": "c"}, signer.sign) == package


def regions(package):
    """Where the body of each file lies."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for entry in archive.infolist():
            begin = entry.header_offset + 30 + len(entry.filename.encode())
            yield entry.filename, begin, begin + entry.file_size


def test_every_byte_of_every_file_names_its_file_and_no_other(package, signer):
    for name, begin, end in regions(package):
        for at in range(begin, end):
            worse = bytearray(package)
            worse[at] ^= 1 << at % 8
            assert altered(bytes(worse), signer.public) == [name], (name, at)


def test_every_byte_between_the_files_is_found_out(package, signer):
    inside = {at for _, begin, end in regions(package) for at in range(begin, end)}
    for at in sorted(set(range(len(package))) - inside):
        worse = bytearray(package)
        worse[at] ^= 1 << at % 8
        assert altered(bytes(worse), signer.public), at


def rezipped(package, change):
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w", zipfile.ZIP_STORED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return page.getvalue()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda files: files.update({"case.json": b"{}"}), ["case.json"]),
        (lambda files: files.pop("ledger.jsonl"), ["ledger.jsonl"]),
        (lambda files: files.update({"more.txt": b"x"}), ["more.txt"]),
        (lambda files: files.update({"manifest.json": b"{}"}), ["manifest.json", "manifest.sig"]),
        (lambda files: files.pop("manifest.sig"), ["manifest.json", "manifest.sig"]),
        (lambda _files: None, [CONTAINER]),
    ],
    ids=["altered", "removed", "put-in", "list", "unsigned", "zipped-anew"],
)
def test_what_was_done_with_care_is_named_too(package, signer, change, named):
    assert altered(rezipped(package, change), signer.public) == named


@pytest.mark.parametrize("cut", [0, 1, 200, -1])
def test_a_package_cut_short_or_another_centres_does_not_stand(package, signer, cut, tmp_path):
    assert altered(package[:cut], signer.public)
    assert altered(package, Signer(tmp_path / "other.key").public)


@pytest.fixture
def platform(tmp_path):
    """A sandbox of its own, and the folder of its files."""
    folder = tmp_path / "platform"
    with kit.running_sandbox(folder) as running:
        yield running, folder


def test_a_case_that_is_over_lies_in_its_package_whole(terminal, platform, tmp_path):
    sandbox, folder = platform
    voice = Voice(sandbox.url, terminal.keys, terminal.terminal_id)
    case_id, added = str(uuid.uuid4()), str(uuid.uuid4())
    body = case_body(case_id)
    body["materials"][0]["attachments"] = [attachment(voice, b"a page", case_id)]
    assert voice.put("cases", "case", body, case_id)[1].status == 201
    control(sandbox.url, f"cases/{case_id}/decision", state="supplement", reason=BECAUSE)
    more = supplement_body(case_id, ("M-PHOTO", [attachment(voice, b"a photo", added)]))
    assert voice.put("supplements", "supplement", more, added)[1].status == 201
    control(sandbox.url, f"cases/{case_id}/decision", state="completed")
    command = [sys.executable, "-m", "kiosk.gateway.sandbox"]
    where = [str(tmp_path / "archive"), "--store", str(folder), "--catalogue", str(SERVICES)]
    subprocess.run([*command, "archive", *where], capture_output=True, check=True)
    file = tmp_path / "archive" / f"{case_id}.zip"
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        assert [archive.read(name) for name in names if "papers/" in name] == [b"a page", b"a photo"]
        events = [json.loads(line)["event"] for line in archive.read("ledger.jsonl").splitlines()]
        case = ET.fromstring(archive.read("case.xml"))
    assert events[0] == "received"
    assert events[-1] == "completed"
    assert case.findtext("task_code") == body["item"]["task_code"]
    assert [step.get("event_name") for step in case.find("process")][-1] == "completed"
    assert {"case.json", "notices.json", "notice-of-what-to-add.json", "supplements/1.json"} <= set(names)
    subprocess.run([*command, "check", *where], capture_output=True, check=True)
    file.write_bytes(file.read_bytes().replace(b"a photo", b"A photo"))
    told = subprocess.run([*command, "check", *where], capture_output=True, text=True, check=False)
    assert told.returncode == 1
    touched = [one["altered"] for one in map(json.loads, told.stdout.splitlines()) if one["file"] == file.name]
    assert touched == [["supplements/1-papers/01-M-PHOTO.jpg"]]
