"""The terminal's side of mutual TLS: which certificate it shows, whom it believes, and what a refusal looks like."""

from __future__ import annotations

import re
import ssl
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.gateway.enrolled import present, read_enrolled
from kiosk.gateway.errors import Misconfigured

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.gateway.options import Options
    from offline_cache.keys import DeviceKeys

__all__ = ["client_context", "refuses_certificate"]

ALERT = re.compile(
    "ALERT_(CERTIFICATE_(REQUIRED|EXPIRED|REVOKED|UNKNOWN)|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA"
    "|DECRYPT_ERROR|ACCESS_DENIED)"
)
"""OpenSSL's names of the alerts (RFC 8446, 6.2) by which a peer says that our certificate is not good enough."""


def client_context(options: Options, keys: DeviceKeys) -> ssl.SSLContext | None:
    """Return the settings of a line on which the terminal shows a certificate, None where it has none to show.

    The profile's own certificate comes before that of the enrolment. Without `ca` the enrolment's authority is believed
    beside the public ones. Raises Misconfigured: a certificate or key is missing, damaged, or not this device's.
    """
    enrolled = read_enrolled(Path(options.identity)) if options.identity else None
    own = enrolled is not None and enrolled.certificate
    if not options.base_url.startswith("https:") or not (options.cert or own):
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        if options.cert:
            context.load_cert_chain(options.cert, options.key or None, password=b"")  # never asks at a terminal
        elif enrolled is not None:
            present(context, enrolled, keys)
        if enrolled is not None and enrolled.authority and not options.ca:
            context.load_verify_locations(cadata=enrolled.authority)
    except (OSError, ValueError) as error:
        raise Misconfigured(f"the client certificate cannot be used: {type(error).__name__}") from None
    return context


def refuses_certificate(chain: Iterable[BaseException]) -> bool:
    """Whether one of these errors, or one that they carry along, is the platform's refusal of our certificate."""
    carried = [inner for one in chain for inner in (one, *one.args)]
    return any(isinstance(one, ssl.SSLError) and ALERT.search(one.reason or "") for one in carried)
