"""The audit journal's door: known events with bounded details, so that nothing personal can get in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from config.schema import AuditCatalogue

__all__ = ["Audit", "NotAuditable"]


class NotAuditable(ValueError):
    """An event or a detail outside config/audit_events.toml; the message never repeats the value."""

    code: ClassVar[str] = "program"


class Audit:
    """Writes catalogued events through `append(event, details)`, the append-only journal of offline_cache."""

    def __init__(self, append: Callable[[str, dict[str, str]], None], catalogue: AuditCatalogue) -> None:
        self._append = append
        self._events = catalogue.events
        self._patterns = {key: re.compile(pattern) for key, pattern in catalogue.patterns.items()}

    def note(self, event: str, detail: str = "", **more: str) -> None:
        """Write one event. `detail` fills the event's first key, `more` any by name; what is empty is left out.

        Raises NotAuditable when the catalogue does not know the event or key, or the value breaks its pattern.
        """
        known = self._events.get(event)
        if known is None:
            raise NotAuditable("no such audit event")
        if detail and not known.detail:
            raise NotAuditable(f"{event} carries no detail")
        kept = {key: text for key, text in (*zip(known.detail, (detail,), strict=False), *more.items()) if text}
        for key, text in kept.items():
            if key not in known.detail:
                raise NotAuditable(f"{event} carries no {key}")
            if not self._patterns[key].fullmatch(text):
                raise NotAuditable(f"the {key} of {event} breaks its pattern")
        self._append(event, kept)
