"""The lab's SAM_V module: words in, frames on a pseudo-terminal out; the module itself byte by byte."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.lab.cards.resident import RESIDENT_KINDS, resident_card
from drivers.lab.people import PEOPLE, person
from drivers.lab.sam import LabSam
from drivers.lab.sam_module import PREAMBLE, SamFaults, SamModule, framed
from tests.open_files import OpenFiles


@pytest.fixture
def lab():
    lab = LabSam()
    yield lab
    lab.stop()


def module_with(kind="resident", **faults):
    module = SamModule()
    module.lay(resident_card(kind, person("zhao")), SamFaults(**faults), resident_card(kind, person("ou")))
    return module


def say(module, *commands):
    """Return the answers without preamble, length and check byte."""
    return [module.answer(bytes.fromhex(command))[7:-1].hex() for command in commands]


def test_starting_tells_the_terminal_which_device_to_use_and_stopping_takes_it_away(lab):
    device = Path(lab.start()["reader.device"])
    assert device.is_char_device()
    lab.stop()
    assert not device.parent.exists()
    lab.stop()


def test_the_device_keeps_its_name_when_it_is_plugged_in_again(lab):
    device = Path(lab.start()["reader.device"])
    for _ in range(3):
        assert lab.command(["unplug"])["plugged"] is False
        assert not device.exists()
        assert lab.command(["plug"])["plugged"] is True
        assert device.is_char_device()
    assert lab.command(["plug"])["plugged"] is True


def test_nothing_is_left_open_after_many_plugs():
    files, lab = OpenFiles(), LabSam()
    lab.start()
    for _ in range(20):
        lab.command(["unplug"])
        lab.command(["plug"])
    lab.stop()
    assert files.left_open() == set()


@pytest.mark.parametrize("kind", RESIDENT_KINDS)
def test_every_kind_of_card_can_be_laid_there_and_taken(lab, kind):
    assert lab.command(["insert", kind, "--person", "李䶮"]) == {
        "card": kind,
        "person": "li",
        "module": "works",
        "plugged": False,
    }
    assert lab.command(["remove"])["card"] is None


def test_faults_are_taken(lab):
    words = "insert hmt --to li --pull-at 3 --swap-at 4 --mute-at 9 --garbage-at 1 --bad-check-at 2 --short-at 5"
    lab.command([*words.split(), "--refuse", "41", "--slow", "20", "--split", "--halts"])
    assert lab.module.faults == SamFaults(
        pull_at=3,
        swap_at=4,
        mute_at=9,
        garbage_at=1,
        bad_check_at=2,
        short_at=5,
        refuse=0x41,
        slow_s=0.02,
        split=True,
        halts=True,
    )


@pytest.mark.parametrize(
    "words",
    ["", "eject", "insert", "insert shebao", "insert resident --person nobody", "insert hmt --refuse soon", "module"],
)
def test_other_words_are_told_what_would_be_understood(lab, words):
    with pytest.raises(ValueError, match=r"usage|there are"):
        lab.command(words.split())


def test_a_card_is_found_then_selected_then_read():
    module = module_with()
    assert say(module, "2001", "2002") == ["00009f" + "00" * 4, "000090" + "00" * 8]
    assert module.answer(bytes.fromhex("3001"))[5:7] == bytes.fromhex("0508")
    assert say(module, "3001") == ["000090" + module.card.payload.hex()]
    assert say(module, "3010")[0].startswith("000090010004000400")
    assert say(module, "3003", "3005") == ["000091", "000090" + module.card.chip.hex()]


def test_an_empty_module_says_so():
    module = SamModule()
    assert say(module, "2001", "2002", "3001", "3003", "3005") == ["000080", "000081", "000041", "000041", "000041"]
    assert say(module, "10ff", "11ff", "6001", "7777") == ["000090", "000090", "000090", "000021"]


def test_a_card_that_nobody_selected_is_not_read():
    assert say(module_with(), "3001", "2001", "3001") == ["000041", "00009f" + "00" * 4, "000041"]


def test_the_published_frames():
    module = SamModule()
    assert module.answer(bytes.fromhex("2001")).hex().upper() == "AAAAAA9669000400008084"
    assert module.answer(bytes.fromhex("11FF")).hex().upper() == "AAAAAA9669000400009094"
    assert framed(bytes.fromhex("3001")).hex().upper() == "AAAAAA96690003300132"


@pytest.mark.parametrize("status", [0x60, 0x66])
def test_a_module_that_does_not_work_reads_nothing(status):
    module = module_with()
    module.status = status
    told = f"0000{status:02x}"
    assert say(module, "11ff", "2001", "3001") == [told] * 3


@pytest.mark.parametrize(
    ("counted", "status"), [("0003200122", "9f"), ("0003200123", "10"), ("000320", "11"), ("00022022", "11")]
)
def test_commands_that_came_garbled_are_told(counted, status):
    assert module_with().receive(bytes.fromhex(counted))[9] == int(status, 16)


def test_a_swap_brings_the_other_card_and_a_pull_none():
    swapped, pulled = module_with(swap_at=2), module_with(pull_at=2)
    assert say(swapped, "2001", "2002", "2001", "2002")[1:] == ["000081", "00009f" + "00" * 4, "000090" + "00" * 8]
    assert swapped.card.payload == resident_card("resident", person("ou")).payload
    assert say(pulled, "2001", "2002", "2001")[1:] == ["000081", "000080"]


@given(st.lists(st.binary(max_size=12), max_size=8))
def test_the_module_answers_anything_with_a_whole_frame(heard):
    module = module_with()
    for counted in heard:
        answer = module.receive(counted)
        assert answer.startswith(PREAMBLE)
        assert len(answer) == 7 + int.from_bytes(answer[5:7], "big")


@pytest.mark.parametrize("someone", PEOPLE, ids=lambda someone: someone.key)
@pytest.mark.parametrize("kind", RESIDENT_KINDS)
def test_every_payload_has_its_size_and_says_so(kind, someone):
    payload = resident_card(kind, someone).payload
    assert payload[:4] == bytes.fromhex("01000400")
    assert len(payload) == 4 + 256 + 1024
