"""Where a printer is, as a profile says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs, urlsplit

__all__ = ["FLOWS", "Address", "read_address"]

Flow = Literal["rtscts", "xonxoff", "none"]
FLOWS: tuple[Flow, ...] = ("rtscts", "xonxoff", "none")

_DEFAULT_PORT = 9100
_HYBRID_BELOW = 460_800
_IDS = re.compile("([0-9A-Fa-f]{4}):([0-9A-Fa-f]{4})")
_SAYS = (
    "a printer's address is tcp://HOST:PORT, serial:PATH?baud=115200&flow=rtscts|xonxoff|none, usb:VENDOR:PRODUCT "
    "(four hexadecimal digits each), usb:PATH or file:PATH"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One printer's place; `kind` is tcp, serial, usb or file, and the fields of the others are empty."""

    kind: Literal["tcp", "serial", "usb", "file"]
    host: str = ""
    port: int = 0
    path: str = ""
    baud: int = 0
    flow: Flow = "none"
    usb_ids: tuple[str, str] | None = None

    @property
    def is_slow(self) -> bool:
        """Whether a picture of a receipt takes seconds: 40 kB are 3.5 s at 115,200 baud."""
        return self.kind == "serial" and self.baud < _HYBRID_BELOW


def read_address(text: str) -> Address:
    """Read an address; `//` may stand after the colon or not. Raises ValueError for what is none."""
    try:
        parts = urlsplit(text)
        if parts.scheme == "tcp" and parts.hostname:
            return Address(kind="tcp", host=parts.hostname, port=parts.port or _DEFAULT_PORT)
        if parts.scheme == "file" and parts.path and not parts.netloc:
            return Address(kind="file", path=parts.path)
        if parts.scheme == "serial" and parts.path and not parts.netloc:
            return _serial(parts.path, parts.query)
        if parts.scheme == "usb":
            if ids := _IDS.fullmatch(parts.netloc or parts.path):
                return Address(kind="usb", usb_ids=(ids[1].lower(), ids[2].lower()))
            if parts.path.startswith("/") and not parts.netloc:
                return Address(kind="usb", path=parts.path)
    except ValueError as wrong:
        raise ValueError(f"{_SAYS}: {wrong}") from wrong
    raise ValueError(_SAYS)


def _serial(path: str, query: str) -> Address:
    wishes = {"baud": "115200", "flow": "rtscts"}
    for key, values in parse_qs(query, strict_parsing=True).items() if query else ():
        if key not in wishes or len(values) > 1:
            raise ValueError(f"{key} means nothing")
        wishes[key] = values[0]
    flow = next((known for known in FLOWS if known == wishes["flow"]), None)
    baud = int(wishes["baud"])
    if flow is None or baud <= 0:
        raise ValueError("baud is a number, flow one of " + ", ".join(FLOWS))
    return Address(kind="serial", path=path, baud=baud, flow=flow)
