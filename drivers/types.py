"""Plain frozen data that the drivers hand upwards."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "PASSABLE",
    "Absent",
    "CardReading",
    "Condition",
    "DocumentKey",
    "Frame",
    "Page",
    "Presence",
    "Present",
    "Printed",
    "PrinterState",
    "PrinterStatus",
    "Quad",
    "ResponseApdu",
    "Run",
    "SheetOutcome",
    "Stroke",
    "Symbol",
    "Trust",
    "Unavailable",
]


@dataclass(frozen=True, slots=True)
class ResponseApdu:
    """Answer of a card (ISO 7816-4): body and status word."""

    data: bytes
    sw: int

    @property
    def ok(self) -> bool:
        """Whether the status word is 9000."""
        return self.sw == 0x9000


@dataclass(frozen=True, slots=True)
class Present:
    """A card lies in the reader; `mute` when it does not answer to reset (often the wrong way round)."""

    atr: bytes
    mute: bool = False


@dataclass(frozen=True, slots=True)
class Absent:
    """The reader works and is empty."""


@dataclass(frozen=True, slots=True)
class Unavailable:
    """No reader, or no PC/SC service; `code` is a key of config/faults.toml."""

    code: str


Presence = Present | Absent | Unavailable


class Trust(enum.Enum):
    """How far the fields of a card are proven."""

    UNVERIFIED = "unverified"
    SAM_VERIFIED = "sam_verified"
    PA_OK = "pa_ok"
    PA_UNKNOWN_CA = "pa_unknown_ca"
    PA_FAILED = "pa_failed"


@dataclass(frozen=True, slots=True)
class CardReading:
    """What one card said, as it said it: the kiosk's domain validates numbers and dates.

    `kind` is one of shebao, resident, hmt, foreigner, passport, permit-hk (CR), permit-tw (CT), permit-cs, permit-cd,
    technician, helper. Dates are None where the card has none; `valid_until` None with `long_term` True means 长期.
    `number` is what the card is known by (公民身份号码, document number); `personal_number` another one it states.
    `photo` is the picture as the card codes it (JPEG, JPEG 2000, or what the WLT plug-in made of it).
    `flaw` is a fault code: why this reading may not stand for a person ("" when nothing forbids it).
    `evidence` holds non-personal proof: APDU count, milliseconds, specification version, what was verified by whom.
    `imprint` (32 bytes) is made of the whole chip record, the picture's bytes too: the same card gives the same one,
    and nothing else does; b"" where the card was not read that far.
    """

    kind: str
    name: str
    number: str
    sex: str = ""
    ethnicity: str = ""
    birth: dt.date | None = None
    address: str = ""
    issuer: str = ""
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    long_term: bool = False
    card_number: str = ""
    latin_name: str = ""
    nationality: str = ""
    personal_number: str = ""
    photo: bytes | None = None
    trust: Trust = Trust.UNVERIFIED
    flaw: str = ""
    imprint: bytes = field(default=b"", compare=False)
    evidence: dict[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Name the kind alone, so that no traceback or log can hold a person."""
        return f"<CardReading {self.kind}>"


@dataclass(frozen=True, slots=True, repr=False)
class DocumentKey:
    """What is printed on a travel document and opens its chip (ICAO 9303-11 §4.2); "" where it is not known.

    `mrz` is the MRZ information: document number, birth and expiry, each with its check digit. `can` has 6 digits.
    """

    mrz: str = ""
    can: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Frame:
    """One camera picture: BGR uint8, shape (height, width, 3); `taken` in monotonic seconds."""

    pixels: NDArray[np.uint8]
    taken: float


@dataclass(frozen=True, slots=True)
class Quad:
    """Four corners of a sheet in pixels, clockwise from the corner that is top left in the picture."""

    corners: tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]


class Condition(enum.Enum):
    """Printer conditions in the words of XFS4IoT; each value is a key of config/faults.toml.

    The first that holds is the one people are told; those in `PASSABLE` do not block. SHEETS_ and TONER_ belong to A4
    printers.
    """

    PAPER_OUT = "printer-paper-out"
    COVER_OPEN = "printer-cover-open"
    JAM = "printer-jam"
    PRESENTER = "printer-presenter"
    RETRACT_FULL = "printer-retract-full"
    CUTTER = "printer-cutter"
    HEAD_HOT = "printer-head-hot"
    VOLTAGE = "printer-voltage"
    BLACK_MARK = "printer-black-mark"
    ERROR = "printer-error"
    OFFLINE = "printer-offline"
    PAPER_LOW = "printer-paper-low"
    PRESENTED = "printer-presented"
    BUSY = "printer-busy"
    SHEETS_OUT = "sheets-paper-out"
    SHEETS_COVER = "sheets-cover-open"
    SHEETS_JAM = "sheets-jam"
    SHEETS_TRAY = "sheets-tray-missing"
    SHEETS_FULL = "sheets-output-full"
    TONER_OUT = "sheets-toner-out"
    SHEETS_OFFLINE = "sheets-offline"
    SHEETS_ERROR = "sheets-error"
    SHEETS_LOW = "sheets-paper-low"
    TONER_LOW = "sheets-toner-low"


PASSABLE = frozenset(
    {Condition.PAPER_LOW, Condition.PRESENTED, Condition.BUSY, Condition.SHEETS_LOW, Condition.TONER_LOW}
)
"""Conditions in which a printer is still READY: something runs short, a paper waits at the exit, a motor turns."""


class PrinterState(enum.Enum):
    """READY prints now; BLOCKED needs hands; UNAVAILABLE gave no valid answer."""

    READY = "ready"
    BLOCKED = "blocked"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """One status poll; `conditions` may hold those of `PASSABLE` while READY, `absent` is the code of UNAVAILABLE."""

    state: PrinterState
    conditions: frozenset[Condition] = frozenset()
    absent: str = "printer-unavailable"

    @property
    def code(self) -> str:
        """The fault code to tell people, or "" when ready."""
        if self.state is PrinterState.UNAVAILABLE:
            return self.absent
        if self.state is PrinterState.READY:
            return ""
        order = [c for c in Condition if c in self.conditions - PASSABLE]
        return order[0].value if order else Condition.ERROR.value


@dataclass(frozen=True, slots=True, repr=False)
class Run:
    """Words on a line of a page, their em box `width` by `size` dots at `left` and `top`; `white` on a black bar.

    `centred`: they stand in the middle of the paper, however wide they are. `strange` are the stretches that no printer
    has in its ROM, in order, as columns of 24 dots, the top dot first.
    """

    text: str
    left: int
    top: int
    width: int
    size: int
    bold: bool = False
    white: bool = False
    centred: bool = False
    strange: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Symbol:
    """A QR code on a page: a square of `side` dots with its quiet zone, its corner at `left` and `top`."""

    payload: str
    left: int
    top: int
    side: int


@dataclass(frozen=True, slots=True)
class Stroke:
    """A rule across a page, `top` dots down."""

    top: int
    dashed: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Page:
    """A typeset strip: 1-bit rows packed MSB first, black = 1, `width` dots (a multiple of 8) by `height`.

    `runs`, `codes` and `rules` say what the dots mean, for printers whose line is too slow for dots; empty for pages
    that are pictures only.
    """

    width: int
    height: int
    bits: bytes
    qr_payload: str = ""
    runs: tuple[Run, ...] = ()
    codes: tuple[Symbol, ...] = ()
    rules: tuple[Stroke, ...] = ()

    @property
    def length_mm(self) -> float:
        """Length of paper at 8 dots a millimetre (203 dpi)."""
        return self.height / 8


class Printed(enum.Enum):
    """Outcome of a print: CONFIRMED has proof after the cut; HELD never left the terminal or was purged.

    UNKNOWN: bytes left, proof did not come; a later copy must be marked 补打.
    """

    CONFIRMED = "confirmed"
    HELD = "held"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SheetOutcome:
    """What became of one job of an A4 printer; `code` is a fault code, "" when it is CONFIRMED."""

    printed: Printed
    code: str = ""
