"""An A4 printer on the loopback, as the terminal sees one: it speaks IPP over HTTP and keeps what it printed in memory.

One job at a time; a job waits while paper, tray or cover is in the way, and is forgotten when the power goes.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.lab.sheets_jobs import FAULTS, SheetPress
from drivers.lab.sheets_line import MANNERS, SheetServer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["LabSheets"]

_MENDS = {
    "refill": frozenset({"media-empty", "media-low"}),
    "cover-close": frozenset({"cover-open"}),
    "toner": frozenset({"toner-empty", "toner-low"}),
    "resume": frozenset({"paused"}),
    "mend": frozenset(FAULTS),
}
_USAGE = f"sheets {' | '.join((*FAULTS, *_MENDS, *MANNERS))} | abort | power-cycle | take | --out DIR"


class LabSheets:
    """One printer; fits drivers.lab.device.LabDevice. `seconds` is what a job takes."""

    def __init__(self, port: int = 0, *, seconds: float = 0.3) -> None:
        self._port = port
        self._press = SheetPress(seconds)
        self._server: SheetServer | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> dict[str, str]:
        """Listen on 127.0.0.1; return the options with which a terminal finds it."""
        self._server = SheetServer(self._port, self._press)
        self._port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="lab-sheets", daemon=True)
        self._thread.start()
        return {"sheets.address": self.address}

    @property
    def address(self) -> str:
        """Where it listens once started."""
        return f"ipp://127.0.0.1:{self._port}/ipp/print"

    def command(self, words: Sequence[str]) -> dict[str, object]:
        """Do what a hand, or a fault, would do to it; return the state. Raises ValueError with the usage."""
        match list(words):
            case [fault] if fault in FAULTS:
                self._press.set(fault, there=True)
            case [cure] if cure in _MENDS:
                for fault in _MENDS[cure]:
                    self._press.set(fault, there=False)
            case [manner] if manner in MANNERS and self._server is not None:
                self._server.manner = manner
            case ["--out", folder]:
                return {"sheets": self._lay_out(Path(folder))}
            case ["abort"]:
                self._press.abort_next()
            case ["power-cycle"]:
                self._press.power_cycle()
            case ["take"]:
                self._press.printed.clear()
            case _:
                raise ValueError(_USAGE)
        return self.state()

    def state(self) -> dict[str, object]:
        """Return what is wrong, how it answers, and how many papers lie there."""
        return {
            "conditions": sorted(self._press.faults),
            "manner": self._server.manner if self._server else "silent",
            "jobs": [job.state.name.lower() for job in self._press.jobs],
            "tray": len(self._press.printed),
        }

    def before_next(self, act: Callable[[], object], seconds: float = 0.0) -> None:
        """Have `act` happen when the next job is accepted, before any of it is on paper; it then takes `seconds`."""
        self._press.before_next(act, seconds)

    def sheets(self) -> list[bytes]:
        """Return the files it printed, oldest first."""
        return [job.document for job in self._press.printed]

    def names(self) -> list[str]:
        """Return the names of the jobs it printed, oldest first."""
        return [job.name for job in self._press.printed]

    def _lay_out(self, folder: Path) -> list[str]:
        """Write each paper as the file it came as. Raises ValueError where that is refused."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for number, document in enumerate(self.sheets(), 1):
                (folder / f"sheet-{number}.pdf").write_bytes(document)
        except OSError as refused:
            raise ValueError(f"{folder}: {refused.strerror}") from refused
        return [str(folder / f"sheet-{number}.pdf") for number in range(1, len(self.sheets()) + 1)]

    def stop(self) -> None:
        """Close the line."""
        self._press.stop()
        if self._server is not None and self._thread is not None:
            self._server.stopped.set()
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()
            self._server = None
