"""An envelope is signed whole, its body bound to its head and sealed by the key's suite."""

import base64
import hashlib
import json

import pytest
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from offline_cache.keys import DeviceKeys
from offline_cache.sealing import EnvelopeHead, PlatformKey, canonical, make_envelope

HEAD = EnvelopeHead("case", "K0007", "s", "01a1fbc9-f880-798f-bd4f-4bc352e2b9b1", 1, "2026-11-21T09:48:00+08:00")
SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@pytest.fixture
def centre():
    return X25519PrivateKey.generate()


@pytest.fixture
def to(centre):
    return PlatformKey.parse(base64.b64encode(centre.public_key().public_bytes_raw()).decode())


@pytest.fixture
def keys(tmp_path):
    return DeviceKeys.load_or_create(tmp_path / "keys")


def test_an_envelope_is_signed_whole_and_its_body_bound_to_its_head(centre, to, keys):
    envelope = json.loads(make_envelope({"name": "赵桂兰"}, HEAD, to, keys))
    signature = base64.b64decode(envelope.pop("signature"))
    public = Ed25519PublicKey.from_public_bytes(keys.public)
    public.verify(signature, b"kiosk.envelope/1\n" + canonical(envelope))
    with pytest.raises(InvalidSignature):
        public.verify(signature, b"kiosk.envelope/1\n" + canonical({**envelope, "seq": 2}))
    sealed = base64.b64decode(envelope.pop("sealed"))
    opened = SUITE.decrypt(sealed, centre, info=b"kiosk.envelope/1\n" + canonical(envelope))
    assert json.loads(opened) == {"name": "赵桂兰"}
    with pytest.raises(InvalidTag):
        SUITE.decrypt(sealed, centre, info=b"kiosk.envelope/1\n" + canonical({**envelope, "seq": 2}))


def test_an_envelope_says_by_what_it_is_sealed_and_signed(to, keys):
    envelope = json.loads(make_envelope({}, HEAD, to, keys))
    assert (envelope["suite"], envelope["key_id"], envelope["alg"]) == (to.suite, to.key_id, "ed25519")


def test_an_envelope_shows_nothing_of_its_body(to, keys):
    envelope = make_envelope({"name": "赵桂兰"}, HEAD, to, keys)
    assert "赵桂兰".encode() not in envelope
    assert envelope != make_envelope({"name": "赵桂兰"}, HEAD, to, keys)


def test_a_platform_key_is_named_by_itself(to):
    assert to.key_id == hashlib.sha256(to.public).hexdigest()[:16]


@pytest.mark.parametrize("text", ["", "no base64!", "AAAA", "赵", base64.b64encode(bytes(32)).decode()])
def test_what_is_no_key_is_refused(text):
    with pytest.raises(ValueError, match=r"\w"):
        PlatformKey.parse(text)


def test_canonical_json_is_the_same_for_the_same_value():
    assert canonical({"b": 1, "a": "中"}) == canonical({"a": "中", "b": 1}) == '{"a":"中","b":1}'.encode()


def test_no_repr_shows_a_secret(keys):
    assert keys.secret.hex() not in repr(keys)
