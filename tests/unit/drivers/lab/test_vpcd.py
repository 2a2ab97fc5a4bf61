"""The wire to pcscd's virtual reader, with the test in the reader's place."""

import socket
import struct

import pytest

from drivers.lab.cards.card import Faults
from drivers.lab.vpcd import Insertion
from tests.card_bench import make

OFF, ON, RESET, TELL_ATR = b"\x00", b"\x01", b"\x02", b"\x04"
SELECT = bytes.fromhex("00A404000F7378312E73682EC9E7BBE1B1A3D5CF")
GARBLED = bytes.fromhex("00A4040001FF")


class VirtualReader:
    """The other end of the wire: sends messages, hears answers."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(5)
        self.port = self.listener.getsockname()[1]
        self.link = None

    def accept(self):
        if self.link:
            self.link.close()
        self.link, _ = self.listener.accept()
        self.link.settimeout(5)

    def say(self, message):
        self.link.sendall(struct.pack(">H", len(message)))
        self.link.sendall(message)

    def hear(self):
        """Return the next answer; empty when the card has gone."""
        try:
            head = self.link.recv(2, socket.MSG_WAITALL)
        except ConnectionResetError:
            return b""
        return self.link.recv(struct.unpack(">H", head)[0], socket.MSG_WAITALL) if head else b""

    def ask(self, message):
        self.say(message)
        return self.hear()

    def hang_up(self):
        self.link.close()

    def close(self):
        if self.link:
            self.link.close()
        self.listener.close()


@pytest.fixture
def reader():
    reader = VirtualReader()
    yield reader
    reader.close()


@pytest.fixture
def insert(reader):
    """Return a hand that puts cards in; they are out again at the end."""
    insertions = []

    def put(card, **faults):
        insertions.append(Insertion(card, Faults(**faults), reader.port))
        reader.accept()
        return insertions[-1]

    yield put
    for insertion in insertions:
        insertion.pull()


def test_the_atr_is_told(reader, insert):
    insert(make("shebao"))
    assert reader.ask(TELL_ATR) == make("shebao").atr


def test_power_controls_reset_the_card_and_are_not_answered(reader, insert):
    insert(make("shebao"))
    assert reader.ask(SELECT)[0] == 0x61
    for control in (RESET, OFF, ON):
        reader.say(control)
    assert reader.ask(bytes.fromhex("00A4020002EF05")) == b"\x6a\x82"


def test_commands_are_answered_by_the_card(reader, insert):
    insert(make("resident"))
    assert reader.ask(bytes.fromhex("FFB0000000")) == make("resident").answer(bytes.fromhex("FFB0000000"))


def test_pulling_hangs_up(reader, insert):
    insertion = insert(make("shebao"))
    assert not insertion.over.is_set()
    insertion.pull()
    assert insertion.over.is_set()
    assert reader.hear() == b""


def test_pulling_twice_is_harmless_and_keeps_the_first_time(insert):
    insertion = insert(make("shebao"))
    insertion.pull()
    out_at = insertion.over_at
    insertion.pull()
    assert insertion.over_at == out_at


def test_the_card_leaves_at_the_apdu_it_is_told_to(reader, insert):
    insertion = insert(make("shebao"), pull_at=2)
    assert reader.ask(GARBLED) == b"\x6a\x82"
    assert reader.ask(GARBLED) == b""
    assert insertion.over.wait(5)


def test_a_mute_card_still_tells_its_atr_but_answers_no_command(reader, insert):
    insert(make("shebao"), mute_at=1)
    reader.say(SELECT)
    assert reader.ask(TELL_ATR) == make("shebao").atr


def test_a_slow_card_answers(reader, insert):
    insert(make("shebao"), slow_s=0.001)
    assert reader.ask(GARBLED) == b"\x6a\x82"


def test_a_slow_card_can_be_pulled_while_it_thinks(reader, insert):
    insertion = insert(make("shebao"), slow_s=60)
    reader.say(GARBLED)
    insertion.pull()
    assert reader.hear() == b""


def test_a_card_stays_in_while_the_service_restarts(reader, insert):
    insert(make("shebao"))
    reader.hang_up()
    reader.accept()
    assert reader.ask(TELL_ATR) == make("shebao").atr


def test_a_card_may_be_in_before_the_service_is_there():
    reader = VirtualReader()
    reader.close()
    insertion = Insertion(make("shebao"), port=reader.port)
    assert not insertion.over.is_set()
    insertion.pull()
    assert insertion.over.is_set()


def test_a_swapped_card_stays_connected_and_answers_freshly_reset(reader, insert):
    insertion = insert(make("shebao"), swap_at=2, swap_to=make("shebao", "ou"))
    assert reader.ask(SELECT)[0] == 0x61
    assert reader.ask(bytes.fromhex("00A4020002EF05")) == b"\x6a\x82"
    assert reader.ask(TELL_ATR) == make("shebao", "ou").atr
    assert not insertion.over.is_set()


def test_one_answer_is_spoiled(reader, insert):
    insert(make("resident"), bad_mac_at=1)
    spoiled, sound = (reader.ask(bytes.fromhex("FFB0000000")) for _ in range(2))
    assert (spoiled != sound, spoiled[:-3] == sound[:-3], spoiled[-2:] == sound[-2:]) == (True, True, True)
