"""居民身份证 and its relatives behind a SAM_V module: 256 bytes of text, four layouts, a photo."""

import datetime as dt
import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.cards.resident import PROFILE
from drivers.errors import CardChipOnly, CardGarbled, CardUnknown, PhotoUnreadable
from drivers.lab.cards.resident import RESIDENT_KINDS
from drivers.lab.people import PEOPLE, person
from drivers.protocols import NO_AIDS, ReadingAids
from drivers.reading import read_card
from drivers.types import Trust
from tests.card_bench import ScriptedChannel, make, outcome

HEADER = bytes.fromhex("01000400")
OURS = make("resident").atr
NOTHING = "6D00"


class Reader(ScriptedChannel):
    """A reader with a SAM_V module inside, by the ATR it makes up; `most` bytes an answer, by blocks or any offset."""

    atr = OURS

    def __init__(self, payload, most=256, aligned=False, blind=False):
        self.payload, self.most, self.aligned, self.blind = payload, most, aligned, blind
        super().__init__(self.say)

    def say(self, apdu):
        assert apdu[:2] == b"\xff\xb0", apdu.hex()
        offset = int.from_bytes(apdu[2:4], "big")
        if offset % 256 and self.aligned:
            return b"\x6b\x00"
        if self.blind:
            offset -= offset % 256
        part = self.payload[offset:][: self.most]
        return part + b"\x90\x00" if part else b"\x6b\x00"

    @property
    def offsets(self):
        return [int.from_bytes(apdu[2:4], "big") for apdu in self.heard]


class Decoder:
    """A plug-in that turns WLT into a picture of its length and ends."""

    def decode(self, wlt):
        self.wlt = wlt
        return b"BM" + wlt[:8]


class BrokenDecoder:
    """A plug-in that refuses every picture."""

    def decode(self, wlt):
        raise PhotoUnreadable("no")


def read(channel, aids=NO_AIDS):
    return PROFILE.read(channel, lambda part: None, aids)


def utf16(text, size):
    return (text.encode("utf-16-le") + b" \x00" * size)[:size]


def block(**changed):
    """Return a sound text block with some spans changed, each given as at_OFFSET=bytes."""
    text = bytearray(make("resident").payload[4:260])
    for place, value in changed.items():
        start = int(place.removeprefix("at_"))
        text[start : start + len(value)] = value
    assert len(text) == 256
    return bytes(text)


def read_text(text):
    return read(Reader(HEADER + text + bytes(1024)))


@pytest.mark.parametrize("someone", PEOPLE, ids=lambda someone: someone.key)
def test_the_card_says_who_holds_it(someone):
    said = read(Reader(make("resident", someone.key).payload))
    assert (said.kind, said.name, said.number) == ("resident", someone.name, someone.number)
    assert (said.sex, said.ethnicity, said.birth) == (someone.sex, someone.ethnicity, someone.birth)
    assert (said.address, said.issuer) == (someone.address, someone.issuer)
    assert (said.valid_from, said.valid_until) == (someone.valid_from, someone.valid_until)
    assert said.long_term == (someone.valid_until is None)
    assert said.trust is Trust.SAM_VERIFIED
    assert said.evidence == {"layout": "resident", "photo_decoder": "none"}


def test_without_a_decoder_the_photo_s_bytes_make_the_imprint_and_nothing_else():
    channel = Reader(make("resident").payload)
    said = read(channel)
    assert channel.offsets == [0, 260, 516, 772, 1028, 0]
    assert (said.photo, said.evidence["photo_decoder"]) == (None, "none")
    assert len(said.imprint) == 32


def test_the_imprint_is_the_same_however_the_card_is_read_and_another_with_each_bit_of_its_record():
    payload = make("resident").payload
    imprint = read(Reader(payload)).imprint
    for how, aids in (({"aligned": True}, NO_AIDS), ({"most": 100}, ReadingAids(photos=Decoder(), attempt=2))):
        assert read(Reader(payload, **how), aids).imprint == imprint
    for place in (4 + 54, 260, 700, 1283):  # the address, the photo from its first byte to its last
        other = bytearray(payload)
        other[place] ^= 1
        assert read(Reader(bytes(other))).imprint != imprint


def test_no_imprint_is_made_of_a_text_alone():
    """What is printed on the card is on every photocopy."""
    assert read(Reader(bytes.fromhex("01000000") + block())).imprint == b""
    assert read_text(block()).imprint == b""


def test_a_reader_that_does_not_give_the_photo_costs_a_decoder_its_reading_and_others_the_imprint():
    reader = Reader(make("resident").payload)
    give = reader._say
    reader._say = lambda apdu: b"\x6b\x00" if int.from_bytes(apdu[2:4], "big") >= 256 else give(apdu)
    assert (read(reader).name, read(reader).imprint) == ("赵桂兰", b"")
    assert outcome(lambda: read(reader, ReadingAids(photos=Decoder()))) == "card-garbled"


@pytest.mark.parametrize("kind", RESIDENT_KINDS)
def test_six_apdus_with_a_decoder_and_it_gets_exactly_the_photo(kind):
    channel, decoder = Reader(make(kind).payload), Decoder()
    said = read(channel, ReadingAids(photos=decoder))
    assert channel.offsets[:5] == [0, 260, 516, 772, 1028]
    assert len(channel.offsets) == 6
    assert decoder.wlt == make(kind).payload[260:]
    assert (said.photo, said.evidence["photo_decoder"]) == (b"BMLABPHOTO", "wlt")


@pytest.mark.parametrize("kind", RESIDENT_KINDS)
@pytest.mark.parametrize("reader", [{"aligned": True}, {"most": 128}, {"most": 250}, {"most": 16}], ids=str)
def test_whatever_offsets_and_sizes_a_reader_allows_the_reading_is_the_same(kind, reader):
    payload, good, other = make(kind, "ou").payload, Decoder(), Decoder()
    expected, said = (
        read(Reader(payload, **how), ReadingAids(photos=plug)) for how, plug in (({}, good), (reader, other))
    )
    assert said == expected
    assert good.wlt == other.wlt
    assert read(Reader(payload, **reader)).number == expected.number


def test_a_reader_that_does_not_look_at_the_lower_half_of_an_offset_is_found_out():
    payload, decoder = make("resident").payload, Decoder()
    assert read(Reader(payload, blind=True), ReadingAids(photos=decoder)).name == "赵桂兰"
    assert decoder.wlt == payload[260:]
    assert read(Reader(make("foreigner2023").payload, blind=True)).personal_number == "011"


def test_a_second_attempt_goes_by_whole_blocks():
    channel, decoder = Reader(make("resident").payload), Decoder()
    read(channel, ReadingAids(photos=decoder, attempt=1))
    assert channel.offsets == [0, 256, 512, 768, 1024, 1280, 0]
    assert decoder.wlt == make("resident").payload[260:]


def test_a_photo_that_the_decoder_refuses_costs_nothing_but_the_photo():
    said = read(Reader(make("resident").payload), ReadingAids(photos=BrokenDecoder()))
    assert (said.name, said.photo, said.evidence["photo_decoder"]) == ("赵桂兰", None, "photo-unreadable")


def test_a_card_that_hides_its_photo_is_read_without_it():
    channel = Reader(bytes.fromhex("01000000") + block())
    said = read(channel, ReadingAids(photos=Decoder()))
    assert (said.name, said.photo, said.evidence["photo_decoder"]) == ("赵桂兰", None, "none")
    assert channel.offsets == [0, 0]


@pytest.mark.parametrize("aids", [NO_AIDS, ReadingAids(photos=Decoder())], ids=["text", "photo"])
@pytest.mark.parametrize("reader", [{}, {"aligned": True}, {"most": 100}], ids=str)
@pytest.mark.parametrize("kind", RESIDENT_KINDS)
def test_progress_grows_to_one(kind, reader, aids):
    parts = []
    PROFILE.read(Reader(make(kind).payload, **reader), parts.append, aids)
    assert parts == sorted(parts)
    assert 0 < parts[0] < parts[-1] == 1.0


def test_a_residence_permit_of_hong_kong_macau_or_taiwan_has_no_ethnicity_but_a_travel_permit():
    said = read(Reader(make("hmt").payload))
    assert (said.kind, said.ethnicity, said.evidence["layout"]) == ("hmt", "", "hmt")
    assert (said.name, said.personal_number, said.evidence["issues"]) == ("赵桂兰", "H00000011", "01")
    assert said.number == "810000195202290020"


def test_without_the_flag_the_fields_of_a_permit_are_reserved_space():
    said = read_text(block(at_220=utf16("H00000011", 18)))
    assert (said.kind, said.personal_number, "issues" in said.evidence) == ("resident", "", False)


@pytest.mark.parametrize("sex", "0129")
def test_every_code_of_the_sexes_is_read(sex):
    assert read_text(block(at_30=utf16(sex, 2))).sex == sex


@pytest.mark.parametrize("name", ["阿依古丽·买买提·吐尔逊江", "欧䶮𬭎", "\ue000王\ue86c", "𠀀𪚥𫝀", "龘", "a"])
def test_names_are_read_as_they_are_rare_characters_and_middle_dot_included(name):
    assert read_text(block(at_0=utf16(name, 30))).name == name


@pytest.mark.parametrize(
    ("until", "date", "long_term"),
    [("长期", None, True), ("20280229", dt.date(2028, 2, 29), False), ("", None, False)],
)
def test_a_card_is_valid_for_ever_or_to_a_day(until, date, long_term):
    said = read_text(block(at_204=utf16(until, 16)))
    assert (said.valid_until, said.long_term) == (date, long_term)


def test_an_unknown_region_and_the_check_character_x_are_no_mistakes():
    assert read_text(block(at_122=utf16("00000119520229002X", 36))).number == "00000119520229002X"


@pytest.mark.parametrize("someone", PEOPLE, ids=lambda someone: someone.key)
@pytest.mark.parametrize("year", ["2017", "2023"])
def test_the_labs_foreigners_are_read_in_full(year, someone):
    said = read(Reader(make(f"foreigner{year}", someone.key).payload))
    assert (said.kind, said.evidence["layout"]) == ("foreigner", f"foreigner-{year}")
    assert (said.name, said.latin_name, said.nationality) == (someone.name, someone.latin_name, "UTO")
    assert (said.sex, said.birth, said.long_term) == (someone.sex, someone.birth, False)
    assert said.valid_until == said.valid_from.replace(year=said.valid_from.year + 10)
    assert re.fullmatch("UTO[0-9]{12}" if year == "2017" else "9[0-9]{16}[0-9X]", said.number)
    assert said.personal_number == ("" if year == "2017" else someone.card_number[-3:])


def test_a_foreigners_card_of_2017_is_read_from_its_own_places():
    text = (
        utf16("SMITH, JOHN", 120)
        + utf16("1", 2)
        + utf16("USA320101700101", 30)
        + utf16("USA", 6)
        + utf16("", 30)
        + utf16("20180101", 16)
        + utf16("20280101", 16)
        + utf16("19700101", 16)
        + utf16("01", 4)
        + utf16("1500", 8)
        + utf16("I", 2)
        + utf16("", 6)
    )
    said = read_text(text)
    assert (said.name, said.number, said.birth) == ("SMITH, JOHN", "USA320101700101", dt.date(1970, 1, 1))
    assert said.valid_until == dt.date(2028, 1, 1)
    assert (said.kind, said.latin_name, said.nationality) == ("foreigner", "SMITH, JOHN", "USA")
    assert (said.evidence["layout"], said.evidence["office"]) == ("foreigner-2017", "1500")


def test_a_foreigners_card_of_2023_prefers_the_chinese_name_and_joins_the_latin_one():
    latin = "MARIA DE LOS ANGELES FERNANDEZ GARCIA LOPEZ"

    def text(name):
        return (
            utf16(name, 30)
            + utf16("2", 2)
            + utf16("00", 4)
            + utf16("19800229", 16)
            + utf16(latin[:35], 70)
            + utf16("999990198002290022", 36)
            + utf16("", 30)
            + utf16("20240101", 16)
            + utf16("20340101", 16)
            + utf16(latin[35:], 22)
            + utf16("ESP", 6)
            + utf16("Y", 2)
            + utf16("007", 6)
        )

    said = read_text(text("玛丽亚"))
    assert (said.name, said.latin_name, said.nationality) == ("玛丽亚", latin, "ESP")
    assert (said.personal_number, said.evidence["issues"]) == ("007", "00")
    assert read_text(text("")).name == latin
    assert read_text(text("")).evidence["layout"] == "foreigner-2023"


@pytest.mark.parametrize(
    "changed",
    [
        {"at_0": utf16("", 30)},
        {"at_0": b"\x07\x00"},
        {"at_0": b"\x00\xd8\x41\x00"},
        {"at_30": utf16("7", 2)},
        {"at_32": utf16("A1", 4)},
        {"at_36": utf16("19520230", 16)},
        {"at_52": b"\x0a\x00"},
        {"at_122": utf16("99990119520229002", 36)},
        {"at_122": utf16("99990119520229002x", 36)},
        {"at_188": utf16("长期", 16)},
        {"at_204": utf16("永久", 16)},
        {"at_248": utf16("Q", 2)},
    ],
    ids=str,
)
def test_a_field_that_the_standard_does_not_allow_is_garbled(changed):
    with pytest.raises(CardGarbled) as refused:
        read_text(block(**changed))
    assert "1952" not in str(refused.value)


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        HEADER,
        HEADER + bytes(200),
        bytes.fromhex("02000400") + bytes(1500),
        HEADER + block()[:248],
        HEADER + block()[:251],
    ],
    ids=len,
)
def test_a_payload_of_another_size_is_no_card_of_ours(payload):
    assert outcome(lambda: read(ScriptedChannel(Reader(payload).say))) in {"card-garbled", "card-unknown"}


@pytest.mark.parametrize("kind", ["shebao", "strange"])
def test_other_cards_are_unknown_to_it_after_one_apdu(kind):
    channel = ScriptedChannel(make(kind).answer)
    with pytest.raises(CardUnknown):
        read(channel)
    assert len(channel.heard) == 1


def test_a_storage_card_that_answers_the_same_command_is_unknown_to_it():
    with pytest.raises(CardUnknown):
        read(ScriptedChannel(lambda apdu: bytes(16) + b"\x90\x00"))


def test_it_is_tried_first_for_such_readers_only():
    assert all(PROFILE.matches(make(kind).atr) for kind in RESIDENT_KINDS)
    assert not any(PROFILE.matches(atr) for atr in (b"", b"\x3b", make("shebao").atr, make("strange").atr))


def chip(answer, atr=OURS):
    channel = ScriptedChannel(lambda apdu: answer if apdu.hex() == "0036000008" else NOTHING)
    channel.atr = atr
    return channel


@pytest.mark.parametrize("atr", [OURS, bytes.fromhex("3B888001D103860C008080009D")], ids=["made up", "type B"])
def test_a_chip_number_alone_is_no_identity(atr):
    with pytest.raises(CardChipOnly) as refused:
        read_card(chip("0123456789ABCDEF9000", atr), lambda part: None)
    assert "0123" not in str(refused.value)


@pytest.mark.parametrize("answer", ["9000", "01234567899000", "6D00", "0123456789ABCDEF6A82"])
def test_without_a_whole_chip_number_the_card_is_unknown(answer):
    assert outcome(lambda: read_card(chip(answer), lambda part: None)) == "card-unknown"


def test_a_contact_card_is_never_asked_for_a_chip_number():
    channel = chip("0123456789ABCDEF9000", bytes.fromhex("3B6D00000081544443866860"))
    with pytest.raises(CardUnknown):
        read(channel)
    assert len(channel.heard) == 1


@pytest.mark.parametrize("aids", [NO_AIDS, ReadingAids(photos=Decoder())], ids=["text", "photo"])
@pytest.mark.parametrize("kind", RESIDENT_KINDS)
def test_a_swap_that_no_event_tells_never_mixes_two_people(kind, aids):
    cards = [make(kind, who) for who in ("zhao", "ou")]
    apdus = 6
    for swap_at in range(1, apdus + 2):
        count = itertools.count(1)
        channel = ScriptedChannel(lambda apdu, count=count, at=swap_at: cards[next(count) >= at].answer(apdu))
        said = outcome(lambda channel=channel: read(channel, aids))
        whole = {1: "欧䶮𬭎", apdus + 1: "赵桂兰"}
        assert (said if swap_at not in whole else said.name) == whole.get(swap_at, "card-withdrawn")


def test_no_evidence_holds_anything_of_the_person_or_the_chip():
    for kind, someone in itertools.product(RESIDENT_KINDS, PEOPLE):
        told = str(read(Reader(make(kind, someone.key).payload), ReadingAids(photos=Decoder())).evidence)
        secrets = (someone.name, someone.number[6:14], someone.card_number, make(kind, someone.key).chip.hex())
        assert not [secret for secret in secrets if secret in told]


@given(st.lists(st.binary(min_size=2, max_size=258), min_size=9, max_size=9), st.booleans())
def test_noise_on_the_wire_gives_typed_refusals_only(answers, with_photo):
    left = itertools.cycle(answers)
    aids = ReadingAids(photos=Decoder()) if with_photo else NO_AIDS
    outcome(lambda: read(ScriptedChannel(lambda _: next(left)), aids))


@given(st.sampled_from(RESIDENT_KINDS), st.integers(0, 1283), st.binary(min_size=1, max_size=40))
def test_noise_anywhere_in_the_payload_is_read_or_refused_and_never_quoted(kind, place, noise):
    payload = bytearray(make(kind).payload)
    payload[place : place + len(noise)] = noise
    told = ""
    try:
        read(Reader(bytes(payload)))
    except CardGarbled as refused:
        told = str(refused)
    assert person("zhao").name not in told
    assert "1952" not in told


@given(st.binary(min_size=256, max_size=256))
def test_noise_in_the_text_block_gives_typed_refusals_only(text):
    outcome(lambda: read_text(text))


@given(st.integers(0, 127), st.integers(0, 0xFFFF))
def test_any_one_character_changed_is_read_or_refused(place, character):
    said = outcome(lambda: read_text(block(**{f"at_{2 * place}": character.to_bytes(2, "little")})))
    assert said == "card-garbled" or len(said.number) == 18
