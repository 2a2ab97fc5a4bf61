"""The technician's card: who it belongs to, and what proves it."""

import datetime as dt

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP384R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st

from drivers.cards.technician import PROFILE
from drivers.errors import CardGarbled, CardUnknown
from drivers.icao.tlv import encode
from drivers.lab.cards.loopback import LoopbackReader
from drivers.lab.cards.technician import TechnicianCard, identity
from drivers.lab.people import PEOPLE, person
from drivers.lab.pki import Authority, lab_pki
from drivers.protocols import ReadingAids
from drivers.types import Trust
from tests.card_bench import ScriptedChannel, make, outcome, read_in

ZHAO = person("zhao")
ALGORITHMS = ("Ed25519", "P-256")
YUBIKEY = bytes.fromhex("3BFD1300008131FE158073C021C057597562694B657940")


@pytest.fixture(scope="module")
def trust(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trust")
    lab_pki().write_trust(folder)
    return str(folder)


def channel_to(card):
    channel = ScriptedChannel(card.answer)
    channel.atr = card.atr
    return channel


def read(card, trust=""):
    return PROFILE.read(channel_to(card), lambda part: None, ReadingAids(trust=trust))


def judged(card, trust):
    said = read(card, trust)
    return said.trust, said.flaw


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("someone", PEOPLE, ids=lambda someone: someone.key)
def test_the_card_proves_who_holds_it(trust, someone, algorithm):
    said = read(TechnicianCard(someone, algorithm), trust)
    certificate = identity(someone, algorithm)[1]
    assert (said.kind, said.name, said.number) == ("technician", someone.name, f"{certificate.serial_number:x}")
    assert (said.trust, said.flaw, said.evidence) == (Trust.PA_OK, "", {"algorithm": algorithm})
    assert said.valid_until == certificate.not_valid_after_utc.date()


@pytest.mark.parametrize(("algorithm", "number"), [("Ed25519", "E0"), ("P-256", "11")])
def test_four_commands_and_as_many_as_the_certificate_needs(algorithm, number):
    channel = channel_to(TechnicianCard(ZHAO, algorithm))
    PROFILE.read(channel, lambda part: None, ReadingAids())
    said = [apdu.hex().upper() for apdu in channel.heard if apdu[1] != 0xC0]
    assert said[0] == "00A404000BA00000030800001000010000"
    assert said[1] == "00CB3FFF055C035FC10100"
    assert said[2].startswith(f"0087{number}9E267C2482008120")
    assert len(channel.heard) <= 6


def test_every_challenge_is_another():
    heard = set()
    for _ in range(3):
        channel = channel_to(TechnicianCard(ZHAO))
        PROFILE.read(channel, lambda part: None, ReadingAids())
        heard.add(channel.heard[-1])
    assert len(heard) == 3


@pytest.mark.parametrize(("atr", "last"), [("3B6500002063CB6600", b""), ("3B8801", b"\x00"), ("3B8080018080", b"\x00")])
def test_a_card_that_speaks_t0_alone_is_not_told_how_much_may_come(atr, last):
    card, channel = TechnicianCard(ZHAO), ScriptedChannel(lambda apdu: b"\x6a\x82")
    channel.atr = bytes.fromhex(atr)
    with pytest.raises(CardUnknown):
        PROFILE.read(channel, lambda part: None, ReadingAids())
    assert channel.heard[0].endswith(b"\x01\x00" + last)
    channel = channel_to(card)
    channel.atr = bytes.fromhex(atr)
    assert PROFILE.read(channel, lambda part: None, ReadingAids()).name == "赵桂兰"


@pytest.mark.parametrize("folder", ["", "nowhere", "empty"])
def test_without_anchors_nobody_is_known(tmp_path, folder):
    (tmp_path / "empty" / "technicians").mkdir(parents=True)
    trust = folder and str(tmp_path / folder)
    assert judged(TechnicianCard(ZHAO), trust) == (Trust.PA_UNKNOWN_CA, "card-pa-authority")


def test_a_certificate_of_another_authority_is_unknown(trust):
    stranger = Authority("Somebody else")
    card = TechnicianCard(ZHAO, certify=lambda key: stranger.issue("赵桂兰", key.public_key()))
    assert judged(card, trust) == (Trust.PA_UNKNOWN_CA, "card-pa-authority")


def test_a_certificate_of_an_impostor_with_the_authoritys_name_fails(trust):
    impostor = Authority("Demonstration technicians")
    card = TechnicianCard(ZHAO, certify=lambda key: impostor.issue("赵桂兰", key.public_key()))
    assert judged(card, trust) == (Trust.PA_FAILED, "card-pa-signature")


def test_an_authority_that_signs_documents_vouches_for_no_technician(tmp_path):
    (tmp_path / "technicians").mkdir()
    (tmp_path / "csca").mkdir()
    (tmp_path / "csca" / "a.cer").write_bytes(lab_pki().technicians.certificate.public_bytes(Encoding.DER))
    assert judged(TechnicianCard(ZHAO), str(tmp_path)) == (Trust.PA_UNKNOWN_CA, "card-pa-authority")


def test_a_certificate_that_has_ended_fails(trust):
    authority, day = lab_pki().technicians, dt.timedelta(days=1)
    card = TechnicianCard(ZHAO, certify=lambda key: authority.issue("赵桂兰", key.public_key(), ended=day))
    assert judged(card, trust) == (Trust.PA_FAILED, "card-pa-expired")


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_copy_of_the_certificate_without_its_key_fails(trust, algorithm):
    real = TechnicianCard(ZHAO, algorithm)
    copy = TechnicianCard(person("ou"), algorithm, certify=lambda _: identity(ZHAO, algorithm)[1])
    assert read(real, trust).name == read(copy, trust).name
    assert judged(copy, trust) == (Trust.PA_FAILED, "card-pa-signature")


def test_anchors_may_be_pem_and_other_files_vouch_for_nobody(tmp_path):
    folder = tmp_path / "technicians"
    folder.mkdir()
    (folder / "broken.cer").write_bytes(b"no certificate")
    (folder / "README").write_text("anchors", encoding="utf-8")
    assert judged(TechnicianCard(ZHAO), str(tmp_path))[0] is Trust.PA_UNKNOWN_CA
    (folder / "real.PEM").write_bytes(lab_pki().technicians.certificate.public_bytes(Encoding.PEM))
    assert judged(TechnicianCard(ZHAO), str(tmp_path)) == (Trust.PA_OK, "")


@pytest.mark.parametrize("kind", ["shebao", "resident", "strange"])
def test_other_cards_are_unknown_to_it(kind):
    with pytest.raises(CardUnknown):
        read(make(kind))


def test_a_piv_card_without_a_card_certificate_is_unknown():
    card = TechnicianCard(ZHAO)
    channel = ScriptedChannel(lambda apdu: b"\x6a\x82" if apdu[1] == 0xCB else card.answer(apdu))
    channel.atr = card.atr
    with pytest.raises(CardUnknown):
        PROFILE.read(channel, lambda part: None, ReadingAids())


def test_no_other_cards_atr_is_claimed():
    assert PROFILE.matches(YUBIKEY)
    assert not any(PROFILE.matches(make(kind).atr) for kind in ("shebao", "resident", "strange"))


@pytest.mark.parametrize(
    "content",
    [
        encode(0x70, b"no certificate") + encode(0x71, b"\x00"),
        encode(0x70, b"") + encode(0x71, b"\x00"),
        encode(0x71, b"\x00"),
        encode(0x70, b"zipped") + encode(0x71, b"\x01"),
    ],
)
def test_what_is_no_certificate_is_garbled(content):
    card = TechnicianCard(ZHAO)
    card._object = encode(0x53, content)
    with pytest.raises(CardGarbled):
        read(card)


def test_a_certificate_for_a_key_of_another_kind_is_garbled():
    card = TechnicianCard(
        ZHAO, certify=lambda _: lab_pki().technicians.issue("x", generate_private_key(SECP384R1()).public_key())
    )
    with pytest.raises(CardGarbled):
        read(card)


def test_a_certificate_without_a_name_is_garbled(monkeypatch):
    card = TechnicianCard(ZHAO)
    monkeypatch.setattr(x509.Name, "get_attributes_for_oid", lambda self, oid: [])
    with pytest.raises(CardGarbled):
        read(card)


@given(st.data())
def test_any_flipped_byte_is_refused_or_shows_as_a_flaw(trust, data):
    card = TechnicianCard(ZHAO, data.draw(st.sampled_from(ALGORITHMS)))
    number, position, flip = (data.draw(st.integers(*span)) for span in ((1, 4), (0, 400), (1, 255)))
    count = iter(range(1, 99))

    def answer(apdu):
        sound = bytearray(card.answer(apdu))
        if next(count) == number:
            sound[position % (len(sound) - 2 or 1)] ^= flip
        return bytes(sound)

    channel = ScriptedChannel(answer)
    channel.atr = card.atr
    said = outcome(lambda: PROFILE.read(channel, lambda part: None, ReadingAids(trust=trust)))
    code = said if isinstance(said, str) else said.flaw
    assert code in {"card-garbled", "card-unknown", "card-pa-signature", "card-pa-authority"} or said.name == "赵桂兰"


@given(st.lists(st.binary(min_size=2, max_size=40), min_size=20, max_size=20))
def test_noise_on_the_wire_gives_typed_refusals_only(answers):
    left = iter(answers)
    outcome(lambda: PROFILE.read(ScriptedChannel(lambda _: next(left, b"\x6f\x00")), lambda part: None, ReadingAids()))


def test_it_is_found_among_all_profiles(trust):
    card = TechnicianCard(ZHAO)
    said = read_in(LoopbackReader(card), ReadingAids(trust=trust))
    assert (said.kind, said.trust) == ("technician", Trust.PA_OK)
