"""The thin waists: everything above a driver speaks to one of these. Never inherited, only fitted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from drivers.types import CardReading, Frame, Page, Presence, Printed, PrinterStatus, ResponseApdu

__all__ = ["CardChannel", "CardProfile", "CardReader", "DocumentCamera", "ReceiptPrinter", "Transport"]


class CardChannel(Protocol):
    """The waist of all card reading: one connected card."""

    @property
    def atr(self) -> bytes:
        """Answer to reset of the connected card."""

    def transmit(self, apdu: bytes, deadline_s: float = 2.0) -> ResponseApdu:
        """Exchange one APDU. Raises CardWithdrawn, CardMute, CardGarbled, ReaderGone."""


class CardReader(Protocol):
    """One reader (or the set of readers of one service)."""

    def wait(self, timeout_s: float) -> Presence:
        """Block until the presence differs from the last one returned, or the time is over. Never raises."""

    def connect(self) -> AbstractContextManager[CardChannel]:
        """Open the card that is present. Raises CardWithdrawn, CardMute, ReaderGone."""

    def close(self) -> None:
        """Release the service."""


class CardProfile(Protocol):
    """One card type, over any reader; one file in drivers/cards/."""

    def matches(self, atr: bytes) -> bool:
        """Whether a card with this answer to reset is worth trying."""

    def read(self, channel: CardChannel, progress: Callable[[float], None]) -> CardReading:
        """Read everything free to read; `progress` takes 0…1. Raises CardError, ReaderGone."""


class DocumentCamera(Protocol):
    """A camera over the document tray."""

    def frames(self) -> Iterator[Frame]:
        """Yield the newest frame, never a backlog. Raises CameraGone, FrameGarbled."""

    def close(self) -> None:
        """Release the device; frames() ends."""


class Transport(Protocol):
    """The waist of all receipt printing: bytes out, status bytes in."""

    def write(self, data: bytes, deadline_s: float) -> None:
        """Send all of `data`. Raises PrinterGone."""

    def read(self, size: int, deadline_s: float) -> bytes:
        """Return up to `size` bytes; fewer, or none, when the deadline passes. Raises PrinterGone."""

    def close(self) -> None:
        """Drop the connection."""


class ReceiptPrinter(Protocol):
    """A receipt printer that proves what it printed."""

    def status(self) -> PrinterStatus:
        """Ask for the state; never raises: silence and garbage are UNAVAILABLE."""

    def print(self, page: Page, job: str, progress: Callable[[float], None]) -> Printed:
        """Print and cut one page; returns when printing is proven or the proof failed. Never raises DeviceError.

        `job` identifies the copy in the process-ID echo; `progress` takes 0…1.
        """

    def close(self) -> None:
        """Drop the connection."""
