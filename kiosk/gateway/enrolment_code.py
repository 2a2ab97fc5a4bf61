"""The one-time code that makes a terminal known, as a technician scans or types it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from kiosk.gateway.enrolment_errors import CodeUnreadable, EnrolmentOther

__all__ = ["EnrolmentCode", "read_code"]

SCHEME = re.compile(r"kiosk-enrolment:(\d{1,3})\?(.*)", re.IGNORECASE | re.DOTALL)
VERSION = "1"
BARE = re.compile("[0-9A-Z]{8,64}")
PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True, repr=False)
class EnrolmentCode:
    """Where to go, and what to say there."""

    url: str
    code: str


def read_code(text: str, base_url: str) -> EnrolmentCode:
    """Read `kiosk-enrolment:1?url=…&code=…`, or a code alone, which is then for the profile's platform.

    Hyphens, blanks and case do not matter. Raises CodeUnreadable; EnrolmentOther for another platform than `base_url`:
    whoever holds a code before the camera must not choose whom the terminal reports to.
    """
    found = SCHEME.fullmatch(text.strip())
    if found is None:
        return EnrolmentCode(base_url, _bare(text))
    if found[1] != VERSION:
        raise CodeUnreadable(f"handshake version {found[1]}")
    try:
        told = parse_qs(found[2], strict_parsing=True)
        (url,), (code,) = told["url"], told["code"]
        same = _place(url) == _place(base_url)
    except (KeyError, ValueError):
        raise CodeUnreadable("no url or no code in it") from None
    if not same:
        raise EnrolmentOther("the code leads to another platform than the profile's")
    return EnrolmentCode(base_url, _bare(code))


def _bare(code: str) -> str:
    bare = "".join(code.upper().split()).replace("-", "")
    if not BARE.fullmatch(bare):
        raise CodeUnreadable("not of 8 to 64 letters and digits")
    return bare


def _place(url: str) -> tuple[str, str, int | None, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or PORTS.get(parts.scheme), parts.path.rstrip("/")
