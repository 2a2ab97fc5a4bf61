"""Who sent this request: checks Content-Digest and the HTTP message signature, and whether the terminal is admitted."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.gateway.sandbox.hearing import NOTHING, read_body
from kiosk.gateway.sandbox.problems import Problem

if TYPE_CHECKING:
    from starlette.requests import Request

    from kiosk.gateway.sandbox.centre import Centre
    from kiosk.gateway.sandbox.hearing import Kind

__all__ = ["Sender", "prove_sender", "prove_stranger"]

INPUT = re.compile(
    r'kiosk=(\("@method" "@request-target" "content-digest"\)'
    r';created=(\d{1,12});keyid="([A-Za-z0-9-]{1,32})";alg="ed25519")'
)


@dataclass(frozen=True, slots=True, repr=False)
class Sender:
    """A terminal whose signature held, and the body it signed."""

    device_id: str
    key: Ed25519PublicKey
    body: bytes

    @property
    def public(self) -> bytes:
        """The terminal's public key, 32 bytes."""
        return self.key.public_bytes_raw()

    @property
    def sha256(self) -> str:
        """The digest of the body, in hexadecimal digits."""
        return hashlib.sha256(self.body).hexdigest()


async def prove_sender(request: Request, centre: Centre, kind: Kind = NOTHING) -> Sender:
    """Read the whole request of an admitted terminal.

    Over TLS the terminal shows a certificate in its own name as well.

    Raises Problem: 400 damaged on the way, 401 not proven or not enrolled, 403 revoked, 413, 415.
    """
    sender = await prove_stranger(request, centre, kind)
    if request.scope.get("certified", sender.device_id) != sender.device_id:
        raise Problem(401, "urn:kiosk:certificate")
    centre.devices.admit(sender.device_id, sender.public)
    return sender


async def prove_stranger(request: Request, centre: Centre, kind: Kind = NOTHING) -> Sender:
    """Read the whole request of somebody who has the key that is shown, whoever that is."""
    found = INPUT.fullmatch(request.headers.get("signature-input", ""))
    if found is None:
        raise Problem(401, "urn:kiosk:unsigned")
    body = await read_body(request, kind)
    digest = f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"
    if request.headers.get("content-digest") != digest:
        raise Problem(400, "urn:kiosk:digest")
    parameters, created, device_id = found.groups()
    query = request.scope["query_string"].decode("latin-1")
    target = request.scope["raw_path"].decode("latin-1") + (f"?{query}" if query else "")
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
    _fresh(centre, int(created))
    return Sender(device_id, key, body)


def _fresh(centre: Centre, created: int) -> None:
    """Refuse signatures from another time, where the platform is set to; repeating a call is harmless anyway."""
    window, now = centre.settings.signature_window_s, centre.clock.now()
    if window and abs(now.timestamp() - created) > window:
        raise Problem(401, "urn:kiosk:signature-stale", more={"server_time": now.isoformat(timespec="seconds")})
