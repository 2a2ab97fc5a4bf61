"""A request is signed as RFC 9421 says, so that any implementation of it can check us."""

import base64
import hashlib

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.gateway.signing import content_digest, sign_request


def test_the_signature_holds_over_the_base_of_the_standard_and_no_other(terminal):
    fields = sign_request("PUT", "/v1/x?y=1", b"body", device_id="K0007", keys=terminal.keys, created=1795225680)
    parameters = '("@method" "@request-target" "content-digest");created=1795225680;keyid="K0007";alg="ed25519"'
    assert fields["Signature-Input"] == f"kiosk={parameters}"
    digest = base64.b64encode(hashlib.sha256(b"body").digest()).decode()
    base = (
        '"@method": PUT\n"@request-target": /v1/x?y=1\n'
        f'"content-digest": sha-256=:{digest}:\n"@signature-params": {parameters}'
    )
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(fields["Kiosk-Key"]))
    signature = base64.b64decode(fields["Signature"].removeprefix("kiosk=:").removesuffix(":"))
    public.verify(signature, base.encode())
    with pytest.raises(InvalidSignature):
        public.verify(signature, base.replace("PUT", "GET").encode())


def test_an_empty_body_has_a_digest_too():
    assert content_digest(b"") == "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"
