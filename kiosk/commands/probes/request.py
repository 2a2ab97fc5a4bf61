"""What is asked of a device, and what was found."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

__all__ = ["MUTE", "Finding", "Request"]

# The fault when a device did not answer in time.
MUTE = {
    "card": "card-mute",
    "camera": "camera-gone",
    "printer": "printer-unavailable",
    "platform": "platform-unreachable",
    "sheets": "sheets-unavailable",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """`device` is card, camera, printer, sheets or platform; `paper` what the receipt printer prints.

    `save` is a file for the camera's frame, the card's photo or the printer's page, "" for none. `paper` is test,
    received or accepted.
    `mrz` and `can` are what is printed on a travel document, as it was typed: no repr shows them.
    """

    device: str
    profile: str
    settings: dict[str, str] = field(default_factory=dict)
    wait_s: float = 10.0
    reveal: bool = False
    save: str = ""
    paper: str = "test"
    print_strip: bool = True
    mrz: str = field(default="", repr=False)
    can: str = field(default="", repr=False)

    def to_json(self) -> str:
        """Return it as one line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, line: str) -> Request:
        """Read what `to_json` wrote."""
        return cls(**json.loads(line))


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether the device did its work; `code` is a fault code or "", `facts` what a technician wants to know."""

    ok: bool
    code: str = ""
    facts: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> str:
        """Return {"ok": …, "code": …, and the facts beside them} as one line."""
        return json.dumps({"ok": self.ok, "code": self.code, **self.facts}, ensure_ascii=False, default=str)
