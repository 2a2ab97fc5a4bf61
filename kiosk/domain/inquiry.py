"""What a step wants of the centre while the citizen waits, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Found", "Inquiry", "Printout"]


@dataclass(frozen=True, slots=True, repr=False)
class Inquiry:
    """A question or an order: `kind` is a file in kiosk/gateway/sandbox/services/, `what` its words.

    `id` (UUID) makes it safe to repeat: asked again under the same id, the centre does nothing twice. `keep`: it is
    written down durably before it is put, and found again with its person's card until its end was seen. `quiet`: it
    serves the person's convenience alone, and is not spoken of when it fails.
    """

    kind: str
    id: str
    what: Mapping[str, str] = field(default_factory=dict)
    keep: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    """How one inquiry stands: `document` is the centre's answer when known; `code` says why it is not (a fault)."""

    inquiry: Inquiry
    state: Literal["asking", "known", "failed"] = "asking"
    document: Mapping[str, Any] = field(default_factory=dict)
    code: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Printout:
    """A paper that a step offers: `paper` is a file in config/papers/, `fields` what its placeholders say.

    `lines` are label and value, `rows` fill the table of four columns, `steps` say what to do next. `medium`: the
    receipt roll, or an A4 sheet. Papers with the same `key` are copies of one, and marked 补打; "" is one by itself.
    """

    paper: str
    fields: Mapping[str, str]
    lines: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    steps: tuple[str, ...] = ()
    medium: Literal["roll", "sheet"] = "roll"
    key: str = ""
