"""What is sealed opens with the centre's key alone, under its own head, and shows every change."""

import base64
import hashlib
import json

import pytest
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from offline_cache.keys import DeviceKeys
from offline_cache.sealing import EnvelopeHead, PlatformKey, canonical, enclose, make_envelope, seal

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


def test_the_centre_alone_opens_what_is_sealed(centre, to):
    sealed = seal(b"body", to, b"context")
    assert SUITE.decrypt(sealed, centre, info=b"context") == b"body"
    for key, context in ((X25519PrivateKey.generate(), b"context"), (centre, b"other")):
        with pytest.raises(InvalidTag):
            SUITE.decrypt(sealed, key, info=context)


def test_sealing_twice_gives_nothing_to_compare(to):
    assert seal(b"body", to, b"") != seal(b"body", to, b"")


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


def test_the_terminal_cannot_open_its_own_envelope(to, keys):
    envelope = json.loads(make_envelope({"name": "赵桂兰"}, HEAD, to, keys))
    sealed = base64.b64decode(envelope["sealed"])
    own = X25519PrivateKey.from_private_bytes(keys.secret)
    with pytest.raises(InvalidTag):
        SUITE.decrypt(sealed, own, info=b"")
    assert "赵桂兰" not in json.dumps(envelope, ensure_ascii=False)


def test_an_enclosure_is_named_by_its_ciphertext_and_bound_to_its_case():
    one = enclose(b"page", "case-1")
    assert one.sha256 == hashlib.sha256(one.ciphertext).hexdigest()
    opened = AESGCM(one.key).decrypt(one.ciphertext[:12], one.ciphertext[12:], b"kiosk.enclosure/1\ncase-1")
    assert opened == b"page"
    with pytest.raises(InvalidTag):
        AESGCM(one.key).decrypt(one.ciphertext[:12], one.ciphertext[12:], b"kiosk.enclosure/1\ncase-2")


def test_the_same_page_twice_is_two_enclosures():
    assert enclose(b"page", "case-1").sha256 != enclose(b"page", "case-1").sha256


def test_a_platform_key_is_named_by_itself(to):
    assert to.key_id == hashlib.sha256(to.public).hexdigest()[:16]


@pytest.mark.parametrize("text", ["", "no base64!", "AAAA", "赵"])
def test_what_is_no_key_is_refused(text):
    with pytest.raises(ValueError, match=r"\w"):
        PlatformKey.parse(text)


def test_canonical_json_is_the_same_for_the_same_value():
    assert canonical({"b": 1, "a": "中"}) == canonical({"a": "中", "b": 1}) == '{"a":"中","b":1}'.encode()


def test_no_repr_shows_a_key_or_a_page(keys):
    assert "key=" not in repr(enclose(b"page", "c"))
    assert keys.secret.hex() not in repr(keys)
