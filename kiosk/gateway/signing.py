"""Who speaks: HTTP Message Signatures (RFC 9421) with Ed25519, over method, target and the digest of the body."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from offline_cache.keys import DeviceKeys

__all__ = ["content_digest", "sign_request"]

COMPONENTS = '("@method" "@request-target" "content-digest")'


def content_digest(body: bytes) -> str:
    """Return the Content-Digest field (RFC 9530) of these bytes."""
    return f"sha-256=:{_base64(hashlib.sha256(body).digest())}:"


def sign_request(
    method: str, target: str, body: bytes, *, device_id: str, keys: DeviceKeys, created: int
) -> dict[str, str]:
    """Return the header fields that prove who sends this; `created` is in seconds since 1970.

    `Kiosk-Key` carries the public key, so that a platform may enrol a terminal at its first word.
    """
    digest = content_digest(body)
    parameters = f'{COMPONENTS};created={created};keyid="{device_id}";alg="ed25519"'
    base = "\n".join(
        (
            f'"@method": {method}',
            f'"@request-target": {target}',
            f'"content-digest": {digest}',
            f'"@signature-params": {parameters}',
        )
    )
    return {
        "Content-Digest": digest,
        "Signature-Input": f"kiosk={parameters}",
        "Signature": f"kiosk=:{_base64(keys.sign(base.encode()))}:",
        "Kiosk-Key": _base64(keys.public),
    }


def _base64(body: bytes) -> str:
    return base64.b64encode(body).decode()
