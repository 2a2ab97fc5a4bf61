"""The loopback reader: the citizen's hand at any moment, in any thread."""

import threading

import pytest

from drivers.errors import CardMute, CardWithdrawn
from drivers.lab.cards.card import Faults
from drivers.lab.cards.loopback import LoopbackReader
from drivers.types import Absent, Present
from tests.card_bench import SELECT, disturbed, make, outcome, read_in


def test_a_channel_belongs_to_one_insertion_of_one_card():
    reader = LoopbackReader(make("shebao"))
    with pytest.raises(CardWithdrawn):
        disturbed(reader, lambda: reader.insert(make("shebao", "ou")), SELECT)


def test_an_empty_reader_has_nothing_to_connect():
    with pytest.raises(CardWithdrawn), LoopbackReader().connect():
        pass


def test_an_exchange_after_the_last_apdu_voids_the_reading():
    reader = LoopbackReader(make("resident"))
    with pytest.raises(CardWithdrawn):
        disturbed(reader, lambda: reader.insert(make("resident", "ou")))


def test_a_mute_card_is_told_at_once():
    with pytest.raises(CardMute):
        read_in(LoopbackReader(make("shebao"), Faults(mute_at=5)))


def test_a_slow_card_is_read_and_can_be_pulled_while_it_thinks():
    assert read_in(LoopbackReader(make("resident"), Faults(slow_s=0.001))).kind == "resident"
    reader = LoopbackReader(make("resident"), Faults(slow_s=60))
    hand = threading.Timer(0.02, reader.remove)
    hand.start()
    assert outcome(lambda: read_in(reader)) == "card-withdrawn"
    hand.join()


def test_waiting_ends_when_the_hand_moves():
    reader = LoopbackReader()
    assert reader.wait(0) == Absent()
    hand = threading.Timer(0.02, reader.insert, (make("shebao"),))
    hand.start()
    assert reader.wait(60) == Present(make("shebao").atr)
    hand.join()


def test_in_and_out_unseen_is_no_news():
    reader = LoopbackReader()
    reader.wait(0)
    reader.insert(make("shebao"))
    reader.remove()
    assert reader.wait(0.01) == Absent()


def test_apdus_count_over_all_connections_of_an_insertion():
    reader = LoopbackReader(make("resident"), Faults(pull_at=7))
    assert read_in(reader).kind == "resident"
    assert outcome(lambda: read_in(reader)) == "card-withdrawn"


def test_a_card_swapped_unseen_answers_freshly_reset():
    reader = LoopbackReader(make("shebao"))
    reader.wait(0)
    with reader.connect() as channel:
        channel.transmit(SELECT)
        reader.swap(make("shebao", "ou"))
        assert channel.transmit(bytes.fromhex("00A4020002EF05")).sw == 0x6A82
    assert reader.wait(0) == Present(make("shebao", "ou").atr)
    assert read_in(reader).name == "欧䶮𬭎"


def test_nothing_is_swapped_in_an_empty_reader():
    reader = LoopbackReader()
    reader.swap(make("shebao"))
    assert reader.wait(0) == Absent()


def test_the_hand_moves_before_an_apdu_is_answered():
    at = []
    reader = LoopbackReader(
        make("resident"), hand=lambda number: at.append(number) or (number == 2 and reader.remove())
    )
    assert outcome(lambda: read_in(reader)) == "card-withdrawn"
    assert at == [1, 2]
