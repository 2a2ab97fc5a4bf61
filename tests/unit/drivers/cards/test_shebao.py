"""社会保障卡: what is asked of it, what its records may hold, whose they are."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.cards.shebao import PROFILE
from drivers.errors import CardGarbled, CardNeedsPsam, CardUnknown, CardWithdrawn
from drivers.lab.hsm import LabHsm
from drivers.lab.people import PEOPLE
from drivers.protocols import NO_AIDS, HolderAnswer, ReadingAids
from drivers.types import Trust
from tests.card_bench import ScriptedChannel, make, outcome

SPECIFICATIONS = ("shebao", "shebao1", "shebao2")


def channel_to(card):
    channel = ScriptedChannel(card.answer)
    channel.atr = card.atr
    return channel


def read(card, authority=None):
    return PROFILE.read(channel_to(card), lambda part: None, ReadingAids(authority=authority))


def spoiled(file, tag, value, kind="shebao"):
    """Return a card of zhao with one record changed."""
    card = make(kind)
    card._files[file][tag] = value
    return card


@pytest.mark.parametrize("someone", PEOPLE, ids=lambda someone: someone.key)
@pytest.mark.parametrize("kind", SPECIFICATIONS)
def test_the_card_says_who_holds_it(someone, kind):
    said = read(make(kind, someone.key))
    assert said.kind == "shebao"
    assert (said.name, said.number, said.sex, said.ethnicity) == (
        someone.name,
        someone.number,
        someone.sex,
        someone.ethnicity,
    )
    assert said.birth == someone.birth
    assert (said.valid_from, said.valid_until) == (dt.date(2021, 3, 1), dt.date(2031, 3, 1))
    assert said.card_number == someone.card_number
    assert said.trust is Trust.UNVERIFIED
    assert said.evidence["region"] == "999901"


def test_the_evidence_tells_the_specification():
    assert [read(make(kind)).evidence["specification"] for kind in SPECIFICATIONS] == ["2.00", "1.00", "2.00"]


def test_sixteen_apdus_and_the_last_one_reads_the_card_id_again():
    channel = channel_to(make("shebao"))
    PROFILE.read(channel, lambda part: None, NO_AIDS)
    assert len(channel.heard) == 16
    assert channel.heard[0] == bytes.fromhex("00A404000F7378312E73682EC9E7BBE1B1A3D5CF")
    assert channel.heard[1] == channel.heard[-2] == bytes.fromhex("00A4020002EF05")
    assert channel.heard[2] == channel.heard[-1] == bytes.fromhex("00B2010012")


@pytest.mark.parametrize("selected", ["9000", "6F028400 9000", "6103"])
def test_what_a_card_says_of_its_files_is_not_waited_for(selected):
    card = make("shebao")
    channel = ScriptedChannel(lambda apdu: (card.answer(apdu), bytes.fromhex(selected))[apdu[1] == 0xA4])
    assert PROFILE.read(channel, lambda part: None, NO_AIDS).name == "赵桂兰"
    assert len(channel.heard) == 16


def test_progress_grows_to_one():
    parts = []
    PROFILE.read(channel_to(make("shebao")), parts.append, NO_AIDS)
    assert parts == sorted(parts)
    assert (parts[0] > 0, parts[-1]) == (True, 1.0)


def test_a_name_longer_than_its_field_continues_in_the_extension():
    name = "买买提江" * 5
    raw = name.encode("gb18030")
    card = spoiled(0xEF06, 0x09, raw[:30])
    card._files[0xEF06][0x4E] = raw[30:].ljust(20, b"\x00")
    assert read(card).name == name


def test_a_character_may_straddle_the_two_fields():
    name = "a" + "䶮" * 14 + "𬭎𬭎"
    raw = name.encode("gb18030")
    card = spoiled(0xEF06, 0x09, raw[:30])
    card._files[0xEF06][0x4E] = raw[30:]
    assert read(card).name == name


def test_a_card_of_specification_2_may_lack_the_extension():
    card = make("shebao")
    del card._files[0xEF06][0x4E]
    assert read(card).name == "赵桂兰"


class Authority:
    """Fits CardAuthority: answers as told, and remembers what it was asked."""

    def __init__(self, answer=None):
        self.asked = []
        self._answer = answer

    def answer(self, question):
        self.asked.append(question)
        if self._answer is None:
            raise CardNeedsPsam("no key")
        return self._answer


NOT_THE_KEY = Authority(HolderAnswer(internal=b"", external=bytes(16)))
TOO_LONG = Authority(HolderAnswer(internal=b"", external=bytes(300)))


@pytest.mark.parametrize("authority", [None, Authority(), NOT_THE_KEY, TOO_LONG], ids=["none", "no", "bad", "long"])
def test_a_card_of_specification_3_says_its_number_alone_to_who_has_no_key(authority):
    said = read(make("shebao3"), authority)
    assert (said.kind, said.card_number, said.flaw) == ("shebao", "A00000011", "card-needs-psam")
    assert (said.name, said.number, said.sex, said.ethnicity, said.birth) == ("", "", "", "", None)
    assert said.valid_until == dt.date(2031, 3, 1)
    assert said.evidence == {"specification": "3.00", "region": "999901", "holder_file": "closed"}


@pytest.mark.parametrize("someone", PEOPLE, ids=lambda someone: someone.key)
def test_a_card_of_specification_3_opens_to_who_has_the_key(someone):
    said = read(make("shebao3", someone.key), LabHsm())
    assert (said.name, said.number, said.flaw) == (someone.name, someone.number, "")
    assert said.evidence["holder_file"] == "authenticated"


def test_the_authority_is_asked_what_the_card_says_and_the_card_answers_what_the_authority_says():
    card, authority = make("shebao3"), Authority(HolderAnswer(internal=b"", external=bytes(range(16))))
    channel = channel_to(card)
    PROFILE.read(channel, lambda part: None, ReadingAids(authority=authority))
    (question,) = authority.asked
    assert (question.region, question.atr, question.algorithm) == ("999901", card.atr, 3)
    assert question.card_id == card._files[0xEF05][0x01]
    assert bytes.fromhex("0088000010") + question.internal_factor + question.internal_random in channel.heard
    assert bytes.fromhex("0084000008") in channel.heard
    assert len(question.external_factor) == len(question.external_random) == 8
    assert bytes.fromhex("0082000A10") + bytes(range(16)) in channel.heard


def test_each_reading_challenges_the_card_anew():
    authority = Authority()
    for _ in range(2):
        read(make("shebao3"), authority)
    first, second = ((asked.internal_factor, asked.internal_random) for asked in authority.asked)
    assert not set(first) & set(second)


def test_a_copy_that_cannot_prove_whose_it_is_is_refused():
    card = make("shebao3")
    card._keys[0] = bytes(16)
    with pytest.raises(CardGarbled):
        read(card, LabHsm())


def test_a_card_that_proves_nothing_is_refused_by_an_authority_that_wants_proof():
    card = make("shebao3")
    channel = ScriptedChannel(lambda apdu: b"\x6d\x00" if apdu[1] == 0x88 else card.answer(apdu))
    channel.atr = card.atr
    with pytest.raises(CardGarbled):
        PROFILE.read(channel, lambda part: None, ReadingAids(authority=LabHsm()))


@pytest.mark.parametrize("said", ["6D00", "9000", "0102030405060708 6300", "01020304 9000"])
def test_a_card_without_a_challenge_stays_closed(said):
    card = make("shebao3")
    channel = ScriptedChannel(lambda apdu: said if apdu[1] == 0x84 else card.answer(apdu))
    channel.atr = card.atr
    assert PROFILE.read(channel, lambda part: None, ReadingAids(authority=LabHsm())).flaw == "card-needs-psam"


def test_a_card_that_says_specification_2_and_is_closed_is_opened_too():
    assert read(spoiled(0xEF05, 0x03, b"2.00", "shebao3")).flaw == "card-needs-psam"
    said = read(spoiled(0xEF05, 0x03, b"2.00", "shebao3"), LabHsm())
    assert (said.name, said.evidence["holder_file"]) == ("赵桂兰", "authenticated")


def test_a_card_that_says_specification_3_and_is_open_is_read_without_a_key():
    said = read(spoiled(0xEF05, 0x03, b"3.00"))
    assert (said.name, said.flaw, said.evidence["holder_file"]) == ("赵桂兰", "", "free")


def test_twenty_two_apdus_open_a_card_of_specification_3():
    channel = channel_to(make("shebao3"))
    PROFILE.read(channel, lambda part: None, ReadingAids(authority=LabHsm()))
    assert len(channel.heard) == 22


def test_an_issuer_file_that_is_closed_is_garbled():
    card = make("shebao")
    card._closed = {0xEF05}
    with pytest.raises(CardGarbled):
        read(card)


@pytest.mark.parametrize("kind", ["resident", "strange"])
def test_other_cards_are_unknown_to_it(kind):
    with pytest.raises(CardUnknown):
        read(make(kind))


def test_it_is_tried_first_for_its_own_atr_only():
    assert PROFILE.matches(make("shebao").atr)
    assert not any(PROFILE.matches(make(kind).atr) for kind in ("resident", "strange"))


@pytest.mark.parametrize(
    ("file", "tag", "value"),
    [
        (0xEF05, 0x01, b"\xff" * 16),
        (0xEF05, 0x03, b"two"),
        (0xEF05, 0x05, bytes.fromhex("20210231")),
        (0xEF05, 0x06, bytes.fromhex("203103")),
        (0xEF05, 0x07, b"A-0000011"),
        (0xEF06, 0x08, b"99990119520229002\xb2"),
        (0xEF06, 0x08, bytes(18)),
        (0xEF06, 0x09, bytes(30)),
        (0xEF06, 0x09, b"\xd5\x07".ljust(30, b"\x00")),
        (0xEF06, 0x0A, b"7"),
        (0xEF06, 0x0B, b"\xfa"),
        (0xEF06, 0x0B, b"\x57"),
        (0xEF06, 0x0D, bytes.fromhex("1952AB29")),
    ],
)
def test_a_record_that_the_standard_does_not_allow_is_garbled(file, tag, value):
    with pytest.raises(CardGarbled) as refused:
        read(spoiled(file, tag, value))
    assert "赵" not in str(refused.value)
    assert "1952" not in str(refused.value)


@pytest.mark.parametrize(("file", "tag"), [(0xEF05, 0x07), (0xEF06, 0x08), (0xEF06, 0x0D)])
def test_a_missing_record_is_garbled(file, tag):
    card = make("shebao")
    del card._files[file][tag]
    with pytest.raises(CardGarbled):
        read(card)


@pytest.mark.parametrize("answer", ["0916", "9000", "08 12 9000", "09 02 3132 9000", "08 03 3132 9000"])
def test_a_record_without_its_tag_and_length_is_garbled(answer):
    card = make("shebao")
    channel = ScriptedChannel(lambda apdu: answer if apdu[:3] == b"\x00\xb2\x08" else card.answer(apdu))
    with pytest.raises(CardGarbled):
        PROFILE.read(channel, lambda part: None, NO_AIDS)


@pytest.mark.parametrize("padding", [b"\xff" * 4, bytes(4)])
def test_a_card_without_dates_has_none(padding):
    assert read(spoiled(0xEF05, 0x06, padding)).valid_until is None


def test_whoever_was_born_on_the_20th_was_born_that_day():
    """The day is the byte that fills texts up: 20."""
    assert read(spoiled(0xEF06, 0x0D, bytes.fromhex("19520220"))).birth == dt.date(1952, 2, 20)


def test_a_number_may_have_its_check_character_in_lower_case():
    assert read(spoiled(0xEF06, 0x08, b"99990119880808012x")).number == "99990119880808012X"


def test_of_a_longer_card_number_the_first_nine_count():
    assert read(spoiled(0xEF05, 0x07, b"A00000011\x00\x00999901")).card_number == "A00000011"


def test_a_foreigner_has_no_ethnicity():
    assert read(spoiled(0xEF06, 0x0B, b"\xff")).ethnicity == ""


@pytest.mark.parametrize("pair", [("zhao", "ou"), ("ou", "zhao")], ids="-".join)
@pytest.mark.parametrize("swap_at", range(1, 18))
def test_a_swap_that_no_event_tells_never_mixes_two_people(pair, swap_at):
    cards = [make("shebao", who) for who in pair]
    said = []

    def answer(apdu):
        said.append(apdu)
        both = [card.answer(apdu) for card in cards]  # the second card is as far as the first
        return both[len(said) >= swap_at]

    reading = outcome(lambda: PROFILE.read(ScriptedChannel(answer), lambda part: None, NO_AIDS))
    assert reading == "card-withdrawn" or (reading.name, reading.number) in {
        (someone.name, someone.number) for someone in PEOPLE if someone.key in pair
    }
    assert (reading == "card-withdrawn") == (3 < swap_at < 17)


def test_the_swap_is_told_as_a_withdrawal():
    ids = iter((b"\x99\x99\x01" + bytes(13), b"\x99\x99\x01" + bytes(12) + b"\x01"))
    card = make("shebao")
    channel = ScriptedChannel(
        lambda apdu: b"\x01\x10" + next(ids) + b"\x90\x00" if apdu[:3] == b"\x00\xb2\x01" else card.answer(apdu)
    )
    with pytest.raises(CardWithdrawn):
        PROFILE.read(channel, lambda part: None, NO_AIDS)


@given(st.lists(st.binary(min_size=2, max_size=40), min_size=60, max_size=60))
def test_noise_on_the_wire_gives_typed_refusals_only(answers):
    left = iter(answers)
    outcome(lambda: PROFILE.read(ScriptedChannel(lambda _: next(left, b"\x6f\x00")), lambda part: None, NO_AIDS))


@given(st.sampled_from((0xEF05, 0xEF06)), st.sampled_from(range(0x01, 0x0E)), st.binary(max_size=40))
def test_any_content_of_any_record_is_read_or_refused(file, tag, value):
    said = outcome(lambda: read(spoiled(file, tag, value)))
    assert said == "card-garbled" or said.number.isalnum()


@given(st.integers(0, 16), st.integers(0, 400), st.integers(1, 255))
def test_any_flipped_byte_is_read_or_refused(apdu_number, position, flip):
    card = make("shebao", "ayi")
    count = itertools.count()

    def answer(apdu):
        sound = bytearray(card.answer(apdu))
        if next(count) == apdu_number:
            sound[position % len(sound)] ^= flip
        return bytes(sound)

    outcome(lambda: PROFILE.read(ScriptedChannel(answer), lambda part: None, NO_AIDS))
