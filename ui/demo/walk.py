"""Walking a journey on the real window: every step is seen, pictured and timed before the next touch."""

from __future__ import annotations

import importlib
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ui.demo.children import DemoFailed, until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ui.demo.remote_hand import RemoteHand

__all__ = ["Step", "Walk"]

_SEE_S = 20.0
_TOUCHABLE_S = 20.0
_PAGES = 8
_SLIDE_S = 0.3  # a new page slides in for 0.22 s


@dataclass(frozen=True, slots=True)
class Step:
    """One screen that was reached: seconds since the walk began, how long it took to come, its picture."""

    number: int
    name: str
    screen: str
    at_s: float
    took_s: float
    picture: str


class Walk:
    """Hand, lab and album in one. `tell` gets a line for each step."""

    def __init__(self, hand: RemoteHand, out: Path, tell: Callable[[str], None]) -> None:
        self.hand = hand
        self.steps: list[Step] = []
        self._control = importlib.import_module("drivers.lab.control")
        self._out = out
        self._tell = tell
        self._began = self._last = time.monotonic()

    def see(self, screen: str, *passing: str, saying: str = "", name: str = "", deadline_s: float = _SEE_S) -> None:
        """Wait until `screen` is shown and picture it; screens `passing` by are pictured too, where caught.

        `saying` tells two of one kind apart that follow each other: a text of the one that is waited for.
        """
        ahead = list(passing)

        def reached() -> bool:
            now = self.hand.do(do="where")
            shown = now["screen"]
            if shown in ahead and self._still(shown):
                ahead.remove(shown)
                self._picture(shown, shown)
            return shown == screen and any(saying in one for one in now["texts"])

        try:
            until(reached, deadline_s, f"the screen {screen}")
        except DemoFailed as late:
            self.hand.ask(do="shot", file=str(self._out / "screens" / "stuck.png"))
            raise DemoFailed(f"{late}; the glass shows {self.hand.screen}") from None
        self._still(screen)
        self._picture(screen, name or screen)

    def one_of(self, *screens: str) -> str:
        """Wait until one of these is shown; return its name."""
        shown = [""]

        def reached() -> bool:
            shown[0] = self.hand.screen
            return shown[0] in screens

        until(reached, _SEE_S, " or ".join(screens))
        return shown[0]

    def glimpse(self, text: str, name: str) -> None:
        """Picture the screen as soon as it says `text`, or has gone on without."""
        before = self.hand.screen

        def said() -> bool:
            now = self.hand.do(do="where")
            return now["screen"] != before or any(text in one for one in now["texts"])

        until(said, _SEE_S, text)
        self.picture(name)

    def picture(self, name: str) -> None:
        """Picture the screen that is shown, under another name."""
        self._picture(self.hand.screen, name)

    def tap(self, text: str) -> None:
        """Touch what is called so."""
        self._touch("tap", text)

    def keys(self, text: str) -> None:
        """Touch the key of each character."""
        for key in text:
            self._touch("tap", key)

    def read(self, text: str) -> None:
        """Make sure that the screen says so. Raises DemoFailed with what it says instead."""
        texts = self.hand.do(do="where")["texts"]
        if not any(text in one for one in texts):
            raise DemoFailed(f"{text} is not on the glass, but {'、'.join(texts[:40])}")

    def page_to(self, text: str) -> None:
        """Turn pages until one says so. Raises DemoFailed at the last one."""
        for _ in range(_PAGES):
            if any(text in one for one in self.hand.do(do="where")["texts"]):
                return
            self.tap("下一页")
        raise DemoFailed(f"{text} is on none of the pages")

    def hold(self, text: str, name: str) -> None:
        """Keep a finger on what is called so, picture what that shows, lift the finger."""
        self._touch("hold", text)
        self.picture(name)
        self.hand.do(do="release")

    def sign(self) -> None:
        """Write on the pad."""
        self.hand.do(do="sign")

    def lab(self, *words: str) -> dict[str, Any]:
        """Handle a device of the lab. Raises DemoFailed when the lab refuses."""
        try:
            answer: dict[str, Any] = self._control.ask(words)
        except (self._control.LabAbsent, self._control.LabRefused) as no:
            raise DemoFailed(f"lab {' '.join(words)}: {no}") from no
        return answer

    def _touch(self, do: str, text: str) -> None:
        """Touch as soon as it can be touched: a screen that slides in cannot."""
        answer: dict[str, Any] = {}

        def touched() -> bool:
            answer.update(self.hand.ask(do=do, text=text))
            return bool(answer["ok"])

        until(touched, _TOUCHABLE_S, f"{text} to be touchable, on {self.hand.screen}")

    def _still(self, screen: str) -> bool:
        """Let a new page come to rest; whether it is still shown then."""
        threading.Event().wait(_SLIDE_S)
        return self.hand.screen == screen

    def _picture(self, screen: str, name: str) -> None:
        now = time.monotonic()
        number = len(self.steps) + 1
        file = f"screens/{number:02d}-{_dashed(name)}.png"
        self.hand.do(do="shot", file=str(self._out / file))
        step = Step(number, _dashed(name), screen, round(now - self._began, 3), round(now - self._last, 3), file)
        self.steps.append(step)
        self._last = now
        self._tell(f"  {step.number:>2}  {step.name:<18} {step.at_s:7.2f} s")


def _dashed(name: str) -> str:
    """Turn CaptureCheck into capture-check."""
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).strip("-")
