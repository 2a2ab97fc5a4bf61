"""Everything around the terminal: display, sandbox platform, lab; and the terminal itself, started and restarted."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ui.demo.children import Child, until
from ui.demo.remote_hand import RemoteHand

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

__all__ = ["CHECKOUT", "Stage"]

CHECKOUT = Path(__file__).resolve().parents[2]
_READY_S = 90.0


class Stage:
    """A context: entering starts everything but the terminal, leaving ends everything and removes its folder.

    `screen` is real, Xvfb or offscreen; `addresses` are the settings with which a terminal finds the lab.
    """

    def __init__(self, profile: str, settings: Mapping[str, str], *, headless: bool = False) -> None:
        self._profile = profile
        self._settings = dict(settings)
        self._headless = headless
        self._ends = contextlib.ExitStack()
        self._env = {
            **os.environ,
            "PYTHONPATH": _path(),
            "PYTHONUTF8": "1",
            "PYTHONUNBUFFERED": "1",
            "PYTHONFAULTHANDLER": "1",
        }
        self.screen = "real"
        self.platform_url = ""
        self.addresses: dict[str, str] = {}
        self.terminal: Child | None = None

    def __enter__(self) -> Self:
        self.folder = Path(tempfile.mkdtemp(prefix="kiosk-demo-"))
        self._ends.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self.logs = self.folder / "logs"
        self.logs.mkdir()
        self.hand = RemoteHand(self.folder / "hand.sock")
        try:
            self._raise_curtain()
        except BaseException:
            self._ends.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.close()

    def start_terminal(self, **settings: str) -> None:
        """Start the terminal, or start it again; returns when its window has shown its first frame."""
        told = {
            **self.addresses,
            "hand": str(self.folder / "hand.sock"),
            **self._settings,
            **settings,
        }
        words = [f"--set={key}={value}" for key, value in told.items()]
        terminal = self._child("terminal", sys.executable, "-m", "ui", "run", "--profile", self._profile, *words)
        self.terminal = terminal
        until(lambda: self._shows(terminal), _READY_S, "the terminal's first frame")

    def open_panel(self) -> Child:
        """Open the lab panel beside the terminal."""
        return self._child("panel", sys.executable, "-m", "ui.devpanel")

    def stop_terminal(self) -> None:
        """End the terminal as a technician would."""
        self.hand.close()
        if self.terminal is not None:
            self.terminal.stop()

    def kill_terminal(self) -> None:
        """End the terminal as a power cut would."""
        self.hand.close()
        if self.terminal is not None:
            self.terminal.kill()

    def _raise_curtain(self) -> None:
        display = self._display()
        store = self.folder / "platform"
        catalogue = CHECKOUT / "config" / "services"
        platform = self._child(
            "platform",
            *(sys.executable, "-m", "kiosk.gateway.sandbox", "--port", "0"),
            *("--store", str(store), "--catalogue", str(catalogue)),
        )
        self.platform_url = str(json.loads(platform.first_line(_READY_S))["url"])
        state = f"state_dir={self.folder / 'state'}"
        lab = self._child("lab", sys.executable, "-m", "drivers.lab", "--platform", self.platform_url, "--tell", state)
        self.addresses = json.loads(lab.first_line(_READY_S))
        if display is not None:
            self._env["DISPLAY"] = f":{display.first_line(_READY_S)}"
        self._ends.callback(self.hand.close)

    def _display(self) -> Child | None:
        """Start a display where there is none."""
        if self._env.get("QT_QPA_PLATFORM", "").startswith("offscreen"):
            self.screen = "offscreen"
            return None
        if not self._headless and (self._env.get("DISPLAY") or self._env.get("WAYLAND_DISPLAY")):
            return None
        self.screen = "Xvfb"
        self._env.pop("WAYLAND_DISPLAY", None)
        return self._child(
            "display", "/usr/bin/Xvfb", "-displayfd", "1", "-screen", "0", "1080x1920x24", "-nolisten", "tcp"
        )

    def _child(self, name: str, *command: str) -> Child:
        return self._ends.enter_context(Child(name, command, self.logs, self._env))

    def _shows(self, terminal: Child) -> bool:
        if not terminal.running:
            raise terminal.failed()
        return self.hand.connect() and bool(self.hand.screen)


def _path() -> str:
    """Put the checkout first on the path of every child, as kiosk.sh does."""
    before = [part for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part]
    return os.pathsep.join(dict.fromkeys([str(CHECKOUT), *before]))
