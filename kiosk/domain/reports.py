"""What comes back to the attendant: answers to errands (with their visit) and things that happen by themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from kiosk.domain.camera_reports import CameraFailed, CodeSeen, Pictured, Viewed

if TYPE_CHECKING:
    from kiosk.domain.case import Acknowledgement, Filed, Holding
    from kiosk.domain.case_status import CaseStatus
    from kiosk.domain.draft import Draft
    from kiosk.domain.inquiry import Found, Inquiry
    from kiosk.domain.person import Identity

__all__ = [
    "Acknowledged",
    "Admission",
    "CameraFailed",
    "CardFailed",
    "CardHint",
    "CardInserted",
    "CardRead",
    "CardRemoved",
    "CaseReceived",
    "CaseRefused",
    "CodeSeen",
    "Consulted",
    "DeliveryFailed",
    "ExitChanged",
    "FiledCase",
    "FiledFound",
    "FilingFailed",
    "HelperCame",
    "Inquired",
    "IntakeChanged",
    "LineChanged",
    "Pictured",
    "PrintEnded",
    "PrintProgress",
    "PrintWaits",
    "PrinterChanged",
    "ReaderChanged",
    "ReadingProgress",
    "Report",
    "Viewed",
]


@dataclass(frozen=True, slots=True)
class CardInserted:
    """A card was laid down; `mute` when it does not answer."""

    mute: bool = False


@dataclass(frozen=True, slots=True)
class CardRemoved:
    """The reader is empty."""


@dataclass(frozen=True, slots=True)
class ReaderChanged:
    """The reader became well ("") or failed (a fault code)."""

    code: str


@dataclass(frozen=True, slots=True)
class PrinterChanged:
    """The printer's state: a fault code or "", whether the paper is near its end, how many receipts it still gives.

    `receipts_left` is None where nobody knows.
    """

    code: str
    low: bool = False
    receipts_left: int | None = None


@dataclass(frozen=True, slots=True)
class LineChanged:
    """The last attempt to reach the centre succeeded or did not."""

    online: bool


@dataclass(frozen=True, slots=True)
class Admission:
    """The centre has shut this terminal out, or lets it in."""

    admitted: bool


@dataclass(frozen=True, slots=True)
class ReadingProgress:
    """How much of the card is read, 0…1."""

    visit: int
    progress: float


@dataclass(frozen=True, slots=True)
class CardRead:
    """The card's person, checked; `imprint` is that of the card (drivers.types.CardReading)."""

    visit: int
    identity: Identity
    imprint: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class CardFailed:
    """The card could not be read; `code` is a fault code."""

    visit: int
    code: str


@dataclass(frozen=True, slots=True)
class HelperCame:
    """The card is a helper's (帮办员) and proves it; `staff` is its number, never a name."""

    visit: int
    staff: str


@dataclass(frozen=True, slots=True)
class CardHint:
    """The card is read once more, and the person can help: keep it still, or lay its other side down."""

    visit: int
    hint: Literal["hold-still", "wrong-way"]


@dataclass(frozen=True, slots=True)
class FiledFound:
    """This person's cases, newest first, and `orders` of earlier visits whose end was not seen, oldest first.

    `draft` is what this card filled in before the terminal was cut off.
    """

    visit: int
    filed: tuple[Filed, ...]
    orders: tuple[Inquiry, ...] = ()
    draft: Draft | None = None


@dataclass(frozen=True, slots=True)
class Consulted:
    """What the licence store holds; `reached` False when it could not be asked."""

    visit: int
    holdings: tuple[Holding, ...]
    reached: bool


@dataclass(frozen=True, slots=True)
class Inquired:
    """How an inquiry stands now."""

    visit: int
    found: Found


@dataclass(frozen=True, slots=True)
class IntakeChanged:
    """Whether a new case would be taken: a fault code says why not, "" that it would."""

    code: str


@dataclass(frozen=True, slots=True)
class FiledCase:
    """The outbox row is committed: the submission is true."""

    visit: int
    filed: Filed


@dataclass(frozen=True, slots=True)
class FilingFailed:
    """Nothing was committed; `code` is a fault code."""

    visit: int
    code: str


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The centre accepted this case (受理)."""

    visit: int
    acknowledgement: Acknowledgement


@dataclass(frozen=True, slots=True)
class CaseReceived:
    """The centre has this case and has not decided (收件): no 受理 yet."""

    visit: int
    case_id: str


@dataclass(frozen=True, slots=True)
class CaseRefused:
    """The centre will not have this case (不予受理), and says why."""

    visit: int
    case_id: str
    status: CaseStatus


@dataclass(frozen=True, slots=True)
class DeliveryFailed:
    """The centre could not be reached in time; the courier goes on by itself."""

    visit: int
    case_id: str
    code: str


@dataclass(frozen=True, slots=True)
class PrintProgress:
    """How much of the receipt is sent, 0…1, and which copy it is."""

    visit: int
    progress: float
    copy: int


@dataclass(frozen=True, slots=True)
class PrintEnded:
    """Printing is over: confirmed, held (nothing came out) or unknown (no proof).

    `waits` tells that the paper is seen at the exit and not yet taken: an ExitChanged follows. `paper` says which
    errand this is the end of.
    """

    visit: int
    outcome: Literal["confirmed", "held", "unknown"]
    copy: int
    code: str = ""
    waits: bool = False
    paper: Literal["receipt", "list", "sheets", "paper"] = "receipt"


@dataclass(frozen=True, slots=True)
class PrintWaits:
    """The A4 printer has stopped in the middle of its papers and waits for hands; "" when it goes on."""

    visit: int
    code: str


@dataclass(frozen=True, slots=True)
class ExitChanged:
    """The paper at the exit was taken by a hand, or was taken back into the machine after a time-out."""

    visit: int
    where: Literal["taken", "retracted"]


Report = (
    CardInserted
    | CardRemoved
    | ReaderChanged
    | PrinterChanged
    | LineChanged
    | Admission
    | ReadingProgress
    | CardRead
    | CardFailed
    | CardHint
    | HelperCame
    | FiledFound
    | Consulted
    | Inquired
    | Viewed
    | Pictured
    | CameraFailed
    | CodeSeen
    | IntakeChanged
    | FiledCase
    | FilingFailed
    | Acknowledged
    | CaseReceived
    | CaseRefused
    | DeliveryFailed
    | PrintProgress
    | PrintEnded
    | PrintWaits
    | ExitChanged
)
