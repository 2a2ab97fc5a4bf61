"""Passive authentication: every algorithm that states use is verified, and each flaw has its own verdict."""

import datetime as dt
import hashlib

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given, settings
from hypothesis import strategies as st
from sod_bench import (
    DIGESTS,
    TODAY,
    Country,
    HandKey,
    certificate,
    der,
    explicit_key_info,
    make_sod,
    name,
    security_object,
    with_key,
)

from drivers.errors import CardGarbled
from drivers.icao import tlv
from drivers.icao.certificates import SigningCertificate
from drivers.icao.curves import CURVES
from drivers.icao.passive_authentication import authenticate, open_sod
from drivers.icao.security_object import read_security_object
from drivers.icao.trust_anchors import NO_ANCHORS, Anchors
from drivers.types import Trust

GROUPS = {1: b"first", 2: b"second"}
DAY = dt.timedelta(days=1)
UTOPIA = Country()
RSA = rsa.generate_private_key(65537, 2048)
OTHER = ec.generate_private_key(ec.SECP256R1())


def anchors(*countries):
    return Anchors(tuple(SigningCertificate(der(country.certificate)) for country in countries))


def judged(sod, *countries, groups=GROUPS, state="UTO", today=TODAY):
    return authenticate(open_sod(sod), groups, state, anchors(*countries), today)


def flaw(sod, *countries, **how):
    verdict = judged(sod, *(countries or (UTOPIA,)), **how)
    trusts = {"": Trust.PA_OK, "card-pa-authority": Trust.PA_UNKNOWN_CA}
    assert verdict.trust is trusts.get(verdict.flaw, Trust.PA_FAILED)
    return verdict.flaw


def test_an_honest_document_is_proven_and_tells_by_whom():
    verdict = judged(make_sod(GROUPS, UTOPIA), UTOPIA)
    assert (verdict.trust, verdict.flaw) == (Trust.PA_OK, "")
    assert (verdict.signer, verdict.digest) == ("UT DEMO", "sha256")


def test_a_signer_named_by_its_key_is_found_among_several():
    other = Country(serial=5)
    certificates = [der(other.signer), der(UTOPIA.signer)]
    for by_key in (True, False):
        assert flaw(make_sod(GROUPS, UTOPIA, by_key_identifier=by_key, certificates=certificates)) == ""


@pytest.mark.parametrize("digest", DIGESTS)
@pytest.mark.parametrize("algorithm", ["", "rsassa_pkcs1v15", "rsassa_pss"])
def test_every_rsa_signature_is_verified(digest, algorithm):
    country = Country(signer_key=RSA)
    assert flaw(make_sod(GROUPS, country, digest=digest, algorithm=algorithm), country) == ""
    wrong = make_sod(GROUPS, country, digest=digest, algorithm=algorithm, signature=lambda right: right[:-1] + b"\x00")
    assert flaw(wrong, country) == "card-pa-signature"


@pytest.mark.parametrize("digest", DIGESTS)
@pytest.mark.parametrize("curve", [ec.SECP224R1, ec.SECP256R1, ec.SECP384R1, ec.SECP521R1, ec.BrainpoolP256R1])
def test_every_ecdsa_signature_is_verified(digest, curve):
    country = Country(signer_key=ec.generate_private_key(curve()))
    for algorithm in ("", "ecdsa", f"0.4.0.127.0.7.1.1.4.1.{[*DIGESTS].index(digest) + 1}"):
        assert flaw(make_sod(GROUPS, country, digest=digest, algorithm=algorithm), country) == ""


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize("number", [8, 9, 11, 12, 13, 14, 17])
def test_a_curve_that_is_spelled_out_is_recognised_or_computed_by_hand(number, compressed):
    country, hand = Country(), HandKey(number)
    point = hand.curve.multiply(hand.private, hand.curve.generator)
    info = explicit_key_info(hand.curve, point, compressed=compressed)
    country.signer_key, signer = hand, with_key(country.signer, info, country.key)
    assert flaw(make_sod(GROUPS, country, signer=signer), country) == ""
    assert flaw(make_sod(GROUPS, country, signer=signer, algorithm="rsassa_pkcs1v15"), country) == "card-pa-unreadable"

    def spoiled(right):
        return right[:-1] + bytes((right[-1] ^ 1,))

    assert flaw(make_sod(GROUPS, country, signer=signer, signature=spoiled), country) == "card-pa-signature"


def test_a_curve_of_ones_own_is_not_believed():
    country = Country()
    curve = CURVES[12]
    info = explicit_key_info(curve, curve.generator).replace(curve.x.to_bytes(32, "big"), curve.b.to_bytes(32, "big"))
    signer = with_key(country.signer, info, country.key)
    assert flaw(make_sod(GROUPS, country, signer=signer), country) == "card-pa-unreadable"


@pytest.mark.parametrize(
    "key", [RSA, ec.generate_private_key(ec.SECP384R1()), ec.generate_private_key(ec.BrainpoolP512R1())]
)
def test_authorities_may_have_any_of_these_keys_too(key):
    country = Country(key=key)
    assert flaw(make_sod(GROUPS, country), country) == ""


@pytest.mark.parametrize("number", [1, 2])
def test_a_data_group_that_was_altered(number):
    assert flaw(make_sod(GROUPS, UTOPIA), groups=GROUPS | {number: b"altered"}) == "card-pa-altered"


def test_a_data_group_whose_hash_is_missing():
    assert flaw(make_sod({1: GROUPS[1]}, UTOPIA)) == "card-pa-missing"
    assert flaw(make_sod(GROUPS | {14: b"unread"}, UTOPIA)) == ""


def test_a_list_that_is_not_the_one_whose_digest_was_signed():
    altered = security_object(GROUPS | {1: b"altered"})
    stated = hashlib.sha256(security_object(GROUPS)).digest()
    assert flaw(make_sod(GROUPS, UTOPIA, content=altered, stated_digest=stated)) == "card-pa-digest"
    assert flaw(make_sod(GROUPS, UTOPIA, stated_digest=b"")) == "card-pa-digest"
    assert flaw(make_sod(GROUPS, UTOPIA, stated_type="data")) == "card-pa-digest"


def test_a_signature_that_is_wrong():
    assert flaw(make_sod(GROUPS, UTOPIA, signature=lambda right: right[:-1] + b"\x00")) == "card-pa-signature"
    assert flaw(make_sod(GROUPS, UTOPIA, signature=lambda right: b"")) == "card-pa-signature"
    stolen = Country()
    stolen.signer = UTOPIA.signer
    assert flaw(make_sod(GROUPS, stolen)) == "card-pa-signature"


def test_a_certificate_that_may_not_sign_documents():
    country = Country(usage="crl_sign")
    assert flaw(make_sod(GROUPS, country), country) == "card-pa-signature"
    country = Country(usage="digital_signature")
    assert flaw(make_sod(GROUPS, country), country) == ""


def test_an_authority_that_is_not_known_here():
    sod = make_sod(GROUPS, UTOPIA)
    assert authenticate(open_sod(sod), GROUPS, "UTO", NO_ANCHORS, TODAY).trust is Trust.PA_UNKNOWN_CA
    assert flaw(sod, Country(country="XX")) == "card-pa-authority"
    assert flaw(sod, Country()) == "card-pa-authority"  # the same name, another key


def test_a_signer_that_names_the_authoritys_key_and_was_not_signed_with_it():
    forged = Country(claims=UTOPIA.key)
    assert flaw(make_sod(GROUPS, forged)) == "card-pa-signature"


def test_all_authorities_of_one_name_are_tried_also_without_key_identifiers():
    country = Country(identifiers=False, authority={"identifiers": False})
    assert flaw(make_sod(GROUPS, country), Country(), Country(), country, Country()) == ""


def test_a_link_certificate_is_an_authority_like_others():
    new = Country()
    old_key = ec.generate_private_key(ec.SECP256R1())
    new.certificate = certificate(new.name, new.key, name("CSCA old"), old_key)
    assert flaw(make_sod(GROUPS, new), new) == ""


@pytest.mark.parametrize(
    "how",
    [
        {"until": TODAY - DAY},
        {"since": TODAY + DAY},
        {"authority": {"until": TODAY - DAY}},
        {"authority": {"since": TODAY + DAY}},
    ],
    ids=str,
)
def test_certificates_out_of_their_time(how):
    country = Country(**how)
    assert flaw(make_sod(GROUPS, country), country) == "card-pa-expired"


def test_the_first_and_the_last_day_count():
    country = Country(since=TODAY, until=TODAY)
    assert flaw(make_sod(GROUPS, country), country) == ""
    for today in (TODAY - DAY, TODAY + DAY):
        assert flaw(make_sod(GROUPS, country), country, today=today) == "card-pa-expired"


def test_another_states_document_signer_proves_nothing():
    sod = make_sod(GROUPS, UTOPIA)
    assert flaw(sod, state="CHN") == "card-pa-signature"
    assert flaw(sod, state="") == "card-pa-signature"
    mixed = Country(country="CN", authority_country="UT")
    for state in ("CHN", "UTO"):
        assert flaw(make_sod(GROUPS, mixed), mixed, state=state) == "card-pa-signature"


def test_countries_are_compared_without_case():
    country = Country(country="cn", authority_country="CN")
    assert flaw(make_sod(GROUPS, country), country, state="CHN") == ""


@pytest.mark.parametrize(
    "sod",
    [
        b"",
        b"\x77\x00",
        tlv.encode(0x77, b"no cryptographic message"),
        tlv.encode(0x61, b""),
        bytes(70000),
        make_sod(GROUPS, UTOPIA, certificates=[]),
        make_sod(GROUPS, UTOPIA, certificates=[der(UTOPIA.certificate)], signer=der(Country(serial=3).signer)),
        make_sod(GROUPS, UTOPIA, type="data"),
        make_sod(GROUPS, UTOPIA, content=b"\x30\x00"),
        make_sod(GROUPS, UTOPIA, certificates=[der(UTOPIA.signer)] * 17),
        make_sod(GROUPS, UTOPIA, algorithm="sha1_dsa"),
        make_sod(GROUPS, UTOPIA, algorithm="sha256_rsa"),
        make_sod(GROUPS, UTOPIA, algorithm="1.2.3.4"),
    ],
    ids=[
        "nothing",
        "empty",
        "no-message",
        "other-tag",
        "zeros",
        "no-certificate",
        "another-signer",
        "other-type",
        "empty-content",
        "too-many-certificates",
        "dsa",
        "rsa-with-ec-key",
        "unknown-algorithm",
    ],
)
def test_what_cannot_be_judged_is_unreadable(sod):
    assert flaw(sod) == "card-pa-unreadable"


def test_a_key_beyond_the_bounds_costs_nothing():
    huge = ((1 << 9000) + 1).to_bytes(1126, "big")
    numbers = tlv.encode(0x30, tlv.encode(0x02, b"\x00" + huge) + tlv.encode(0x02, b"\x01\x00\x01"))
    algorithm = tlv.encode(0x30, bytes.fromhex("06092A864886F70D0101010500"))
    info = tlv.encode(0x30, algorithm + tlv.encode(0x03, b"\x00" + numbers))
    country = Country()
    signer = with_key(country.signer, info, country.key)
    assert flaw(make_sod(GROUPS, country, signer=signer, algorithm="sha256_rsa"), country) == "card-pa-unreadable"


@pytest.mark.parametrize("digest", DIGESTS)
def test_a_security_object_lists_every_hash(digest):
    listed = read_security_object(security_object(GROUPS, digest))
    assert listed.digest == digest
    assert listed.hashes == {number: hashlib.new(digest, content).digest() for number, content in GROUPS.items()}


@pytest.mark.parametrize(
    "content",
    [
        security_object({17: b""}),
        security_object({0: b""}),
        security_object(GROUPS).replace(b"\x02\x01\x02", b"\x02\x01\x01"),
        security_object(GROUPS).replace(
            bytes.fromhex("0609608648016503040201"), bytes.fromhex("0609608648016503040209")
        ),
        b"",
    ],
)
def test_a_security_object_against_the_rules_is_garbled(content):
    with pytest.raises(CardGarbled):
        read_security_object(content)


HONEST = make_sod(GROUPS, UTOPIA)
HONEST_RSA_COUNTRY = Country(signer_key=RSA, digest=hashes.SHA512())
HONEST_RSA = make_sod(GROUPS, HONEST_RSA_COUNTRY, algorithm="rsassa_pss")


@pytest.mark.parametrize(("sod", "country"), [(HONEST, UTOPIA), (HONEST_RSA, HONEST_RSA_COUNTRY)], ids=["EC", "PSS"])
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_damage_anywhere_gives_a_verdict_and_never_a_false_proof(sod, country, data):
    damaged = bytearray(sod)
    for _ in range(data.draw(st.integers(1, 3))):
        damaged[data.draw(st.integers(0, len(sod) - 1))] = data.draw(st.integers(0, 255))
    document = open_sod(bytes(damaged))
    verdict = authenticate(document, GROUPS, "UTO", anchors(country), TODAY)
    if verdict.flaw == "":
        honest = open_sod(sod)
        assert document.content == honest.content
        assert document.attributes == honest.attributes


@given(st.binary(max_size=200), st.integers(0, len(HONEST)))
def test_noise_and_fragments_are_unreadable(noise, cut):
    for sod in (noise, tlv.encode(0x77, noise), HONEST[:cut] + noise):
        if sod != HONEST:
            assert judged(sod, UTOPIA).trust is not Trust.PA_OK or sod.startswith(HONEST)
