"""Reading files: the fewest commands, far offsets, and every way a chip refuses a length."""

import pytest

from drivers.errors import CardGarbled
from drivers.icao import tlv
from drivers.icao.ciphers import AES128, TDES
from drivers.icao.command import Command
from drivers.icao.files import RUNGS, ElementaryFile, FileReader, LengthRefused, Rung
from drivers.icao.secure_messaging import SecureSession
from drivers.lab.cards.icao.session import Session
from tests.card_bench import ScriptedChannel

FILE = ElementaryFile("DG2", 0x02, 0x75)
EXTENDED, SMALLER, SHORT = RUNGS[:3]


class Chip:
    """A chip with one file that is already open; `refuse` may answer a command in its place."""

    def __init__(self, content, suite=TDES, refuse=None):
        self.content, self.suite, self.refuse = content, suite, refuse or (lambda command: None)
        self.asked = []

    def reader(self, rung):
        its = Session(self.suite, b"secret", bytes(self.suite.block))

        def answer(apdu):
            sent = Command.from_bytes(apdu)
            command = its.open(sent)
            self.asked.append(command)
            refused = self.refuse(command)
            if isinstance(refused, int):
                return refused.to_bytes(2, "big")
            data, sw = refused or self.read(command)
            return its.seal(command.ins, data, sw)

        keys = self.suite.derive(b"secret", 1), self.suite.derive(b"secret", 2)
        return FileReader(ScriptedChannel(answer), SecureSession(self.suite, *keys, bytes(self.suite.block)), rung)

    def read(self, command):
        if command.ins == 0xB0:
            at = command.p2 if command.p1 & 0x80 else command.p1 << 8 | command.p2
            return self.content[at : at + command.le], 0x9000
        at = int.from_bytes(tlv.find(command.data, 0x54), "big")
        size = command.le
        while len(tlv.encode(0x53, self.content[at : at + size])) > command.le:
            size -= 1
        return tlv.encode(0x53, self.content[at : at + size]), 0x9000


def file(size):
    return tlv.encode(0x75, bytes(place * 7 % 251 for place in range(size)))


def read(chip, rung):
    return chip.reader(rung).read(FILE, lambda done, size: None)


@pytest.mark.parametrize("suite", [TDES, AES128], ids=lambda suite: suite.name)
@pytest.mark.parametrize("rung", RUNGS, ids=str)
@pytest.mark.parametrize("size", [0, 1, 200, 231, 20000, 33000])
def test_a_file_comes_whole_in_the_fewest_commands(suite, rung, size):
    chip = Chip(file(size), suite)
    assert read(chip, rung) == chip.content
    part = rung.most if rung.extended else min(rung.most, 231 if suite is TDES else 223)
    most = 1 + max(0, len(chip.content) - 1) // part
    assert len(chip.asked) <= most + (1 if len(chip.content) > 32767 else 0)
    assert chip.asked[0].header == bytes.fromhex("00B08200")
    assert all(command.le <= part for command in chip.asked)


@pytest.mark.parametrize("rung", [SMALLER, SHORT], ids=str)
def test_beyond_15_bits_the_offset_stands_in_an_object(rung):
    chip = Chip(file(70000), AES128)
    assert read(chip, rung) == chip.content
    odd = [command for command in chip.asked if command.ins == 0xB1]
    offsets = [int.from_bytes(tlv.find(command.data, 0x54), "big") for command in odd]
    assert offsets == sorted(offsets)
    assert 32768 <= offsets[0] < 32768 + rung.most
    assert offsets[-1] > 65535
    assert {len(tlv.find(command.data, 0x54)) for command in odd} == {2, 3}
    assert all(command.p1 << 8 | command.p2 < 32768 for command in chip.asked[1:] if command.ins == 0xB0)


def test_progress_counts_bytes_up_to_the_size_that_the_file_told():
    told = []
    chip = Chip(file(1000))
    chip.reader(SHORT).read(FILE, lambda done, size: told.append((done, size)))
    assert told == [(231, 1004), (462, 1004), (693, 1004), (924, 1004), (1004, 1004)]


@pytest.mark.parametrize("sw", [0x6A82, 0x6A88])
def test_a_file_that_is_not_there_is_none(sw):
    assert read(Chip(b"", refuse=lambda command: (b"", sw)), EXTENDED) is None


@pytest.mark.parametrize("plain", [True, False], ids=["in the open", "protected"])
@pytest.mark.parametrize("sw", [0x6700, 0x6C00, 0x6CE7, 0x6B00, 0x6F00])
@pytest.mark.parametrize("number", [1, 3])
def test_a_refused_length_asks_for_another_rung(sw, plain, number):
    chip = Chip(file(1000))
    chip.refuse = lambda command: (sw if plain else (b"", sw)) if len(chip.asked) == number else None
    with pytest.raises(LengthRefused):
        read(chip, SHORT)


@pytest.mark.parametrize("answer", [(b"", 0x6282), (b"", 0x9000), (b"\x01", 0x9000), (bytes(63), 0x6282)])
def test_nothing_or_crumbs_in_the_middle_of_a_file_ask_for_another_rung(answer):
    chip = Chip(file(1000))
    chip.refuse = lambda command: answer if len(chip.asked) == 2 else None
    with pytest.raises(LengthRefused):
        read(chip, SHORT)


def test_a_warning_of_the_files_end_is_no_refusal():
    chip = Chip(file(300))
    chip.refuse = lambda command: (chip.read(command)[0], 0x6282)
    assert read(chip, SHORT) == chip.content


def test_a_chip_that_gives_less_than_asked_for_is_asked_on():
    chip = Chip(file(1000))
    chip.refuse = lambda command: (chip.read(command)[0][:100], 0x9000)
    assert read(chip, EXTENDED) == chip.content
    assert len(chip.asked) == 11


@pytest.mark.parametrize("sw", [0x6982, 0x6988, 0x6A80, 0x6100])
def test_other_refusals_are_garbled(sw):
    for refused in (sw, (b"", sw)):
        with pytest.raises(CardGarbled) as error:
            read(Chip(file(10), refuse=lambda command, refused=refused: refused), SHORT)
        assert not isinstance(error.value, LengthRefused)


@pytest.mark.parametrize("start", ["7584FFFFFFFF", "7583040000" + "00" * 100, "6100", "75"])
def test_a_file_that_is_another_or_without_end_is_garbled(start):
    with pytest.raises(CardGarbled):
        read(Chip(bytes.fromhex(start)), SHORT)


def test_the_ladder_goes_down_and_ends_where_every_chip_follows():
    assert [rung.most for rung in RUNGS] == sorted((rung.most for rung in RUNGS), reverse=True)
    assert [rung.extended for rung in RUNGS] == sorted((rung.extended for rung in RUNGS), reverse=True)
    assert RUNGS[-1] == Rung(112)
