"""Every way the centre, or the line to it, can refuse. `code` is the key of config/faults.toml.

GatewayError
├── LineError                 nothing is known of the case; try again
│   ├── Unreachable           no connection
│   ├── Slow                  no complete answer within the deadline
│   ├── NotThePlatform        an answer that is not the centre's: captive portal, redirect, damaged on the way
│   │   └── KeyUnknown        … or signed by a key that it has not told us yet
│   └── Busy                  the centre asks to come back later
├── NotYet                    this one thing must come again later; others may go on
│   ├── BlobsMissing          … after these enclosures
│   └── OffsetElsewhere       … from where the centre says the enclosure stands
├── SnapshotAsked             the centre knows no difference from our version of a feed; ask for the whole
├── Paused                    the centre will not speak with this terminal or this version; keep all, call a person
│   ├── Revoked               … because it has shut this terminal out
│   └── CertificateRefused    … because our certificate is missing, expired, or not of its authority
├── Rejected                  the centre will not have this case; the citizen learns why
├── Refused                   the centre cannot read this; a technician must look
└── Misconfigured             the profile's options cannot work
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "BlobsMissing",
    "Busy",
    "CertificateRefused",
    "GatewayError",
    "KeyUnknown",
    "LineError",
    "Misconfigured",
    "NotThePlatform",
    "NotYet",
    "OffsetElsewhere",
    "Paused",
    "Refused",
    "Rejected",
    "Revoked",
    "Slow",
    "SnapshotAsked",
    "TooLarge",
    "Unreachable",
]


class GatewayError(Exception):
    """Base of all refusals; the message is for technicians and holds no personal data."""

    code: ClassVar[str] = "platform-unreachable"


class LineError(GatewayError):
    """Nothing was settled; the same call may be repeated. `retry_after_s` is the centre's wish, 0 when it has none."""

    retry_after_s: float = 0.0


class Unreachable(LineError):
    """No connection: no network, no name, no listener, or it broke off."""

    code = "platform-unreachable"


class Slow(LineError):
    """The answer was not complete within the deadline."""

    code = "platform-slow"


class NotThePlatform(LineError):
    """Something answered that is not the centre, or its answer was damaged on the way."""

    code = "platform-garbled"


class TooLarge(NotThePlatform):
    """An answer beyond the bound of its call; it was not read to its end."""


class KeyUnknown(NotThePlatform):
    """Signed, by a key that is not known here: the centre may have a new one, which its card will tell."""


class Busy(LineError):
    """The centre is there and asks to come back later."""

    code = "platform-busy"

    def __init__(self, why: str, retry_after_s: float = 0.0) -> None:
        super().__init__(why)
        self.retry_after_s = retry_after_s


class NotYet(GatewayError):
    """The centre is well and wants this thing later: it works on it, or something else must come first."""

    code = "platform-busy"


class BlobsMissing(NotYet):
    """These enclosures of a case, by name, are not with the centre."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(f"{len(names)} enclosures are missing")
        self.names = names


class Paused(GatewayError):
    """The centre does not admit this terminal, or not in this version; asking more often does not help."""

    code = "platform-paused"


class Revoked(Paused):
    """The centre has shut this terminal out: what it published is wiped here, what waits for it stays sealed."""

    code = "platform-revoked"


class CertificateRefused(Paused):
    """The centre ended the TLS handshake: no certificate, an expired one, or one that its authority did not sign."""

    code = "platform-certificate"


class OffsetElsewhere(NotYet):
    """The enclosure stands elsewhere; `headers` of the answer say where."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        super().__init__("the enclosure stands elsewhere")
        self.headers = headers


class SnapshotAsked(GatewayError):
    """The centre knows no difference from this version of a feed; the whole is to be asked for."""

    code = "platform-busy"


class Rejected(GatewayError):
    """The centre will not have this case; `reason` is its problem type after `urn:case:`.

    `problem` is the answer as it came, `told` the reason in it, {code, text_zh, bring}, once it is proven.
    """

    code = "platform-rejected"

    def __init__(self, reason: str, problem: Mapping[str, Any], told: Mapping[str, Any] | None = None) -> None:
        super().__init__(reason)
        self.reason, self.problem, self.told = reason, problem, told


class Refused(GatewayError):
    """The centre cannot read what we sent, and never will; `reason` is its problem type."""

    code = "platform-refused"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Misconfigured(GatewayError):
    """The platform's options in the profile cannot work."""

    code = "platform-misconfigured"
