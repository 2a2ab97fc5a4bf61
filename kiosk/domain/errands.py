"""What the attendant sends others to do. Each carries the visit it belongs to; the answer comes back as a report."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drivers.types import DocumentKey
    from kiosk.domain.case import Filed, Missing
    from kiosk.domain.inquiry import Inquiry, Printout
    from kiosk.domain.person import Identity
    from kiosk.domain.run import Run

__all__ = [
    "ClearExit",
    "CloseCamera",
    "Consult",
    "CountQuestion",
    "Deliver",
    "DropDraft",
    "Errand",
    "FileCase",
    "FindFiled",
    "Forget",
    "Inquire",
    "KeepDraft",
    "Note",
    "OpenCamera",
    "PrintMissing",
    "PrintPaper",
    "PrintReceipt",
    "PrintSheets",
    "Rate",
    "ReadCard",
    "Settle",
    "TakePicture",
]


@dataclass(frozen=True, slots=True)
class ReadCard:
    """Read the card that lies in the reader; `key` opens a travel document and is needed by no other card."""

    visit: int
    key: DocumentKey | None = None


@dataclass(frozen=True, slots=True)
class FindFiled:
    """Look for cases that this person filed here and whose receipt is owed, and for the draft of this `imprint`."""

    visit: int
    identity: Identity
    imprint: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Consult:
    """Ask the licence store, for this matter, which of these licence types an office holds on this person.

    Under `look` (a UUID) the person finds it again in 谁看过我的数据; "" for a number that nobody need know here.
    """

    visit: int
    identity: Identity
    license_types: tuple[str, ...]
    item_id: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class Inquire:
    """Put a step's inquiry to the centre."""

    visit: int
    identity: Identity
    inquiry: Inquiry


@dataclass(frozen=True, slots=True)
class OpenCamera:
    """Start the document camera: for a sheet, or for what `codes` lie there."""

    visit: int
    codes: bool = False


@dataclass(frozen=True, slots=True)
class TakePicture:
    """Take the sheet under the camera now."""

    visit: int


@dataclass(frozen=True, slots=True)
class CloseCamera:
    """Stop the camera and forget its frames."""

    visit: int


@dataclass(frozen=True, slots=True, repr=False)
class FileCase:
    """Seal the run and commit it to the outbox."""

    visit: int
    run: Run


@dataclass(frozen=True, slots=True, repr=False)
class KeepDraft:
    """Keep what this run has so far, sealed under the card's `imprint`, in case the power goes."""

    visit: int
    run: Run
    imprint: bytes


@dataclass(frozen=True, slots=True, repr=False)
class DropDraft:
    """Destroy the draft of the card with this `imprint`."""

    visit: int
    imprint: bytes


@dataclass(frozen=True, slots=True)
class Deliver:
    """Wake the courier for this case."""

    visit: int
    case_id: str


@dataclass(frozen=True, slots=True)
class PrintReceipt:
    """Print this case's receipt, in large type if that is how its owner reads; the journal knows which copy it is."""

    visit: int
    filed: Filed
    large: bool = False


@dataclass(frozen=True, slots=True)
class PrintMissing:
    """Print the list of everything that is missing, on the roll."""

    visit: int
    missing: Missing


@dataclass(frozen=True, slots=True)
class PrintPaper:
    """Print what a step offers, in large type if that is how its owner reads."""

    visit: int
    printout: Printout
    large: bool = False


@dataclass(frozen=True, slots=True)
class PrintSheets:
    """Print the A4 papers of an accepted case: 受理通知书, and 容缺受理通知书 in two copies where something follows."""

    visit: int
    filed: Filed


@dataclass(frozen=True, slots=True)
class ClearExit:
    """Take back the paper that still waits at the exit: its owner has gone."""

    visit: int


@dataclass(frozen=True, slots=True)
class Rate:
    """Queue a rating: level 5 非常满意 … 1 非常不满意; `reason` of a bad one is a key of kiosk.domain.satisfaction.

    `turn` 2 is given after a bad one was put right; `item_id` "" where the terminal itself knows the case's matter.
    """

    visit: int
    case_id: str
    level: int
    reason: str = ""
    turn: int = 1
    item_id: str = ""


@dataclass(frozen=True, slots=True)
class CountQuestion:
    """Count that the answer to a frequent question was opened: by nobody, in no visit."""

    item_id: str
    question_id: str


@dataclass(frozen=True, slots=True)
class Settle:
    """Put the note of an order away: its person has seen how it ended."""

    visit: int
    order_id: str


@dataclass(frozen=True, slots=True)
class Note:
    """Write an audit event; `event` is a key of config/audit_events.toml."""

    visit: int
    event: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Forget:
    """The visit is over: drop everything personal everywhere."""

    visit: int


Errand = (
    ReadCard
    | FindFiled
    | Consult
    | Inquire
    | OpenCamera
    | TakePicture
    | CloseCamera
    | FileCase
    | KeepDraft
    | DropDraft
    | Deliver
    | PrintReceipt
    | PrintMissing
    | PrintPaper
    | PrintSheets
    | ClearExit
    | Rate
    | CountQuestion
    | Settle
    | Note
    | Forget
)
