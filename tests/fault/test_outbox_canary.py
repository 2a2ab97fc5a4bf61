"""Nothing personal stays in a terminal that filed, delivered, carried out and recovered: on disk, in logs, in memory.

Sought are name, number, telephone, address, query code, pictures and strokes of a signature in every writing of
canary_writings.py; benchmarks/sync_canary.py also looks into a core dump.
"""

import os
import signal
from pathlib import Path

import canary_writings
import pytest
from canary_person import ADDRESS, NAME, NUMBER, Canary, living, whole_life
from memory_scan import in_files, in_process
from platform_kit import running_sandbox


@pytest.fixture(scope="module")
def life(tmp_path_factory):
    """A terminal that has met the canary, done everything there is to do, and forgotten them."""
    place = tmp_path_factory.mktemp("life")
    (place / "terminal").mkdir()
    canary = Canary()
    with (
        running_sandbox(place / "platform") as platform,
        living(place / "terminal", platform.url) as terminal,
    ):
        assert terminal.held(canary.needles) == []
        terminal.meet(canary)
        met = {find.label.split(" as ")[0] for find in terminal.held(canary.needles)}
        assert met == {"name", "number", "phone", "address", "picture", "strokes"}
        whole_life(terminal, platform, canary)
        yield terminal, canary


def test_its_memory_holds_nobody_after_the_visit(life):
    terminal, canary = life
    assert [str(find) for find in terminal.held(canary.needles)] == []


def test_no_file_names_the_citizen(life):
    terminal, canary = life
    folders = {path.name for path in terminal.folder.rglob("*") if path.is_dir()}
    assert folders >= {"env", "blobs", "quarantine", "stick", "backup", "tmp", "envelopes", "drafts"}
    assert in_files(terminal.folder, canary.needles) == []
    assert "[redacted]" in (terminal.folder / "terminal.log").read_text()
    assert "defect RuntimeError" in (terminal.folder / "stderr").read_text()


def test_whoever_has_the_devices_keys_finds_nobody_in_the_pages(life, tmp_path):
    terminal, canary = life
    terminal.unlock(tmp_path)
    assert (tmp_path / "pages").read_bytes().count(b"CREATE TABLE outbox") >= 2
    assert len(list(tmp_path.glob("*.facts"))) >= 4
    assert in_files(tmp_path, canary.needles) == []


def test_a_terminal_that_dies_leaves_no_core_and_names_nobody(life):
    terminal, canary = life
    limits = Path(f"/proc/{terminal.process.pid}/limits").read_text("ascii").splitlines()
    assert next(line for line in limits if line.startswith("Max core file size")).split()[4:6] == ["0", "0"]
    assert Path(f"/proc/{terminal.process.pid}/mem").stat().st_uid == 0  # not dumpable: nobody but root reads it
    terminal.kill(signal.SIGSEGV)
    assert "Fatal Python error: Segmentation fault" in (terminal.folder / "stderr").read_text()
    assert in_files(terminal.folder, canary.needles) == []
    assert not list(terminal.folder.rglob("core*"))


@pytest.mark.parametrize("text", [NAME, NUMBER, ADDRESS], ids=["name", "number", "address"])
def test_the_search_finds_every_writing_in_a_file_and_in_memory(tmp_path, text):
    forms = canary_writings.writings(text)
    assert len(set(forms.values())) >= 13
    for number, needle in enumerate(forms):
        (tmp_path / str(number)).write_bytes(b"before " + needle + b" after")
    assert {needle for name, _ in in_files(tmp_path, forms) for needle in [list(forms)[int(name)]]} == set(forms)
    assert {find.label for find in in_process(os.getpid(), forms)} == set(forms.values())


def test_the_codes_are_those_that_others_write():
    """By hand, so that the search does not only find what it would have written itself."""
    forms = canary_writings.writings(NAME)
    for code in (b"5qyn6Ziz5bu65Zu9", b"e6aca7e998b3e5bbbae59bbd", b"%E6%AC%A7", b"=E6=AC=A7", rb"\u6b27\u9633"):
        assert any(needle.startswith(code[: len(needle)]) for needle in forms)
    assert bytes.fromhex("999901194001010018") in canary_writings.writings(NUMBER)
    assert bytes.fromhex("999910910410100081") in canary_writings.writings(NUMBER)
