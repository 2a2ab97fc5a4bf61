"""What was exchanged with a card, for technicians: headers, lengths, status and time; never data, never a name."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drivers.types import ResponseApdu

__all__ = ["KEPT", "ApduJournal", "Exchange"]

KEPT = 256
_HEADER = 4
_SHORT_LC = 5
_EXTENDED_LC = 7


@dataclass(frozen=True, slots=True)
class Exchange:
    """One APDU: monotonic ms when it was sent, how long it took, and the answer (`status` 0 when none came)."""

    at_ms: float
    took_ms: float
    header: str
    sent: int
    expected: int | None
    received: int
    status: int

    def __str__(self) -> str:
        """Write it as `0.8 ms 00B09C00 Le=256 -> 231 9000`."""
        lengths = (f" Lc={self.sent}" if self.sent else "") + ("" if self.expected is None else f" Le={self.expected}")
        answer = f"{self.received} {self.status:04X}" if self.status else "none"
        return f"{self.took_ms:.1f} ms {self.header}{lengths} -> {answer}"


class ApduJournal:
    """A ring of the last KEPT exchanges, in memory only. Its memory is bounded for ever."""

    def __init__(self) -> None:
        self._ring: deque[Exchange] = deque(maxlen=KEPT)

    def note(self, apdu: bytes, sent_at: float, answer: ResponseApdu | None) -> None:
        """Keep one exchange that began at monotonic second `sent_at` and ends now; `answer` None when it failed."""
        sent, expected = _lengths(apdu)
        self._ring.append(
            Exchange(
                at_ms=sent_at * 1000,
                took_ms=(time.monotonic() - sent_at) * 1000,
                header=apdu[:_HEADER].hex().upper(),
                sent=sent,
                expected=expected,
                received=len(answer.data) if answer else 0,
                status=answer.sw if answer else 0,
            )
        )

    def tail(self, count: int = KEPT) -> tuple[str, ...]:
        """Return the last `count` exchanges as lines, oldest first."""
        return tuple(str(exchange) for exchange in list(self._ring)[-count:])

    def clear(self) -> None:
        """Forget everything."""
        self._ring.clear()


def _lengths(apdu: bytes) -> tuple[int, int | None]:
    """Return Lc and Le of a command APDU (ISO 7816-4 §5.1); nonsense counts as data."""
    rest = len(apdu) - _HEADER
    if rest <= 0:
        return 0, None
    if rest == 1:
        return 0, apdu[4] or 256
    if apdu[4] == 0 and rest == 3:
        return 0, int.from_bytes(apdu[5:7], "big") or 65536
    if apdu[4] == 0 and rest > 3:
        sent = int.from_bytes(apdu[5:7], "big")
        tail = apdu[_EXTENDED_LC + sent :]
        return (sent, (int.from_bytes(tail, "big") or 65536) if tail else None) if len(tail) in {0, 2} else (rest, None)
    sent = apdu[4]
    tail = apdu[_SHORT_LC + sent :]
    return (sent, (tail[0] or 256) if tail else None) if len(tail) <= 1 else (rest, None)
