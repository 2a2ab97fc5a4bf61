"""What a step asks of the citizen: pure data that the glass turns into one screen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from kiosk.domain.form_entries import Entry, FormAsk
from kiosk.domain.paying import PayAsk
from kiosk.domain.plain_asks import PickAsk, TellAsk
from kiosk.domain.results import ResultAsk
from kiosk.domain.rules.truth import Truth

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from config.item_parts import Commitment, Question
    from config.schema import Material, ServiceItem
    from kiosk.domain.paper_doubt import Doubt
    from kiosk.domain.rules.eligibility import Judgement
    from kiosk.domain.words import Words

__all__ = [
    "AGREE",
    "CHANGE",
    "DECLINE",
    "Ask",
    "CaptureAsk",
    "CommitAsk",
    "FormAsk",
    "Gate",
    "GuideAsk",
    "MaterialRow",
    "MaterialsAsk",
    "PayAsk",
    "PickAsk",
    "PromiseAsk",
    "QuestionsAsk",
    "RateAsk",
    "ResultAsk",
    "ReviewAsk",
    "SignAsk",
    "TellAsk",
    "Viewfinder",
]

CHANGE: Final = "change:"
AGREE: Final = "agree-to-reuse"
DECLINE: Final = "decline-reuse"
Standing = Literal["on_file", "to_capture", "captured", "deferrable", "promised", "window", "office"]


@dataclass(frozen=True, slots=True)
class GuideAsk:
    """一页看懂, with what the item's conditions say of this person; the way round is on the page.

    `opens` is when the office's system can be reached again, None while it can be now. `one_tap` (一键办理): every rule
    is decided and every paper held, so nothing is left but to sign and submit.
    """

    item: ServiceItem
    judgement: Judgement
    opens: dt.datetime | None = None
    one_tap: bool = False

    @property
    def eligible(self) -> bool:
        """Whether nothing surely says no: what is open is decided by a person, not here."""
        return self.judgement.truth is not Truth.NO

    @property
    def closed(self) -> bool:
        """Whether the item waits for its office's hours: one that needs the office's own system at once."""
        return self.opens is not None and self.item.offline_policy == "blocked"


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """One material and how it stands; `source`, `as_of`, `trust` (A, B) name who holds it, since when, how surely."""

    material: Material
    standing: Standing
    source: str = ""
    as_of: dt.date | None = None
    trust: str = ""


@dataclass(frozen=True, slots=True)
class MaterialsAsk:
    """备齐材料: everything at once (一次性告知). `promise_due` is None where no calendar covers it."""

    item: ServiceItem
    rows: tuple[MaterialRow, ...]
    cancelled: tuple[str, ...]
    consulted: bool
    promise_due: dt.date | None

    @property
    def missing(self) -> tuple[Material, ...]:
        """The materials still to be photographed."""
        return tuple(row.material for row in self.rows if row.standing == "to_capture")


@dataclass(frozen=True, slots=True)
class Gate:
    """One condition for taking the picture: `name` is complete, sharp, glare, steady."""

    name: str
    ok: bool


@dataclass(frozen=True, slots=True)
class Viewfinder:
    """What the camera sees: corners as fractions of the picture (clockwise from top left), gates, countdown 0…1."""

    corners: tuple[tuple[float, float], ...] = ()
    gates: tuple[Gate, ...] = ()
    countdown: float = 0.0


@dataclass(frozen=True, slots=True)
class CaptureAsk:
    """Photograph one paper. `taken` True shows the picture for a yes or a retake; `retakes` were thrown away.

    `doubt` is why the picture, taken or just thrown away, is clearly not of this paper; `several` tells of more things
    on the mat.
    """

    material: Material
    viewfinder: Viewfinder = field(default_factory=Viewfinder)
    taken: bool = False
    fault: str = ""
    deferrable: bool = False
    retakes: int = 0
    doubt: Doubt = ""
    several: bool = False


@dataclass(frozen=True, slots=True)
class PromiseAsk:
    """后补承诺: what, how, by when, what if late."""

    materials: tuple[Material, ...]
    days: int
    due: dt.date | None


@dataclass(frozen=True, slots=True)
class SignAsk:
    """签名: `papers` are the titles of what is signed."""

    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewAsk:
    """核对提交; `delivery` is window or ems, chosen or meant, `notice` the way to be told, "" where there is none.

    `fields` are the application, `answered` the item's questions with what was said, None for 不清楚; `changeable` is
    what Pick(CHANGE + name) leads back to: fields, questions, delivery, notice. `reused` are the licences to whose use
    handing in agrees, `agreement` its words; Pick(DECLINE) takes it back, and then, `declined`, Pick(AGREE) gives it
    again.
    """

    rows: tuple[MaterialRow, ...]
    promise_due: dt.date | None
    promised: tuple[Material, ...]
    signed: bool
    committed: tuple[Commitment, ...] = ()
    delivery: str = ""
    notice: str = ""
    fields: tuple[Entry, ...] = ()
    answered: tuple[tuple[Question, bool | None], ...] = ()
    changeable: frozenset[str] = frozenset()
    reused: tuple[str, ...] = ()
    agreement: Words = ""
    declined: bool = False


@dataclass(frozen=True, slots=True)
class RateAsk:
    """五级评价 of one case: the matter, its number ("" before 受理), the counter; `level` 0 is none chosen."""

    title: str
    number: str
    counter: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class QuestionsAsk:
    """情形问答: the item's questions; `answers` and `unsure` are what this person said before, nothing at first."""

    questions: tuple[Question, ...]
    answers: Mapping[str, bool]
    unsure: frozenset[str]


@dataclass(frozen=True, slots=True)
class CommitAsk:
    """告知承诺: what is promised in place of which papers; never ticked beforehand."""

    commitment: Commitment
    materials: tuple[Material, ...]


Ask = (
    GuideAsk
    | QuestionsAsk
    | MaterialsAsk
    | CommitAsk
    | CaptureAsk
    | PromiseAsk
    | SignAsk
    | ReviewAsk
    | PayAsk
    | RateAsk
    | PickAsk
    | FormAsk
    | TellAsk
    | ResultAsk
)
