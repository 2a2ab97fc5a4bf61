"""Who sent this request: checks Content-Digest and the HTTP message signature, and enrols a terminal at first sight."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.gateway.sandbox.problems import Problem

if TYPE_CHECKING:
    from starlette.requests import Request

    from kiosk.gateway.sandbox.register import Register

__all__ = ["Sender", "prove_sender"]

INPUT = re.compile(
    r'kiosk=(\("@method" "@request-target" "content-digest"\);created=\d+;keyid="([A-Za-z0-9-]{1,32})";alg="ed25519")'
)


@dataclass(frozen=True, slots=True)
class Sender:
    """A terminal whose signature held, and the body it signed."""

    device_id: str
    key: Ed25519PublicKey
    body: bytes

    @property
    def sha256(self) -> str:
        """The digest of the body, in hexadecimal digits."""
        return hashlib.sha256(self.body).hexdigest()


async def prove_sender(request: Request, register: Register) -> Sender:
    """Read the whole request. Raises Problem: 400 damaged on the way, 401 unsigned or wrongly signed."""
    body = await request.body()
    digest = f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"
    if request.headers.get("content-digest") != digest:
        raise Problem(400, "urn:kiosk:digest")
    found = INPUT.fullmatch(request.headers.get("signature-input", ""))
    if found is None:
        raise Problem(401, "urn:kiosk:unsigned")
    parameters, device_id = found.groups()
    target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    base = (
        f'"@method": {request.method}\n"@request-target": {target}\n'
        f'"content-digest": {digest}\n"@signature-params": {parameters}'
    )
    try:
        shown = base64.b64decode(request.headers.get("kiosk-key", ""), validate=True)
        key = Ed25519PublicKey.from_public_bytes(shown)
        signature = request.headers.get("signature", "").removeprefix("kiosk=:").removesuffix(":")
        key.verify(base64.b64decode(signature, validate=True), base.encode())
    except (InvalidSignature, ValueError, binascii.Error):
        raise Problem(401, "urn:kiosk:signature") from None
    _enrol(register, device_id, shown)
    return Sender(device_id, key, body)


def _enrol(register: Register, device_id: str, shown: bytes) -> None:
    """Trust the first key that a terminal shows, and no other afterwards."""
    register.rows("INSERT INTO device VALUES (?, ?) ON CONFLICT DO NOTHING", device_id, shown)
    known = register.row("SELECT public FROM device WHERE device_id = ?", device_id)
    if known is None or known["public"] != shown:
        raise Problem(401, "urn:kiosk:other-key")
