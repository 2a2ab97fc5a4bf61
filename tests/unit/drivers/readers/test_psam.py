"""The PSAM in its slot: bytes in, bytes out; everything that is not an answer is one refusal."""

import time

import pytest

from drivers.discovery import open_device
from drivers.errors import CardNeedsPsam
from drivers.lab.cards.card import Faults
from drivers.lab.cards.loopback import LoopbackReader
from drivers.lab.cards.psam import PsamCard
from drivers.lab.hsm import LabHsm
from drivers.lab.reader import LabReader
from drivers.protocols import HolderQuestion, ReadingAids
from drivers.readers.aids import aids_for
from drivers.readers.psam import PsamAuthority
from drivers.types import Present
from tests.card_bench import make, read_in
from tests.pcscd_service import pcscd

SEEN_S = 5.0

QUESTION = HolderQuestion(
    region="999901",
    atr=bytes(range(17)),
    algorithm=3,
    card_id=bytes(16),
    internal_factor=b"factor-1",
    internal_random=b"random-1",
    external_factor=b"factor-2",
    external_random=b"random-2",
)


def authority(card=None, **faults):
    return PsamAuthority(LoopbackReader(card or PsamCard(), Faults(**faults)).connect)


class Heard(PsamCard):
    """A PSAM that remembers what it was told."""

    def __init__(self):
        super().__init__()
        self.heard = []

    def answer(self, apdu):
        self.heard.append(apdu)
        return super().answer(apdu)


def test_what_the_psam_is_asked():
    card = Heard()
    authority(card).answer(QUESTION)
    assert [apdu for apdu in card.heard if apdu[1] != 0xC0] == [
        bytes.fromhex("00A4040006D15600000590"),
        bytes.fromhex("BFDE481218") + bytes(range(9, 17)) + b"999901sxfactor-2",
        bytes.fromhex("80FA000008") + b"random-2",
    ]


def test_the_psam_answers_as_the_hsm_with_the_same_keys_does():
    answer = authority().answer(QUESTION)
    assert answer.external == LabHsm().answer(QUESTION).external
    assert answer.external[8:] == b"random-2"
    assert answer.internal == b""


def test_a_card_of_specification_3_is_read_in_full():
    said = read_in(LoopbackReader(make("shebao3", "ou")), ReadingAids(authority=authority()))
    assert (said.name, said.flaw) == ("欧䶮𬭎", "")


@pytest.mark.parametrize("kind", ["shebao", "resident", "strange"])
def test_another_card_in_the_slot_is_no_psam(kind):
    with pytest.raises(CardNeedsPsam):
        authority(make(kind)).answer(QUESTION)


def test_an_empty_slot_is_no_psam():
    with pytest.raises(CardNeedsPsam):
        PsamAuthority(LoopbackReader().connect).answer(QUESTION)


@pytest.mark.parametrize("fault", ["pull_at", "mute_at", "bad_mac_at"])
@pytest.mark.parametrize("number", range(1, 6))
def test_a_psam_that_fails_at_any_apdu_is_none_or_its_answer_opens_nothing(fault, number):
    said = read_in(LoopbackReader(make("shebao3")), ReadingAids(authority=authority(**{fault: number})))
    assert (said.name, said.flaw) in {("", "card-needs-psam"), ("赵桂兰", "")}
    assert said.flaw or (fault, number) in {("bad_mac_at", 1), ("bad_mac_at", 2), ("bad_mac_at", 3), ("bad_mac_at", 4)}


@pytest.mark.parametrize("refusal", ["BFDE", "80FA"])
def test_a_psam_that_refuses_is_told_as_a_missing_one(refusal):
    class Refusing(PsamCard):
        def answer(self, apdu):
            return b"\x6a\x88" if apdu.hex().upper().startswith(refusal) else super().answer(apdu)

    with pytest.raises(CardNeedsPsam):
        authority(Refusing()).answer(QUESTION)


@pytest.mark.pcscd
def test_in_its_own_slot_of_pcscd_it_opens_the_card_until_it_is_taken_out():
    with pcscd() as service:
        lab = LabReader(service)
        options = {key.removeprefix("reader."): value for key, value in lab.start().items()}
        reader = open_device("readers", "pcsc", options)
        lab.command(["insert", "shebao3", "--person", "ou"])
        while not isinstance(reader.wait(SEEN_S), Present):
            pass
        aids = aids_for(options, reader)
        assert until(lambda: read_in(reader, aids), lambda said: said.name == "欧䶮𬭎").flaw == ""
        lab.command(["psam", "remove"])
        assert (read_in(reader, aids).name, read_in(reader, aids).flaw) == ("", "card-needs-psam")
        reader.close()
        lab.stop()


def until(act, done):
    """Return what `act` returns as soon as it is `done`: pcscd looks into its slots every 0.4 s."""
    end = time.monotonic() + SEEN_S
    while not done(result := act()) and time.monotonic() < end:
        pass
    return result
