"""A receipt printer as the terminal sees one, on TCP or a serial line: status bytes, ESC/POS in, paper out.

Like a real one it obeys real-time commands at once, wherever they stand, holds what it cannot print up to the size of
its buffer, then takes no more, and prints what it holds when mended - unless it was told to forget it.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from drivers.lab.escpos_paper import DOTS
from drivers.lab.printer_families import FAMILIES
from drivers.lab.printer_hands import obey
from drivers.lab.printer_mechanism import Mechanism
from drivers.lab.printer_mouth import Mouth
from drivers.lab.printer_slot import Slot
from drivers.lab.printer_stream import RealTimeScanner, real_time_length
from drivers.lab.printer_wire import SerialWire, TcpWire

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drivers.lab.escpos_paper import Paper
    from drivers.lab.printer_wire import Wire

__all__ = ["LabPrinter"]

_BUFFER = {"tcp": 64 * 1024, "serial": 4 * 1024}


class LabPrinter:
    """One printer; fits drivers.lab.device.LabDevice.

    `family` is one of printer_families.FAMILIES, `link` tcp (on `port`, 0 for any) or serial (at `baud`, with `flow`
    rtscts, xonxoff or none). `speed_mm_s` 0 prints at once, `buffer` bytes are held (64 kB on TCP, 4 kB on serial),
    `dwell_s` is how long people leave a paper at the exit of a family that presents it.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        family: str = "epson",
        link: str = "tcp",
        dots: int = DOTS,
        speed_mm_s: float = 150.0,
        baud: int = 115_200,
        flow: str = "rtscts",
        buffer: int = 0,
        dwell_s: float = 0.5,
    ) -> None:
        self._wire: Wire = TcpWire(port) if link == "tcp" else SerialWire(baud, flow)
        self._address = f"tcp://127.0.0.1:{port}"
        self._changed = threading.Condition()
        self._mouth = Mouth(self._wire.send)
        self._slot = Slot(dwell_s)
        self._mechanism = Mechanism(
            self._changed,
            self._mouth.say,
            self._slot,
            capacity=buffer or _BUFFER[link],
            dots=dots,
            speed_mm_s=speed_mm_s,
        )
        self._mechanism.family = FAMILIES[family]
        self._scanner = RealTimeScanner()
        self._threads: list[threading.Thread] = []

    def start(self) -> dict[str, str]:
        """Be reachable; return the address for the terminal's printer options."""
        self._mechanism.stopped.clear()
        self._address = self._wire.open()
        self._mouth.start()
        for name, work in (("wire", lambda: self._wire.run(self)), ("mechanism", self._mechanism.run)):
            thread = threading.Thread(target=work, name=f"lab-printer-{name}", daemon=True)
            thread.start()
            self._threads.append(thread)
        return {"printer.address": self.address}

    @property
    def address(self) -> str:
        """Where it is once started."""
        return self._address

    def stop(self) -> None:
        """Leave the wire and wait until nothing moves any more."""
        with self._changed:
            self._mechanism.stopped.set()
            self._changed.notify_all()
        self._wire.close()
        for thread in self._threads:
            thread.join()
        self._threads.clear()
        self._mouth.stop()
        self._wire.release()

    def command(self, words: Sequence[str]) -> dict[str, object]:
        """Do what a hand, or a fault, would do to it; return the state. Raises ValueError with the usage."""
        if list(words) == ["power-cycle"]:
            self._power_cycle()
        else:
            with self._changed:
                obey(words, self._mechanism, self._mouth, self._slot)
                self._changed.notify_all()
        return self.state()

    def state(self) -> dict[str, object]:
        """Return what is wrong, how it answers, and how much paper it gave."""
        with self._changed:
            return {
                "family": next(name for name, family in FAMILIES.items() if family is self._mechanism.family),
                "conditions": sorted(self._mechanism.faults),
                "manner": self._mouth.manner,
                "slow_ms": round(self._mouth.late_s * 1000),
                "printed": self._mechanism.printed,
                "tray": len(self._slot.papers()),
                "at_exit": self._slot.occupied(),
                "retracted": self._slot.retracted,
                "hanging_mm": self._mechanism.hanging_rows // 8,
                "fed_mm": self._mechanism.rows_fed / 8,
                "held_bytes": self._mechanism.held,
            }

    def papers(self) -> list[Paper]:
        """Return the pieces that came out and were not carried away or taken back, oldest first."""
        with self._changed:
            return self._slot.papers()

    # -- the wire: what drivers.lab.printer_wire.Host asks for

    def room(self, wait_s: float) -> int:
        """Return how many bytes are taken now, waiting at most `wait_s` while that is none."""
        with self._changed:
            self._changed.wait_for(lambda: self._mechanism.room() or self._mechanism.stopped.is_set(), wait_s)
            return self._mechanism.room()

    def heard(self, data: bytes) -> None:
        """Obey real-time commands where they stand; keep all for the mechanism."""
        if self._mouth.late_s:
            self.rest(self._mouth.late_s)
        for piece, real_time in self._scanner.feed(data):
            with self._changed:
                self._mechanism.accept(piece)
                self._obey_now(real_time)
                self._changed.notify_all()

    def urgent(self, head: bytes) -> int:
        """Return the length of the real-time command at the head of what waits, 0 where there is none."""
        return real_time_length(head) if self._mechanism.family.real_time else 0

    def stuck(self) -> bool:
        """Whether there is no room, and hands are needed to make some."""
        with self._changed:
            return self._mechanism.stuck()

    def overheard(self, data: bytes) -> None:
        """Obey real-time commands among bytes for which there is no room; the rest is lost."""
        for _, real_time in self._scanner.feed(data):
            with self._changed:
                self._obey_now(real_time)
                self._changed.notify_all()

    def rest(self, seconds: float) -> None:
        """Let this time pass, unless it is stopped."""
        self._mechanism.stopped.wait(seconds)

    def hung_up(self) -> None:
        """Begin anew with the next terminal: an unfinished real-time command does not go on with its bytes."""
        self._scanner = RealTimeScanner()

    def _obey_now(self, real_time: bytes) -> None:
        family = self._mechanism.family
        match real_time[:2]:
            case b"\x10\x04" if family.real_time:
                self._mouth.say(self._mechanism.status(real_time[2]))
            case b"\x10\x05" if family.recovers:
                self._mechanism.forget()
            case b"\x10\x14" if family.purges:
                self._mechanism.forget()
                self._mouth.say(b"\x37\x25\x00")

    def _power_cycle(self) -> None:
        """Lose the link, the buffer and every mode; what hangs from the slot hangs there still."""
        with self._changed:
            self._mechanism.forget()
            self._scanner = RealTimeScanner()
            self._changed.notify_all()
        self._mouth.swallow()
        self._wire.drop()
        with self._changed:  # what came between the two is lost as well
            self._mechanism.forget()
            self._changed.notify_all()
