"""When a visit has ended, nothing of the person is left in the terminal: not in its memory, not on its disk.

The real terminal on its stage, walked by touch. Only its own processes count: lab and platform know the person.
"""

import base64
import os
import shutil
import signal
import sys
from pathlib import Path

import memory_scan
import numpy as np
import pytest
from memory_scan import in_files, in_memory, runs, written

from drivers.imaging.encode import decode, preview
from drivers.lab import desk
from drivers.lab.documents import travel_document
from drivers.lab.papers import render
from drivers.lab.people import person
from tests.pcscd_service import pcscd
from ui.demo.children import until
from ui.demo.laying import lay_card, printed_number
from ui.demo.platform import PlatformWindow
from ui.demo.stage import Stage

sys.path.insert(0, str(Path(__file__).parents[1] / "demo"))
import journeys

pytestmark = [
    pytest.mark.pcscd,
    pytest.mark.skipif(os.geteuid() != 0 or shutil.which("pcscd") is None, reason="needs root and pcscd"),
]
SHM = Path("/dev/shm")


class OwnTemporaryFolder(Stage):
    """A stage whose terminal, alone, has a temporary folder that can be searched."""

    def start_terminal(self, **settings):
        self.temporary = self.folder / "temporary"
        self.temporary.mkdir(exist_ok=True)
        self._env["TMPDIR"] = str(self.temporary)
        super().start_terminal(**settings)


class Tray:
    """A camera that sees the same picture in every frame, so that frames can be looked for."""

    def __init__(self, folder):
        self.file = folder / "paper.png"
        self.show(blur=True)

    def show(self, *, blur):
        """Lay the paper down: one that the camera waits with, or one that it takes."""
        beside = self.file.with_suffix(".new.png")
        desk.lay(render("residence-proof"), blur=blur).save(beside)
        beside.replace(self.file)


@pytest.fixture(scope="module")
def tray(tmp_path_factory):
    return Tray(tmp_path_factory.mktemp("camera"))


@pytest.fixture(scope="module")
def walk(tray):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QT_QPA_PLATFORM", "offscreen")
        patch.setattr(journeys, "Stage", OwnTemporaryFolder)
        with pcscd():
            pass  # our turn at the virtual reader
        camera = {"camera.driver": "files", "camera.path": str(tray.file)}
        with journeys.terminal_in_the_lab(**camera) as walk:
            yield walk


def welcome(walk):
    """Let whoever was there leave, however the test before ended."""
    walk.lab("card", "remove")
    walk.see("Attract", deadline_s=40)


def pid(walk):
    return walk.stage.terminal._process.pid


def held(walk, needles):
    """What the terminal's processes hold, by label."""
    return {find.label.split(" as ")[0] for find in in_memory(pid(walk), needles)}


def await_held(walk, needles, wanted):
    """Wait until the terminal's processes have held all of this, each label at one look or another."""
    seen = set()

    def complete():
        seen.update(held(walk, needles))
        return seen >= wanted

    until(complete, 20, ", ".join(sorted(wanted)))


def left(walk, needles):
    """Every place in memory and every file in which something of the person was left."""
    stage = walk.stage
    logs = [stage.logs / "terminal.log", stage.logs / "terminal.out"]
    assert all(log.exists() for log in logs)
    folders = (stage.folder / "state", stage.temporary, stage.logs, SHM)
    assert any((stage.folder / "state").iterdir())
    return [str(find) for find in in_memory(pid(walk), needles)] + [
        f"{label} in the file {name}" for folder in folders for name, label in in_files(folder, needles)
    ]


def words_of(holder):
    return written(name=holder.name, number=holder.number, address=holder.address)


def frames_of(tray):
    frame = decode(tray.file.read_bytes())
    return runs("camera frame", frame.tobytes()) | runs("live picture", preview(frame, 960)[2])


def pictures_of(walk):
    """What the centre received and the printer printed, as files and as the glass held them."""
    window = PlatformWindow(walk.stage.platform_url)
    case = window.case(window.cases()[-1]["case_id"])
    needles = written(query_code=case["body"]["query_code"])
    for one in case["attachments"]:
        file = base64.b64decode(one["base64"])
        needles |= runs(f"{one['media']} file", file)
    page = decode(base64.b64decode(case["attachments"][0]["base64"]))
    drawn = np.dstack([page, np.full(page.shape[:2], 255, np.uint8)])  # as Qt decodes a JPEG: 0xffRRGGBB
    paper = journeys.papers(walk)[-1].with_suffix(".bin").read_bytes()
    return needles | runs("page pixels", drawn.tobytes()) | runs("receipt", paper)


def test_a_whole_visit_leaves_nothing_of_the_person(walk, tray):
    who = person("ouyang")
    needles = words_of(who) | frames_of(tray)
    welcome(walk)
    lay_card(walk, ("resident", "--person", who.key), "Home")
    for step, act in journeys.steps(walk):
        if step == "Capture":
            await_held(walk, needles, {"name", "number", "address", "live picture"})
            tray.show(blur=False)
            needles |= frames_of(tray)
            continue
        if step == "Review":
            walk.hold("看", "review-held")
        act(walk)
    walk.see("Done", deadline_s=40)
    needles |= pictures_of(walk)
    await_held(walk, needles, {"name", "number", "query_code", "page pixels", "receipt"})
    walk.tap("办完了，取卡")
    walk.see("TakeCard")
    walk.lab("card", "remove")
    walk.see("Rating")
    walk.tap("非常满意")
    walk.see("Attract", deadline_s=40)
    assert left(walk, needles) == []


def test_a_document_whose_lines_were_typed_leaves_nothing(walk):
    who = person("zhao")
    document = travel_document("passport", who)
    needles = words_of(who) | written(latin=who.latin_name, document=document.number, key=document.mrz)
    welcome(walk)
    lay_card(walk, ("passport", "--person", who.key), "Home")
    await_held(walk, needles, {"latin", "document", "key"})
    walk.lab("card", "remove")
    walk.see("Attract", deadline_s=40)
    assert left(walk, needles) == []


def test_what_was_typed_and_given_up_is_gone_when_the_next_person_leaves(walk):
    who = person("ayi")
    welcome(walk)
    laid = walk.lab("card", "insert", "passport", "--person", who.key)
    walk.see("KeyDocument")
    number = printed_number(laid)
    walk.keys(number)
    walk.tap("下一项")
    walk.keys(f"{who.birth:%Y%m%d}")
    needles = written(document=number, birth=f"{who.birth:%Y%m%d}", shown=f"{who.birth:%Y-%m-%d}")
    await_held(walk, needles, {"document", "birth", "shown"})
    walk.lab("card", "remove")
    journeys.lay(walk, "li")
    walk.see("Home")
    walk.lab("card", "remove")
    walk.see("Attract", deadline_s=40)
    assert left(walk, needles | words_of(person("li"))) == []


def test_a_terminal_that_crashes_in_mid_visit_tells_of_nobody_and_leaves_no_core(walk):
    who = person("ouyang")
    welcome(walk)
    lay_card(walk, ("resident", "--person", who.key), "Home")
    await_held(walk, words_of(who), {"name", "number", "address"})
    limits = Path(f"/proc/{pid(walk)}/limits").read_text("ascii").splitlines()
    assert next(line for line in limits if line.startswith("Max core file size")).split()[4:6] == ["0", "0"]
    os.kill(pid(walk), signal.SIGSEGV)
    until(lambda: not walk.stage.terminal.running, 20, "the end of the terminal")
    stage = walk.stage
    assert "Fatal Python error: Segmentation fault" in (stage.logs / "terminal.log").read_text("utf-8")
    for folder in (stage.folder / "state", stage.temporary, stage.logs, SHM):
        assert in_files(folder, words_of(who)) == []
    assert not list(stage.folder.rglob("core*"))
    assert not list(Path.cwd().glob("core*"))


def test_the_search_finds_what_lives_in_a_process():
    """Its own needles lie in this process, each in its own writing."""
    needles = written(name="赵桂兰") | runs("picture", os.urandom(8192))
    found = {find.label for find in memory_scan.in_process(os.getpid(), needles)}
    assert found == set(needles.values())


def test_the_search_finds_what_lies_in_a_file_and_in_its_name(tmp_path):
    (tmp_path / "赵桂兰.txt").write_bytes("欧阳建国".encode("gb18030"))
    found = in_files(tmp_path, written(first="赵桂兰", second="欧阳建国"))
    assert {label for _, label in found} == {"first as utf-8", "second as gb18030"}
