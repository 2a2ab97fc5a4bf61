"""The script's side of the robot hand: says what to touch, waits for what shows (see ui.hand for the words)."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING, Any

from ui.demo.children import DemoFailed

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["RemoteHand"]

_ANSWER_S = 20.0


class RemoteHand:
    """One connection to a terminal's hand; connects anew when the terminal was restarted."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._line: socket.socket | None = None

    def connect(self) -> bool:
        """Reach for the hand; whether it is there."""
        self.close()
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(_ANSWER_S)
        try:
            line.connect(str(self._path))
        except OSError:
            line.close()
            return False
        self._line = line
        return True

    def close(self) -> None:
        """Let go."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def ask(self, **words: str) -> dict[str, Any]:
        """Say one line and return the answer. Raises DemoFailed when the terminal is gone."""
        if self._line is None:
            raise DemoFailed("the terminal's hand is not there")
        try:
            self._line.sendall(json.dumps(words).encode() + b"\n")
            with self._line.makefile("rb") as answers:
                line = answers.readline()
        except OSError as gone:
            raise DemoFailed(f"the terminal does not answer: {gone}") from gone
        if not line:
            raise DemoFailed("the terminal went away")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def do(self, **words: str) -> dict[str, Any]:
        """Say one line that must succeed. Raises DemoFailed with what was shown instead."""
        answer = self.ask(**words)
        if not answer["ok"]:
            shown = "、".join(answer.get("texts", [])[:40])
            raise DemoFailed(f"{words}: {answer['why']}; on the glass: {shown}")
        return answer

    @property
    def screen(self) -> str:
        """The name of the screen that is shown."""
        return str(self.do(do="where")["screen"])
