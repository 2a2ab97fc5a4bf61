"""EF.SOD as the lab makes it: sound, or wrong in exactly the one way that was asked for."""

import datetime as dt
import hashlib

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.hashes import SHA256

from drivers.errors import CardGarbled
from drivers.icao.tlv import encode, find, parse
from drivers.lab.cards.icao.files import document_files
from drivers.lab.cards.icao.sod import FLAWS
from drivers.lab.pki import SCHEMES, lab_pki

SEQUENCE, SET, OCTETS = 0x30, 0x31, 0x04


@pytest.fixture(scope="module")
def anchor(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trust")
    lab_pki().write_trust(folder)
    return x509.load_der_x509_certificate((folder / "csca" / "UT.cer").read_bytes())


def verified(key, scheme, signature, data):
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, data, ec.ECDSA(SHA256()))
        else:
            pss = padding.PSS(padding.MGF1(SHA256()), 32)
            key.verify(signature, data, pss if scheme == "rsa-pss" else padding.PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return True


def findings(files, anchor, scheme="ecdsa"):
    """Return which rules of passive authentication these files break."""
    try:
        signed = find(files[0x011D], 0x77, SEQUENCE, 0xA0, SEQUENCE)
    except CardGarbled:
        return {"unreadable"}
    parts = parse(signed)
    content = find(parts[2][1], 0xA0, OCTETS)
    certificate = x509.load_der_x509_certificate(parts[3][1])
    info = parse(find(parts[4][1], SEQUENCE))
    attributes, signature = info[3][1], info[5][1]
    digest = find(parse(attributes)[1][1], SET, OCTETS)
    found = set()
    if digest != hashlib.sha256(content).digest():
        found.add("digest")
    if not verified(certificate.public_key(), scheme, signature, encode(SET, attributes)):
        found.add("signature")
    if certificate.issuer != anchor.subject:
        found.add("authority")
    else:
        try:
            certificate.verify_directly_issued_by(anchor)
        except InvalidSignature:
            found.add("impostor")
    if certificate.not_valid_after_utc < dt.datetime.now(dt.UTC):
        found.add("expired")
    listed = {}
    for _, one in parse(parse(find(content, SEQUENCE))[2][1]):
        (_, number), (_, value) = parse(one)
        listed[0x0100 | number[0]] = value
    groups = {file: hashlib.sha256(body).digest() for file, body in files.items() if file < 0x011D}
    if groups.keys() != listed.keys():
        found.add("missing")
    if any(groups[file] != value for file, value in listed.items()):
        found.add("altered")
    return found


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_document_is_wrong_in_the_one_way_asked_for(flaw, anchor):
    assert findings(document_files("passport", "zhao", flaw), anchor) == ({flaw} if flaw else set())


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_signs(scheme, anchor):
    assert findings(document_files("passport", "li", "", scheme), anchor, scheme) == set()


def test_the_altered_data_group_still_reads_as_one():
    sound, altered = (document_files("permit-cs", "zhao", flaw)[0x0101] for flaw in ("", "altered"))
    assert len(sound) == len(altered)
    assert sum(one != other for one, other in zip(sound, altered, strict=True)) == 1


def test_passports_hold_four_files_and_travel_cards_the_full_name_too():
    assert sorted(document_files("passport", "zhao")) == [0x0101, 0x0102, 0x011D, 0x011E]
    more = document_files("permit-hk", "ou")[0x010B]
    assert find(more, 0x6B, 0x5F0E).decode() == "欧䶮𬭎"
    assert find(more, 0x6B, 0x5C) == bytes.fromhex("5F0E5F10")


def test_ef_com_names_what_is_there():
    assert find(document_files("passport", "zhao")[0x011E], 0x60, 0x5C) == bytes.fromhex("6175")
    assert find(document_files("permit-cd", "zhao")[0x011E], 0x60, 0x5C) == bytes.fromhex("61756B")


@pytest.mark.parametrize(("form", "kind", "start"), [("jp2", 1, b"\x00\x00\x00\x0cjP"), ("jpeg", 0, b"\xff\xd8\xff")])
def test_the_facial_record_says_how_long_it_is_and_what_picture_follows(form, kind, start):
    record = find(document_files("passport", "zhao", "", "ecdsa", form)[0x0102], 0x75, 0x7F61, 0x7F60, 0x5F2E)
    assert record[:8] == b"FAC\x00010\x00"
    assert int.from_bytes(record[8:12], "big") == len(record)
    assert int.from_bytes(record[14:18], "big") == len(record) - 14
    assert record[35] == kind
    assert [int.from_bytes(record[at : at + 2], "big") for at in (36, 38)] == [413, 531]
    assert record[46:].startswith(start)


def test_the_photo_group_has_the_usual_size():
    assert len(document_files("passport", "zhao")[0x0102]) == pytest.approx(20500, abs=20)
