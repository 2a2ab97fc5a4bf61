"""Every suite: the centre alone opens, every change is noticed, and other implementations read what ours writes."""

import hashlib
import hmac
import sys

import pytest
from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from kiosk.gateway.sandbox.seal_suites import SUITES as OPENING
from kiosk.gateway.sandbox.sm4 import open_sm4
from offline_cache.errors import SuiteUnavailable
from offline_cache.suites.records import Sm4Gcm
from offline_cache.suites.registry import DEFAULT, SUITES, suite, wanted

HYBRID, SM2 = "hpke-mlkem768-x25519-hkdf-sha256-aes-256-gcm", "sm2-sm3-sm4-gcm"
SUITE_ID = b"HPKE\x64\x7a\x00\x01\x00\x02"  # KEM MLKEM768-X25519, HKDF-SHA256, AES-256-GCM
HERE = sorted(OPENING)
PRIVATE = {name: opening.make() for name, opening in OPENING.items()}
PUBLIC = {name: opening.public(PRIVATE[name]) for name, opening in OPENING.items()}
SEALED = {name: SUITES[name].seal(b"a body", PUBLIC[name], b"context") for name in HERE}
LONGEST = max(map(len, SEALED.values()))


def opens(name, sealed, context=b"context", private=None):
    return OPENING[name].unseal(private or PRIVATE[name], sealed, context)


@pytest.mark.parametrize("name", SUITES)
def test_every_suite_is_tried_here(name):
    if name == SM2:
        pytest.importorskip("gmssl_pyx", reason="the suite sm2-sm3-sm4-gcm is not tried: the extra guomi is missing")
    assert name in HERE


@pytest.mark.parametrize("name", HERE)
def test_the_centre_alone_opens_what_is_sealed(name):
    assert opens(name, SEALED[name]) == b"a body"
    for private, context in ((OPENING[name].make(), b"context"), (None, b"other")):
        with pytest.raises(InvalidTag):
            opens(name, SEALED[name], context, private)


@pytest.mark.parametrize("name", HERE)
def test_sealing_twice_gives_nothing_to_compare(name):
    assert SUITES[name].seal(b"a body", PUBLIC[name], b"") != SUITES[name].seal(b"a body", PUBLIC[name], b"")


@given(st.sampled_from(HERE), st.integers(0, LONGEST * 8 - 1))
def test_a_flipped_bit_anywhere_is_noticed(name, bit):
    damaged = bytearray(SEALED[name])
    damaged[bit // 8 % len(damaged)] ^= 1 << bit % 8
    with pytest.raises((InvalidTag, ValueError)):
        opens(name, bytes(damaged))


@given(st.sampled_from(HERE), st.integers(0, LONGEST - 1))
def test_a_cut_anywhere_is_noticed(name, size):
    with pytest.raises((InvalidTag, ValueError)):
        opens(name, SEALED[name][: size % len(SEALED[name])])


@given(st.sampled_from(HERE), st.binary(min_size=1, max_size=40))
def test_what_is_added_is_noticed(name, more):
    with pytest.raises((InvalidTag, ValueError)):
        opens(name, SEALED[name] + more)


@given(st.sampled_from(HERE), st.binary(max_size=1300))
def test_what_is_no_key_is_refused(name, public):
    if len(public) != len(PUBLIC[name]):
        with pytest.raises(ValueError, match=r"\w"):
            SUITES[name].seal(b"", public, b"")


@pytest.mark.skipif(SM2 not in OPENING, reason="the suite sm2-sm3-sm4-gcm is not tried: the extra guomi is missing")
@pytest.mark.parametrize(
    "public", [b"\4" + bytes(64), b"\4" + b"\xff" * 64, b"\3" + PUBLIC.get(SM2, b"")[1:]], ids="abc"
)
def test_a_point_that_is_not_on_the_curve_is_no_sm2_key(public):
    with pytest.raises(ValueError, match="SM2"):
        suite(SM2).seal(b"", public, b"")


def hkdf(secret, salt, label, info=None, size=32):
    """LabeledExtract, and LabeledExpand where there is `info` (RFC 9180, section 4)."""
    if info is None:
        return hmac.digest(salt, b"HPKE-v1" + SUITE_ID + label + secret, "sha256")
    labeled = size.to_bytes(2) + b"HPKE-v1" + SUITE_ID + label + info
    return hmac.digest(secret, labeled + b"\1", "sha256")[:size]


def test_the_hybrid_is_x_wing_under_the_number_that_the_contract_names():
    """Opened by hand: draft-connolly-cfrg-xwing-kem, section 5.3, then RFC 9180, section 5.1, with KEM 0x647a."""
    sealed, private = SEALED[HYBRID], PRIVATE[HYBRID]
    ml_kem_part, x_part, closed = sealed[:1088], sealed[1088:1120], sealed[1120:]
    x25519 = X25519PrivateKey.from_private_bytes(private[64:])
    secrets = (
        MLKEM768PrivateKey.from_seed_bytes(private[:64]).decapsulate(ml_kem_part)
        + x25519.exchange(X25519PublicKey.from_public_bytes(x_part))
        + x_part
        + x25519.public_key().public_bytes_raw()
    )
    shared = hashlib.sha3_256(secrets + b"\\.//^\\").digest()
    context = b"\0" + hkdf(b"", b"", b"psk_id_hash") + hkdf(b"context", b"", b"info_hash")
    secret = hkdf(b"", shared, b"secret")
    key = hkdf(secret, b"", b"key", context)
    nonce = hkdf(secret, b"", b"base_nonce", context, 12)
    assert AESGCM(key).decrypt(nonce, closed, b"") == b"a body"


def test_sm4_gcm_is_that_of_rfc_8998():
    key, nonce = bytes.fromhex("0123456789abcdeffedcba9876543210"), bytes.fromhex("00001234567800000000abcd")
    bound = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    plain = b"".join(bytes([byte]) * 8 for byte in (0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF, 0xEE, 0xAA))
    closed = bytes.fromhex(
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
        "83de3541e4c2b58177e065a9bf7b62ec"
    )
    assert Sm4Gcm(key).encrypt(nonce, plain, bound) == closed
    assert open_sm4(key, nonce, closed, bound) == plain


def test_without_its_library_the_suite_is_unavailable_and_the_others_serve(monkeypatch):
    monkeypatch.setitem(sys.modules, "gmssl_pyx", None)
    for act in (suite(SM2).ready, lambda: suite(SM2).seal(b"", bytes(65), b"")):
        with pytest.raises(SuiteUnavailable):
            act()
    assert wanted(f"{SM2} {HYBRID}") == (HYBRID,)
    assert wanted("") == (DEFAULT,)


def test_a_suite_of_tomorrow_is_unavailable():
    with pytest.raises(SuiteUnavailable):
        suite("tomorrow's")


def test_files_of_a_guomi_case_are_closed_with_sm4():
    assert {name: one.form.name for name, one in SUITES.items()} == {
        DEFAULT: "kiosk.enclosure/2",
        HYBRID: "kiosk.enclosure/2",
        SM2: "kiosk.enclosure/2-sm4",
    }


def test_an_openssl_that_lacks_an_algorithm_makes_the_suite_unavailable(monkeypatch):
    def lacking(*_):
        raise UnsupportedAlgorithm("ML-KEM")

    monkeypatch.setattr("offline_cache.suites.hpke.Suite", lacking)
    with pytest.raises(SuiteUnavailable):
        suite(HYBRID).seal(b"", PUBLIC[HYBRID], b"")
    monkeypatch.setattr("offline_cache.suites.records.Cipher", lacking)
    with pytest.raises(SuiteUnavailable):
        Sm4Gcm(bytes(16)).encrypt(bytes(12), b"", b"")
