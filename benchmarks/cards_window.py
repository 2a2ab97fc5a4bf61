"""The real terminal in the lab, as the demo starts it; waits its turn at the machine's one virtual reader."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drivers.lab.pcscd import PcscdService
from ui.demo.children import DemoFailed

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["window"]

_TRIES, _NEIGHBOURS_S = 6, 120.0


@contextlib.contextmanager
def window() -> Iterator[Any]:
    """Yield a walk on a running terminal (tests/demo/journeys.py). Raises DemoFailed."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "demo"))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    journeys = importlib.import_module("journeys")

    with contextlib.ExitStack() as ends:
        for turn in range(_TRIES):
            service = PcscdService()
            service.start(_NEIGHBOURS_S)
            service.stop()
            try:
                walk = ends.enter_context(journeys.terminal_in_the_lab())
                break
            except DemoFailed:
                if turn == _TRIES - 1:
                    raise
        yield walk
