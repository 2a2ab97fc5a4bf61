"""What a citizen can answer on a screen; the step that asked checks it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from kiosk.domain.keying import Line

__all__ = [
    "Agree",
    "Answer",
    "Appeal",
    "Commit",
    "Decline",
    "Defer",
    "Escalate",
    "Fill",
    "Go",
    "Pick",
    "Point",
    "Press",
    "Print",
    "ReadAnswer",
    "Reply",
    "Retake",
    "Scan",
    "Signed",
    "Take",
    "Use",
]


@dataclass(frozen=True, slots=True)
class Go:
    """On to the next step (the primary of guide, materials and review)."""


@dataclass(frozen=True, slots=True)
class Take:
    """Take the picture now, by hand."""


@dataclass(frozen=True, slots=True)
class Use:
    """The picture is good."""


@dataclass(frozen=True, slots=True)
class Retake:
    """Take the picture again."""


@dataclass(frozen=True, slots=True)
class Defer:
    """This paper follows later, where the item allows it."""


@dataclass(frozen=True, slots=True)
class Agree:
    """I have read it and promise."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What was said to an item's questions: (question id, True or False, None for 不清楚), each question once."""

    said: tuple[tuple[str, bool | None], ...]


@dataclass(frozen=True, slots=True)
class Commit:
    """告知承诺 given: the places of the terms that were ticked, and how long they were on the glass, in ms."""

    ticked: tuple[int, ...]
    dwell_ms: int


@dataclass(frozen=True, slots=True)
class Decline:
    """No promise in a paper's place: the ordinary way."""


@dataclass(frozen=True, slots=True, repr=False)
class Signed:
    """A signature: strokes of (x, y, ms) in pad pixels, and the picture the glass drew of them."""

    strokes: tuple[tuple[tuple[float, float, int], ...], ...]
    png: bytes


@dataclass(frozen=True, slots=True)
class Pick:
    """This one of what was offered, by its id."""

    id: str


@dataclass(frozen=True, slots=True, repr=False)
class Fill:
    """What was filled in: (field, value)."""

    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Appeal:
    """仍要提交，由人工处理: a rule says no, and a person shall look at it all the same."""


@dataclass(frozen=True, slots=True)
class Escalate:
    """办不成的事: this got stuck here; take it down with what stopped it. `ask`: a question (咨询)."""

    kind: Literal["stuck", "ask"] = "stuck"


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """The answer to this frequent question was opened; the step goes on as it was."""

    question_id: str


@dataclass(frozen=True, slots=True)
class Print:
    """Print what this step offers."""


@dataclass(frozen=True, slots=True, repr=False)
class Press:
    """A key of the keypad: a digit, a capital letter, or kiosk.domain.keying.ERASE."""

    key: str


@dataclass(frozen=True, slots=True)
class Point:
    """This line of the document is to be typed now."""

    line: Line


@dataclass(frozen=True, slots=True, repr=False)
class Scan:
    """A code was laid under the camera: what it says, whoever wrote it."""

    text: str


Answer = (
    Go
    | Take
    | Use
    | Retake
    | Defer
    | Agree
    | Reply
    | Commit
    | Decline
    | Signed
    | Press
    | Point
    | Scan
    | Pick
    | Fill
    | Print
    | Appeal
    | Escalate
    | ReadAnswer
)
