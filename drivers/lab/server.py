"""One process that holds the other side of every wire, and obeys the words that come over its socket."""

from __future__ import annotations

import json
import socketserver
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from drivers.lab.control import LabAbsent, ask, socket_path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from drivers.lab.device import LabDevice
    from drivers.lab.escpos_paper import Paper

__all__ = ["LabBusy", "LabServer"]


class LabBusy(Exception):
    """Another lab of this user is running."""


# The role in a profile that each device serves, by the word that names it here.
_ROLES = {"card": "reader", "camera": "camera", "printer": "printer", "platform": "platform"}


@runtime_checkable
class _GivesPaper(Protocol):
    def papers(self) -> list[Paper]:
        """Return what came out, oldest first."""


class _Caller(socketserver.StreamRequestHandler):
    """One caller: a JSON line `{"words": [...]}` is answered by `{"answer": {...}}` or `{"refused": usage}`."""

    server: _Socket

    def handle(self) -> None:
        """Answer until the caller hangs up."""
        for line in self.rfile:
            try:
                words = json.loads(line)["words"]
                reply: dict[str, object] = {"answer": self.server.lab.obey([str(word) for word in words])}
            except (ValueError, KeyError, TypeError) as unclear:
                reply = {"refused": str(unclear)}
            self.wfile.write(json.dumps(reply, ensure_ascii=False).encode() + b"\n")


class _Socket(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True

    def __init__(self, path: Path, lab: LabServer) -> None:
        self.lab = lab
        super().__init__(str(path), _Caller)


class LabServer:
    """Devices by the word that names them (card, camera, printer, platform), obeyed one word line at a time.

    `told` are further settings of the demo's terminal, handed out with the addresses.
    """

    def __init__(self, devices: Mapping[str, LabDevice], folder: Path, told: Mapping[str, str] | None = None) -> None:
        self._devices = devices
        self._folder = folder
        self._turn = threading.Lock()
        self._addresses: dict[str, str] = dict(told or {})
        self._socket: _Socket | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> dict[str, str]:
        """Start every device and listen; return the addresses for the terminal's settings. Raises LabBusy."""
        path = socket_path(self._folder)
        try:
            ask(["addresses"], self._folder, deadline_s=2.0)
        except LabAbsent:
            path.unlink(missing_ok=True)
        else:
            raise LabBusy(f"a lab is running already: {path}")
        for name, device in self._devices.items():
            for key, value in device.start().items():
                self._addresses[key if "." in key else f"{_ROLES[name]}.{key}"] = value
        self._socket = _Socket(path, self)
        path.chmod(0o600)
        self._thread = threading.Thread(target=self._socket.serve_forever, args=(0.05,), name="lab-socket", daemon=True)
        self._thread.start()
        return dict(self._addresses)

    def obey(self, words: Sequence[str]) -> dict[str, object]:
        """Do what one line of words says: `state`, `addresses`, or a device and its own words.

        Raises ValueError with the usage when they are not understood.
        """
        with self._turn:
            match list(words):
                case ["state"]:
                    return {name: device.state() for name, device in self._devices.items()}
                case ["addresses"]:
                    return dict(self._addresses)
                case ["receipts", "--out", folder] if isinstance(printer := self._devices.get("printer"), _GivesPaper):
                    return {"receipts": _lay_out(printer.papers(), Path(folder))}
                case [name, *rest] if name in self._devices:
                    return self._devices[name].command(rest)
                case _:
                    raise ValueError(f"say one of: state | receipts --out DIR | {' … | '.join(self._devices)} …")

    def stop(self) -> None:
        """Stop listening, then every device."""
        if self._socket is not None and self._thread is not None:
            self._socket.shutdown()
            self._thread.join()
            self._socket.server_close()
            socket_path(self._folder).unlink(missing_ok=True)
            self._socket = None
        for device in reversed(tuple(self._devices.values())):
            device.stop()


def _lay_out(papers: Sequence[Paper], folder: Path) -> list[str]:
    """Write each paper as a picture and as the bytes that made it. Raises ValueError where that is refused."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, paper in enumerate(papers, 1):
            (folder / f"receipt-{number}.png").write_bytes(paper.png)
            (folder / f"receipt-{number}.bin").write_bytes(paper.raw)
    except OSError as refused:
        raise ValueError(f"{folder}: {refused.strerror}") from refused
    return [str(folder / f"receipt-{number}.png") for number in range(1, len(papers) + 1)]
