"""Travel documents: every way in, the fewest commands, every verdict, and nothing of two people in one reading."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.cards.emrtd import PROFILE
from drivers.errors import CardGarbled, CardKeyWrong, CardMute, CardNeedsKey, CardUnknown, CardWithdrawn
from drivers.icao import tlv
from drivers.icao.ciphers import AES128, AES192, AES256, TDES
from drivers.icao.mrz import check_digit, key_from_mrz
from drivers.lab.cards.card import Faults
from drivers.lab.cards.emrtd import EmrtdCard, Traits, travel_card
from drivers.lab.cards.icao.card_access import PaceOffer
from drivers.lab.cards.icao.files import document_files
from drivers.lab.cards.loopback import LoopbackReader
from drivers.lab.documents import DOCUMENT_KINDS, travel_document
from drivers.lab.people import PEOPLE, person
from drivers.lab.pki import lab_pki
from drivers.lab.portraits import portrait
from drivers.protocols import NO_AIDS, ReadingAids
from drivers.types import DocumentKey, Trust
from tests.card_bench import ScriptedChannel, make, outcome

WHO = {"zhao": person("zhao"), "ou": person("ou")}
PACE = (PaceOffer(),)
FILES = document_files("passport", "zhao")


@pytest.fixture(scope="module")
def trust(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trust")
    lab_pki().write_trust(folder)
    return str(folder)


def passport(who="zhao", flaw="", **traits):
    return travel_card("passport", WHO[who], Traits(**traits), flaw=flaw)


def by_mrz(card):
    return DocumentKey(mrz=card.key.mrz)


def by_can(card):
    return DocumentKey(can=card.key.can)


class Counted:
    """A channel that counts."""

    def __init__(self, channel):
        self.channel, self.atr, self.sent = channel, channel.atr, []

    def transmit(self, apdu, deadline_s=2.0):
        self.sent.append(apdu)
        return self.channel.transmit(apdu, deadline_s)


def read(card, key=None, *, trust="", attempt=0, faults=None, progress=lambda part: None, count=None):
    reader = LoopbackReader(card, faults or Faults())
    with reader.connect() as channel:
        counted = Counted(channel)
        try:
            return PROFILE.read(counted, progress, ReadingAids(key=key or by_mrz(card), trust=trust, attempt=attempt))
        finally:
            if count is not None:
                count.append(len(counted.sent))


def apdus(card, key=None, **how):
    count = []
    read(card, key, count=count, **how)
    return count[0]


@pytest.mark.parametrize("holder", PEOPLE, ids=lambda holder: holder.key)
@pytest.mark.parametrize("kind", DOCUMENT_KINDS)
def test_the_document_says_who_holds_it_and_who_proves_it(kind, holder, trust):
    document = travel_document(kind, holder)
    said = read(travel_card(kind, holder), trust=trust)
    assert (said.kind, said.number, said.birth) == (kind, document.number, holder.birth)
    assert said.name == (holder.latin_name if kind == "passport" else holder.name)
    assert holder.latin_name.startswith(said.latin_name)
    assert said.sex == {"1": "M", "2": "F"}[holder.sex]
    assert (said.valid_until, said.personal_number) == (document.expires, document.personal_number)
    assert said.issuer == said.nationality == ("UTO" if kind == "passport" else "CHN")
    assert said.photo == portrait(holder.key, "jp2")
    assert (said.trust, said.flaw) == (Trust.PA_OK, "")
    assert said.evidence == {
        "access": "BAC",
        "cipher": "3DES",
        "apdu_form": "extended",
        "block": "65536",
        "pa": "ok",
        "signer": f"{document.state} DEMONSTRATION 示范",
        "digest": "sha256",
    }


@pytest.mark.parametrize("scheme", ["ecdsa", "brainpool", "rsa", "rsa-pss"])
@pytest.mark.parametrize("form", ["jp2", "jpeg"])
def test_every_signature_and_picture_of_the_lab_is_read(scheme, form, trust):
    said = read(travel_card("passport", WHO["ou"], scheme=scheme, form=form), trust=trust)
    assert (said.trust, said.photo) == (Trust.PA_OK, portrait("ou", form))


def test_the_fewest_commands_there_can_be():
    assert apdus(passport()) == 7
    assert apdus(passport(), attempt=1) == 99
    assert apdus(passport(extended=False)) == 99
    assert apdus(passport(pace=PACE), by_can(passport())) == 11
    assert apdus(passport(pace=PACE), by_can(passport()), attempt=1) == 106
    assert apdus(passport(pace=PACE, extended=False), by_can(passport())) == 106
    assert apdus(travel_card("permit-hk", WHO["zhao"])) == 8


@pytest.mark.parametrize("suite", [TDES, AES128, AES192, AES256], ids=lambda suite: suite.name)
@pytest.mark.parametrize("parameter", [0, 2, 12, 13, 18])
@pytest.mark.parametrize("key", [by_mrz, by_can], ids=["MRZ", "CAN"])
def test_every_pace_opens_it(suite, parameter, key):
    card = passport(bac=False, pace=(PaceOffer(parameter, suite),))
    said = read(card, key(card))
    assert (said.number, said.evidence["access"], said.evidence["cipher"]) == (
        travel_document("passport", WHO["zhao"]).number,
        "PACE",
        suite.name,
    )


def test_a_key_of_both_sorts_opens_it_by_the_zone():
    assert read(passport(pace=PACE), passport().key).evidence["access"] == "BAC"


@pytest.mark.parametrize(
    "traits", [{}, {"extended": False}, {"bac": False, "pace": PACE}], ids=["BAC", "short", "PACE"]
)
def test_without_a_key_it_asks_for_one_after_it_knows_what_it_asks_about(traits):
    for aids in (NO_AIDS, ReadingAids(key=DocumentKey())):
        with LoopbackReader(passport(**traits)).connect() as channel, pytest.raises(CardNeedsKey):
            PROFILE.read(channel, lambda part: None, aids)


@pytest.mark.parametrize("kind", ["shebao", "resident", "strange"])
@pytest.mark.parametrize("key", [DocumentKey(), passport().key, DocumentKey(can="123456")], ids=["", "MRZ", "CAN"])
def test_other_cards_are_unknown_to_it(kind, key):
    card = make(kind)
    with LoopbackReader(card).connect() as channel, pytest.raises(CardUnknown):
        PROFILE.read(channel, lambda part: None, ReadingAids(key=key))


def test_a_card_without_the_application_is_asked_for_nothing_else():
    channel = ScriptedChannel(lambda apdu: b"\x6a\x82")
    for key in (None, by_mrz(passport())):
        channel.heard.clear()
        with pytest.raises(CardUnknown):
            PROFILE.read(channel, lambda part: None, ReadingAids(key=key))
        assert channel.heard == [bytes.fromhex("00A4040C07A0000002471001")]


@pytest.mark.parametrize(
    "traits", [{}, {"extended": False}, {"bac": False, "pace": PACE}], ids=["BAC", "short", "PACE"]
)
def test_a_wrong_zone_does_not_open_it(traits):
    wrong = DocumentKey(mrz=key_from_mrz("E09990002,520229,350531"))
    with pytest.raises(CardKeyWrong):
        read(passport(**traits), wrong)


def test_a_wrong_can_does_not_open_it():
    with pytest.raises(CardKeyWrong):
        read(passport(pace=PACE), DocumentKey(can="000000"))


def test_a_chip_without_pace_asks_for_its_zone_when_it_is_given_a_can():
    with pytest.raises(CardNeedsKey):
        read(passport(), by_can(passport()))


def test_a_chip_that_hides_its_application_until_pace_is_opened_all_the_same():
    card = passport(bac=False, pace=PACE)

    class Hidden:
        atr, key = card.atr, card.key

        def reset(self):
            card.reset()

        def answer(self, apdu):
            return b"\x69\x82" if apdu[:3] == b"\x00\xa4\x04" else card.answer(apdu)

    assert read(Hidden()).evidence["access"] == "PACE"
    with LoopbackReader(Hidden()).connect() as channel, pytest.raises(CardNeedsKey):
        PROFILE.read(channel, lambda part: None, NO_AIDS)


@pytest.mark.parametrize("refusal", [b"\x67\x00", b"\x6c\x70"])
def test_a_chip_that_gives_little_in_the_open_is_opened_by_pace_all_the_same(refusal):
    card = passport(bac=False, pace=PACE)

    class Little:
        atr, key = card.atr, card.key

        def reset(self):
            card.reset()

        def answer(self, apdu):
            much = apdu[:2] == b"\x00\xb0" and not 0 < apdu[4] <= 112
            return refusal if much else card.answer(apdu)

    for key in (by_mrz, by_can):
        assert read(Little(), key(card)).evidence["access"] == "PACE"


@pytest.mark.parametrize("over", ["fewer", "6700", "6C"])
@pytest.mark.parametrize("block", [4000, 1024, 1000, 231, 223, 200, 160, 112])
@pytest.mark.parametrize("way", [{}, {"bac": False, "pace": PACE}], ids=["BAC", "PACE"])
def test_a_chip_that_gives_less_at_once_is_read_in_the_end(over, block, way, trust):
    said = read(passport(block=block, over=over, **way), trust=trust)
    assert (said.trust, said.photo) == (Trust.PA_OK, portrait("zhao", "jp2"))
    assert over == "fewer" or int(said.evidence["block"]) <= block


def test_a_chip_that_gives_hardly_anything_is_garbled_in_the_end():
    with pytest.raises(CardGarbled):
        read(passport(block=60, over="6700"))


@pytest.mark.parametrize(("attempt", "block"), [(0, "65536"), (1, "231"), (2, "160"), (3, "112"), (9, "112")])
def test_later_attempts_go_gently(attempt, block):
    said = read(passport(), attempt=attempt)
    assert said.evidence["block"] == block
    assert said.evidence["apdu_form"] == ("short" if attempt else "extended")


@pytest.mark.parametrize(
    ("flaw", "code", "trust_is"),
    [
        ("altered", "card-pa-altered", Trust.PA_FAILED),
        ("missing", "card-pa-missing", Trust.PA_FAILED),
        ("digest", "card-pa-digest", Trust.PA_FAILED),
        ("signature", "card-pa-signature", Trust.PA_FAILED),
        ("authority", "card-pa-authority", Trust.PA_UNKNOWN_CA),
        ("impostor", "card-pa-authority", Trust.PA_UNKNOWN_CA),
        ("expired", "card-pa-expired", Trust.PA_FAILED),
        ("unreadable", "card-pa-unreadable", Trust.PA_FAILED),
    ],
)
def test_a_document_that_is_not_proven_is_returned_with_its_flaw(flaw, code, trust_is, trust):
    said = read(passport(flaw=flaw), trust=trust)
    assert (said.flaw, said.trust, said.evidence["pa"]) == (code, trust_is, code)


def test_without_anchors_nothing_is_proven():
    assert read(passport()).flaw == "card-pa-authority"


def without(*files, **others):
    content = {number: content for number, content in FILES.items() if number not in files}
    content |= {int(number[1:], 16): one for number, one in others.items()}
    return EmrtdCard(content, passport().key, Traits())


def test_a_missing_sod_is_unreadable_and_a_missing_com_no_matter(trust):
    assert read(without(0x011D), trust=trust).flaw == "card-pa-unreadable"
    assert read(without(0x011E), trust=trust).flaw == ""


@pytest.mark.parametrize("file", [0x0101, 0x0102])
def test_without_zone_or_picture_it_is_garbled(file):
    with pytest.raises(CardGarbled):
        read(without(file))


@pytest.mark.parametrize("file", [0x0101, 0x0102, 0x011E])
def test_a_file_that_is_another_is_garbled(file):
    with pytest.raises(CardGarbled):
        read(without(**{f"x{file:04X}": tlv.encode(0x42, b"")}))


def test_a_wrong_check_digit_in_the_chip_is_garbled():
    with pytest.raises(CardGarbled):
        read(without(x0101=FILES[0x0101].replace(b"520229", b"520228")))


def test_the_old_permit_of_hong_kong_is_read_by_its_long_number():
    middle = "9209013F300616" + check_digit("300616") + "H10101010003120"
    zone = "C<CHN" + "<" * 25 + middle + "LAI<<CHEUK<YI".ljust(30, "<")
    mrz = key_from_mrz("H1010101000,920901,300616")
    files = dict(FILES) | {0x0101: tlv.encode(0x61, tlv.encode(0x5F1F, zone.encode()))}
    said = read(EmrtdCard(files, DocumentKey(mrz=mrz), Traits()))
    assert (said.kind, said.number, said.name) == ("permit-hk", "H1010101000", "LAI CHEUK YI")
    assert (said.birth, said.valid_until) == (dt.date(1992, 9, 1), dt.date(2030, 6, 16))


def test_other_documents_and_long_numbers_are_read():
    zone = "I<UTOD23145890<7349<<<<<<<<<<<3407127M9507122UTO<<<<<<<<<<<2STEVENSON<<PETER<JOHN<<<<<<<<<"
    details = (
        tlv.encode(0x5F0E, "司徒<<彼得".encode()) + tlv.encode(0x5F2B, b"19340712") + tlv.encode(0x5F42, b"UTOPIA<1")
    )
    files = dict(FILES) | {
        0x011E: tlv.encode(0x60, tlv.encode(0x5C, b"\x61\x75\x6b")),
        0x0101: tlv.encode(0x61, tlv.encode(0x5F1F, zone.encode())),
        0x010B: tlv.encode(0x6B, details),
    }
    said = read(EmrtdCard(files, DocumentKey(mrz=key_from_mrz("D23145890734,340712,950712")), Traits()))
    assert (said.kind, said.number, said.name) == ("passport", "D23145890734", "司徒彼得")
    assert (said.birth, said.address) == (dt.date(1934, 7, 12), "UTOPIA 1")
    assert said.valid_until == dt.date(1995, 7, 12)


@pytest.mark.parametrize("traits", [{}, {"extended": False}, {"block": 160, "over": "6700"}], ids=str)
def test_progress_grows_with_the_bytes_to_one(traits):
    parts = []
    read(passport(**traits), progress=parts.append)
    assert parts == sorted(parts)
    assert 0 < parts[0] < 1
    assert parts[-1] == 1
    assert traits == {} or len(set(parts)) > 80


WAYS = {
    "BAC": ({}, by_mrz, 0),
    "BAC short": ({}, by_mrz, 1),
    "PACE": ({"pace": PACE}, by_can, 0),
    "PACE after BAC": ({"bac": False, "pace": PACE}, by_mrz, 0),
    "down the ladder": ({"block": 1500, "over": "6700"}, by_mrz, 0),
}


@pytest.mark.parametrize("way", WAYS)
def test_whatever_happens_at_any_command_is_refused_by_type(way):
    traits, key, attempt = WAYS[way]
    card, other = passport(**traits), passport("ou", **traits)
    whole = apdus(card, key(card), attempt=attempt)
    for number in range(1, whole + 1):

        def under(number=number, **faults):
            return outcome(lambda: read(card, key(card), attempt=attempt, faults=Faults(**faults)))

        assert under(pull_at=number) == CardWithdrawn.code
        assert under(mute_at=number) == CardMute.code
        said = under(bad_mac_at=number)
        assert said in (CardGarbled.code, CardKeyWrong.code) or said.number == "E09990001"
        assert under(swap_at=number, swap_to=other) in {CardGarbled.code, CardKeyWrong.code}


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 7), st.binary(max_size=300), st.sampled_from([0x9000, 0x6282, 0x6300, 0x6700, 0x6A82]))
def test_noise_at_any_command_is_refused_by_type(number, noise, sw):
    card = passport()
    card.reset()
    count = iter(range(1, 10_000))

    def say(apdu):
        return noise + sw.to_bytes(2, "big") if next(count) == number else card.answer(apdu)

    channel = ScriptedChannel(say)
    channel.atr = card.atr
    said = outcome(lambda: PROFILE.read(channel, lambda part: None, ReadingAids(key=by_mrz(card))))
    assert isinstance(said, str) or said.number == "E09990001"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(min_size=2, max_size=60), min_size=1, max_size=6), st.sampled_from(["mrz", "can", ""]))
def test_a_card_of_noise_alone_is_refused_by_type(answers, sort):
    key = {"mrz": by_mrz, "can": by_can, "": lambda card: DocumentKey()}[sort](passport())
    said = [answers[place % len(answers)] for place in range(60)]
    left = iter(said)
    channel = ScriptedChannel(lambda _: next(left))
    channel.atr = passport().atr
    assert isinstance(outcome(lambda: PROFILE.read(channel, lambda part: None, ReadingAids(key=key))), str)


@pytest.mark.parametrize(
    ("atr", "ours"),
    [
        ("3B8880010000000033818100 3A", True),
        ("3B8F80018031E0730021C057597562694B6579F9", True),
        ("3B8E80014A434F503231", True),
        ("3B8880010102030405060708099000", False),
        ("3B6D00000081544443686605328A888888", False),
        ("3B8080", False),
        ("", False),
    ],
)
def test_it_is_tried_first_for_contactless_cards_that_are_no_resident_ids(atr, ours):
    assert PROFILE.matches(bytes.fromhex(atr)) == ours


@pytest.mark.parametrize(
    ("atr", "extended"),
    [
        ("3B8880010000000033818100 3A", True),
        ("3B6D00000081544443686605328A888888", False),
        ("3BFF1300008131FE454D52544420", True),
        ("3B900180", False),
        ("3B00", False),
        ("3B", False),
        ("3B80", False),
        ("", False),
    ],
)
def test_extended_lengths_are_tried_only_where_the_protocol_carries_them(atr, extended):
    long, short = bytes.fromhex("00A4040C000007A0000002471001"), bytes.fromhex("00A4040C07A0000002471001")
    channel = ScriptedChannel(lambda apdu: b"\x67\x00" if apdu == long else b"\x6a\x82")
    channel.atr = bytes.fromhex(atr)
    with pytest.raises(CardUnknown):
        PROFILE.read(channel, lambda part: None, NO_AIDS)
    assert channel.heard[:2] == ([long, short] if extended else [short, *channel.heard[1:2]])


def test_a_refusal_of_what_is_asked_shows_that_extended_lengths_are_understood():
    channel = ScriptedChannel(lambda apdu: b"\x6a\x82")
    channel.atr = bytes.fromhex("3B88800100000000338181003A")
    with pytest.raises(CardUnknown):
        PROFILE.read(channel, lambda part: None, NO_AIDS)
    assert channel.heard == [bytes.fromhex("00A4040C000007A0000002471001")]


def test_no_reading_shows_whom_it_is_about(trust):
    said = read(travel_card("permit-hk", WHO["zhao"]), trust=trust)
    assert "赵" not in repr(said)
    assert "赵" not in str(said.evidence)
