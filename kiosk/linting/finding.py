"""One thing that is wrong with a catalogue, said to an editor: where, why, and what to write instead."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

__all__ = ["Finding", "Severity"]

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """`rule` is the key of kiosk.linting.rules; `key` the dotted path, or `line N` of a page."""

    file: str
    key: str
    rule: str
    why: str
    suggestion: str
    severity: Severity = "error"

    def __str__(self) -> str:
        """Return the finding as one line of a report."""
        mark = {"error": "错误", "warning": "提醒"}[self.severity]
        return f"{self.file}: {self.key}: {mark} {self.rule} {self.why}。{self.suggestion}"

    def as_dict(self) -> dict[str, str]:
        """Return the finding for a machine."""
        return asdict(self)
