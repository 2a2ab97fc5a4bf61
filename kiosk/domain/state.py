"""What the terminal is doing: one frozen tagged union, held by the attendant alone and drawn by the glass."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from kiosk.domain.company_states import Acting, Confirming, Helping, ShowingCode
from kiosk.domain.draft import Resuming
from kiosk.domain.keying import TypedKey

if TYPE_CHECKING:
    from kiosk.domain.asks import Ask
    from kiosk.domain.case import Filed
    from kiosk.domain.person import Identity
    from kiosk.domain.run import Run

__all__ = [
    "Acting",
    "AwaitingCard",
    "CardLeft",
    "CardTrouble",
    "Choosing",
    "Confirming",
    "Delivering",
    "Farewell",
    "Filing",
    "Health",
    "Helping",
    "IdleWarning",
    "Informing",
    "KeyingDocument",
    "OfferingReceipt",
    "OutOfService",
    "Parting",
    "Rating",
    "ReadingCard",
    "Resuming",
    "Serving",
    "ShowingCode",
    "State",
    "TakingCard",
    "Welcoming",
]


Parting = Literal["left", "paying", "paid", "done"]
"""How a visit ends that filed nothing: see Farewell."""


@dataclass(frozen=True, slots=True)
class Health:
    """What is known of the devices, shown before anybody begins. Codes are keys of config/faults.toml, "" is well.

    `receipts_left` is None where nobody knows; `paper_waits` tells of a paper at the exit that nobody took yet;
    `intake` says why no new case is taken now.
    """

    reader: str = ""
    printer: str = ""
    printer_low: bool = False
    receipts_left: int | None = None
    paper_waits: bool = False
    online: bool | None = None
    intake: str = ""


@dataclass(frozen=True, slots=True)
class OutOfService:
    """The terminal cannot serve; `code` says why."""

    code: str


@dataclass(frozen=True, slots=True)
class Welcoming:
    """Nobody is here."""


@dataclass(frozen=True, slots=True)
class Choosing:
    """Home. `identity` is known when a card lies on the reader.

    `category` "" shows home, "all" the whole list, "search" what is looked for: the letters `typed`, and the ids of the
    items `found` by them, the nearest first. "places" shows the map, "places/…" those that serve this item: `place` is
    the one whose way is shown, `listing` tells of its printed way as Serving's does.
    """

    identity: Identity | None = None
    category: str = ""
    typed: str = ""
    found: tuple[str, ...] = ()
    place: str = ""
    listing: str = ""


@dataclass(frozen=True, slots=True)
class Informing:
    """The guide of an item that this terminal explains but does not take in yet: its two pages, and where to go."""

    item_id: str
    page: Literal["guide", "materials"] = "guide"
    identity: Identity | None = None


@dataclass(frozen=True, slots=True)
class AwaitingCard:
    """A service is chosen; the card is to be laid down."""

    item_id: str


@dataclass(frozen=True, slots=True)
class ReadingCard:
    """A card is being read: `progress` 0…1; phases found, reading, checking (the `identity` is then known).

    `hint` is what the person can do to help, "" for nothing; `typed` is the key of a travel document.
    """

    progress: float = 0.0
    phase: Literal["found", "reading", "checking"] = "found"
    item_id: str = ""
    identity: Identity | None = None
    hint: Literal["", "hold-still", "wrong-way"] = ""
    typed: TypedKey | None = None


@dataclass(frozen=True, slots=True)
class KeyingDocument:
    """A travel document's printed lines are being typed; `away` while it is in the person's hand.

    `fault` says why the chip did not open ("" at first).
    """

    item_id: str = ""
    typed: TypedKey = field(default_factory=TypedKey)
    fault: str = ""
    away: bool = False


@dataclass(frozen=True, slots=True)
class CardTrouble:
    """The card could not be read, or may not be used here; `code` says why.

    `typed` is kept for another try with the same card, and dropped when that is taken away.
    """

    code: str
    item_id: str = ""
    typed: TypedKey | None = None


@dataclass(frozen=True, slots=True)
class OfferingReceipt:
    """This person's case was filed before and its receipt did not reach the hand, or may be wanted again."""

    identity: Identity
    filed: Filed
    item_id: str = ""


@dataclass(frozen=True, slots=True)
class Serving:
    """A step of a journey. `fault` is what stands in the way of this step, if anything.

    `listing` tells of the list of what is missing: "" not wanted, printing, done, or a fault code.
    """

    run: Run
    ask: Ask
    fault: str = ""
    listing: str = ""


@dataclass(frozen=True, slots=True)
class Filing:
    """The case is being written (saving), then offered to the centre (delivering)."""

    run: Run
    phase: Literal["saving", "delivering"] = "saving"
    filed: Filed | None = None


@dataclass(frozen=True, slots=True)
class Delivering:
    """The case is filed; its receipt is on the way.

    phase: printing (progress 0…1), done, held (nothing printed: `code`), unknown (no proof: `code`), retracted (the
    printer took the paper back: `code`), sheets (the A4 papers are coming; `code` while they wait for hands).
    `identity` keeps the visit bound to its card. `sheets`: "" not asked for, done, or the fault code of what stopped
    them.
    """

    identity: Identity
    filed: Filed
    phase: Literal["printing", "done", "held", "unknown", "retracted", "sheets"]
    progress: float = 0.0
    code: str = ""
    copy: int = 1
    sheets: str = ""


@dataclass(frozen=True, slots=True)
class TakingCard:
    """Everything is done but the card; `left_s` until a person is called. `how` is said when it is gone."""

    left_s: int
    case_id: str = ""
    how: Parting = "left"


@dataclass(frozen=True, slots=True)
class Rating:
    """好差评, after everything personal is gone; `case_id` "" rates nothing. `level` 0 is none chosen."""

    case_id: str
    left_s: int = 20
    level: int = 0


@dataclass(frozen=True, slots=True)
class Farewell:
    """Calm end without anything personal.

    how: done, withdrawn (card pulled, nothing was filed), printing (card pulled, the paper is still coming),
    kept (card pulled after filing; the receipt waits for the same card), left (visit ended unfinished), paying (an
    order was made: how it ends is found with the same card), paid (its end was on the glass).
    """

    how: Literal["done", "withdrawn", "printing", "kept", "left", "paying", "paid"]
    rated: bool = False


@dataclass(frozen=True, slots=True)
class CardLeft:
    """A card was forgotten: no new visit begins until it is gone. `calls` counts how often it was called for."""

    calls: int = 1


@dataclass(frozen=True, slots=True)
class IdleWarning:
    """Nobody has touched for a while; `under` comes back on 继续, and is not drawn in the clear."""

    under: (
        Serving
        | Choosing
        | Informing
        | OfferingReceipt
        | Delivering
        | AwaitingCard
        | CardTrouble
        | KeyingDocument
        | Confirming
        | Resuming
    )
    left_s: int


State = (
    OutOfService
    | Welcoming
    | Choosing
    | Informing
    | AwaitingCard
    | ShowingCode
    | Helping
    | Acting
    | Confirming
    | Resuming
    | ReadingCard
    | KeyingDocument
    | CardTrouble
    | OfferingReceipt
    | Serving
    | Filing
    | Delivering
    | TakingCard
    | Rating
    | Farewell
    | CardLeft
    | IdleWarning
)
