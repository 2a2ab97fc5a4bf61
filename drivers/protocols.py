"""The thin waists: everything above a driver speaks to one of these. Never inherited, only fitted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from drivers.types import (
        CardReading,
        DocumentKey,
        Frame,
        Page,
        Presence,
        Printed,
        PrinterStatus,
        ResponseApdu,
        SheetOutcome,
    )

__all__ = [
    "NO_AIDS",
    "CardAuthority",
    "CardChannel",
    "CardProfile",
    "CardReader",
    "DocumentCamera",
    "HolderAnswer",
    "HolderQuestion",
    "PhotoDecoder",
    "ReadingAids",
    "ReceiptPrinter",
    "SheetPrinter",
    "Transport",
]


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


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class HolderQuestion:
    """What a 社会保障卡 3.0 asks before it shows its holder's file (the string of iReadCardBas_HSM_Step1, in parts).

    The factors are 8 bytes each and diversify the keys, the randoms 8 bytes each from GET CHALLENGE.
    """

    region: str
    atr: bytes
    algorithm: int
    card_id: bytes
    internal_factor: bytes
    internal_random: bytes
    external_factor: bytes
    external_random: bytes


@dataclass(frozen=True, slots=True, repr=False)
class HolderAnswer:
    """`internal` is what the card's INTERNAL AUTHENTICATE must have answered (b"" unchecked); `external` opens EF06."""

    internal: bytes
    external: bytes


class CardAuthority(Protocol):
    """Whoever holds the key RKSSSE: a PSAM in a second slot, or an HSM behind the network."""

    def answer(self, question: HolderQuestion) -> HolderAnswer:
        """Answer the card's challenge. Raises CardNeedsPsam when the authority is not there or refuses."""


class PhotoDecoder(Protocol):
    """The licensed decoder of the WLT picture of 居民身份证; a plug-in, for no open one exists."""

    def decode(self, wlt: bytes) -> bytes:
        """Turn 1,024 bytes of WLT into a picture file (BMP, PNG or JPEG). Raises PhotoUnreadable."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ReadingAids:
    """What a reading may draw on besides the card; everything may be missing.

    `trust` is a folder of trust anchors (ICAO CSCA and technician authorities), "" for none; `attempt` counts the
    whole-card readings of this visit from 0: the later ones go gently (short APDUs, small blocks).
    """

    key: DocumentKey | None = None
    authority: CardAuthority | None = None
    photos: PhotoDecoder | None = None
    trust: str = ""
    attempt: int = 0


NO_AIDS = ReadingAids()


class CardProfile(Protocol):
    """One card type, over any reader; one file in drivers/cards/."""

    def matches(self, atr: bytes) -> bool:
        """Whether a card with this answer to reset is worth trying."""

    def read(self, channel: CardChannel, progress: Callable[[float], None], aids: ReadingAids) -> CardReading:
        """Read everything that may be read; `progress` takes 0…1, by bytes. Raises CardError, ReaderGone."""


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

    @property
    def sees_exit(self) -> bool:
        """Whether Condition.PRESENTED tells of a paper at the exit: then its absence after a print means taken."""

    @property
    def hangs(self) -> bool:
        """Whether a strip of a failed job may hang from the slot: it should be cut off before anybody else comes."""

    def clear_exit(self) -> bool:
        """Cut off what hangs from the slot, take back (or, where it cannot, push out) what waits at the exit.

        Whether the exit is free then. Never raises.
        """

    def close(self) -> None:
        """Drop the connection."""


class SheetPrinter(Protocol):
    """An A4 printer that remembers its jobs by name."""

    def status(self) -> PrinterStatus:
        """Ask for the state; never raises: silence and garbage are UNAVAILABLE."""

    def print(self, pdf: bytes, job: str, watch: Callable[[PrinterStatus], None]) -> SheetOutcome:
        """Print one PDF and follow it to its end. Never raises DeviceError.

        `job` names it at the printer and tells nothing of a person; a job that the printer already knows by this name
        is followed, never sent again. `watch` hears of every change of the printer's state meanwhile.
        """

    def trace(self, job: str, watch: Callable[[PrinterStatus], None]) -> SheetOutcome:
        """Find out what became of a job sent before; follows one that still runs. UNKNOWN where nobody can tell."""

    def close(self) -> None:
        """Drop the connection."""
