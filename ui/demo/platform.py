"""What the sandbox platform received, asked at its own window, not over the line that the terminal uses."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

__all__ = ["PlatformWindow"]

_ANSWER_S = 10.0


class PlatformWindow:
    """The demonstration window of a sandbox at `url` (loopback)."""

    def __init__(self, url: str) -> None:
        self._url = url

    def cases(self) -> list[dict[str, Any]]:
        """Return a summary of every case, in order of arrival."""
        found: list[dict[str, Any]] = self._get("/_sandbox/cases")
        return found

    def case(self, case_id: str) -> dict[str, Any]:
        """Return one case whole: decrypted body, attachments, acknowledgement."""
        found: dict[str, Any] = self._get(f"/_sandbox/cases/{case_id}")
        return found

    def ratings(self) -> int:
        """Return how many ratings arrived."""
        return len(self._get("/_sandbox/evaluations"))

    def acquainted(self) -> bool:
        """Whether a terminal has been in contact: it then knows whom to seal to."""
        return bool(self._get("/_sandbox/heartbeats"))

    def _get(self, path: str) -> Any:  # noqa: ANN401 - JSON
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(self._url + path, timeout=_ANSWER_S) as answer:
            return json.load(answer)
