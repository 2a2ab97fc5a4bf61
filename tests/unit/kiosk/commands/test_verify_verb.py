"""`verify`: a receipt is believed or refused at the command line, from text, from a picture, and on a telephone."""

from __future__ import annotations

import datetime as dt
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import cv2
import pytest

from drivers.printers.qr import qr_dots
from kiosk.receipts.clock import UNCOMPARED, Clock
from kiosk.receipts.page import verification_page
from kiosk.receipts.proof import prove
from kiosk.receipts.proof_form import DIGITS
from kiosk.receipts.register import DeviceKey
from offline_cache.keys import DeviceKeys
from ui.__main__ import main

sys.path.insert(0, str(Path(__file__).parents[1] / "receipts"))
from receipt_cases import ACCEPTED, RECEIVED

NODE = shutil.which("node")
MINUTE = dt.timedelta(minutes=1)


def now():
    return dt.datetime.now(dt.UTC)


@pytest.fixture(autouse=True)
def no_lab(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


@pytest.fixture
def keys(tmp_path):
    return DeviceKeys.load_or_create(tmp_path / "state" / "keys")


def proof(keys, filed=RECEIVED, copy=1, clock=UNCOMPARED, when=None):
    return prove(filed, copy, keys=keys, clock=clock, now=when or now())


def verified(capsys, tmp_path, *words):
    status = main(["verify", *words, "--json", "--set", f"state_dir={tmp_path / 'state'}"])
    return status, json.loads(capsys.readouterr().out)


def test_this_terminals_receipt_is_true(keys, capsys, tmp_path):
    status, found = verified(capsys, tmp_path, proof(keys, ACCEPTED, 2, Clock(-3, 120)))
    assert (status, found["ok"], found["state"], found["copy"]) == (0, True, "accepted", 2)
    assert (found["terminal_id"], found["query_code"]) == ("K0007", "7K3M9QXX")
    assert (found["clock_drift_s"], found["clock_age_s"]) == (-3, 120)


def test_words_for_people_say_received_is_not_accepted(keys, capsys, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(proof(keys) + "\n"))
    assert main(["verify", "-", "--set", f"state_dir={tmp_path / 'state'}"]) == 0
    said = capsys.readouterr().out
    assert "已收件，还没有受理" in said
    assert "12345" in said
    assert "clock_drift_s  unknown" in said


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda text: text[:-1], "proof-damaged"),
        (lambda text: text[:-DIGITS] + str(int(text[-DIGITS:]) ^ 1).zfill(DIGITS), "proof-forged"),
        (lambda _text: "微信支付", "proof-damaged"),
    ],
)
def test_anything_else_is_refused_with_its_reason(keys, capsys, tmp_path, spoil, code):
    assert verified(capsys, tmp_path, spoil(proof(keys))) == (1, {"ok": False, "code": code})
    assert main(["verify", spoil(proof(keys)), "--set", f"state_dir={tmp_path / 'state'}"]) == 1
    told = capsys.readouterr()
    assert code in told.err
    assert "。" in told.out


def test_a_stranger_and_the_future_are_refused(keys, capsys, tmp_path):
    stranger = DeviceKeys.load_or_create(tmp_path / "stranger")
    assert verified(capsys, tmp_path, proof(stranger))[1]["code"] == "proof-key-unknown"
    assert verified(capsys, tmp_path, proof(keys, when=now() + 20 * MINUTE))[1]["code"] == "proof-from-future"


def test_a_terminal_that_never_ran_knows_nobody(capsys, tmp_path):
    stranger = DeviceKeys.load_or_create(tmp_path / "stranger")
    assert verified(capsys, tmp_path, proof(stranger))[1]["code"] == "proof-key-unknown"


def test_the_code_is_read_from_a_picture(keys, capsys, tmp_path):
    picture = tmp_path / "receipt.png"
    cv2.imwrite(str(picture), (~qr_dots(proof(keys), 576)).astype("uint8") * 255)
    assert verified(capsys, tmp_path, "--image", str(picture))[1]["ok"]
    cv2.imwrite(str(picture), (~qr_dots("x", 576)).astype("uint8") * 255)
    assert verified(capsys, tmp_path, "--image", str(picture))[1]["code"] == "proof-damaged"
    picture.write_bytes(b"no picture")
    assert main(["verify", "--image", str(picture), "--set", f"state_dir={tmp_path / 'state'}"]) == 2


@pytest.mark.parametrize("words", [[], ["text", "--camera"]])
def test_one_thing_at_a_time(words):
    assert main(["verify", *words]) == 2


def test_the_page_is_one_file_with_the_register_and_no_address_to_call(keys, capsys, tmp_path):
    page = tmp_path / "verify.html"
    assert main(["verify", "--page", str(page), "--set", f"state_dir={tmp_path / 'state'}"]) == 0
    assert "1 keys" in capsys.readouterr().out
    text = page.read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert '"terminal_id": "K0007"' in text
    assert "src=" not in text
    assert "fetch(" not in text


ASK = """
const [texts, now] = JSON.parse(require("fs").readFileSync(0, "utf8"));
(async () => {
  const answers = [await canCheck()];
  for (const text of texts) {
    try { answers.push(await checkReceipt(text, REGISTER, now)); } catch (no) { answers.push(no.code || String(no)); }
  }
  console.log(JSON.stringify(answers));
})();
"""


def on_a_telephone(page, texts, when):
    """Run the page's own script as a browser would, in Node.js."""
    script = page.split("<script>")[1].split("</script>")[0] + ASK
    asked = json.dumps([texts, when.timestamp()])
    done = subprocess.run([NODE, "-e", script], input=asked, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.skipif(NODE is None, reason="Node.js is missing: the telephone page's own script was NOT examined")
def test_the_page_judges_as_the_terminal_does(keys, tmp_path):
    stranger = DeviceKeys.load_or_create(tmp_path / "stranger")
    expired = DeviceKeys.load_or_create(tmp_path / "expired")
    when = now().replace(microsecond=0)
    register = [
        DeviceKey(keys.public, "K0007"),
        DeviceKey(expired.public, "K0006", None, when - dt.timedelta(days=9)),
    ]
    true = proof(keys, ACCEPTED, 3, Clock(-70, 3600), when)
    digits = int(true[-DIGITS:])
    altered = [true[:-DIGITS] + str(digits ^ 1 << bit).zfill(DIGITS) for bit in range(0, 872, 3)]
    told = on_a_telephone(
        verification_page(register, when),
        [
            true,
            proof(keys, RECEIVED, 1, UNCOMPARED, when),
            true.replace("zwfw.example", "zwfw.evil"),
            true.replace("7K3M9QXX", "7K3M9QX4"),
            true.replace("7K3M9QXX", "2222222F"),
            proof(stranger, when=when),
            proof(expired, when=when),
            proof(keys, when=when + 20 * MINUTE),
            "",
            *altered,
        ],
        when,
    )
    able, accepted, received, *refused = told
    assert able is True
    assert accepted == {
        "key_id": register[0].key_id,
        "case_id": ACCEPTED.case_id,
        "state": "accepted",
        "copy": 3,
        "signed": when.timestamp(),
        "drift_s": -70,
        "age_s": 3600,
        "query_code": "7K3M9QXX",
        "terminal_id": "K0007",
    }
    assert (received["state"], received["drift_s"], received["age_s"]) == ("received", None, None)
    assert refused[:7] == [
        "proof-forged",
        "proof-damaged",
        "proof-forged",
        "proof-key-unknown",
        "proof-key-unknown",
        "proof-from-future",
        "proof-damaged",
    ]
    assert set(refused[7:]) <= {"proof-damaged", "proof-forged", "proof-key-unknown"}


def test_the_code_is_read_under_the_camera(keys, capsys, tmp_path):
    desk = tmp_path / "desk"
    desk.mkdir()
    paper = cv2.copyMakeBorder((~qr_dots(proof(keys), 576)).astype("uint8") * 255, 200, 200, 300, 300, 0, value=255)
    cv2.imwrite(str(desk / "paper.png"), cv2.GaussianBlur(paper, (0, 0), 1.0))
    camera = ["--set", "camera.driver=files", "--set", f"camera.path={desk}"]
    assert verified(capsys, tmp_path, "--camera", *camera)[1]["ok"]
    assert main(["verify", "--camera", "--set", "camera.driver=files", "--set", f"camera.path={tmp_path}/none"]) == 2
