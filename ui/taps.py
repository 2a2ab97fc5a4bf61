"""What a tap on the glass asks of the desk, one slot a wish: the half of Glass that shows nothing."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, get_args

from PySide6.QtCore import QObject, Slot

from kiosk.domain import answers
from kiosk.domain.keying import ERASE, Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.desk import Desk

__all__ = ["Taps"]

_LINES: tuple[Line, ...] = get_args(Line)
_SAID: dict[str, bool | None] = {"yes": True, "no": False, "unsure": None}


class Taps(QObject):
    """An exception of the desk never reaches Qt, which would swallow it: `failed` takes it."""

    def __init__(self, desk: Desk, failed: Callable[[Exception], None]) -> None:
        super().__init__()
        self._desk, self._failed = desk, failed
        self._reading = time.monotonic_ns()

    @Slot()
    def begin(self) -> None:
        """Leave the attract screen."""
        self._ask(self._desk.begin)

    @Slot(str)
    def browse(self, category: str) -> None:
        """Show home ("") or a list of services."""
        self._ask(self._desk.browse, category)

    @Slot(str)
    def choose(self, item_id: str) -> None:
        """Choose a service item."""
        self._ask(self._desk.choose, item_id)

    @Slot()
    def go(self) -> None:
        """Take the primary way of guide, materials and review."""
        self._ask(self._desk.answer, answers.Go())

    @Slot()
    def take(self) -> None:
        """Take the picture by hand."""
        self._ask(self._desk.answer, answers.Take())

    @Slot()
    def use(self) -> None:
        """Keep the taken picture."""
        self._ask(self._desk.answer, answers.Use())

    @Slot()
    def retake(self) -> None:
        """Take the picture again."""
        self._ask(self._desk.answer, answers.Retake())

    @Slot("QVariantMap")
    def reply(self, said: dict[str, str]) -> None:
        """Answer the item's questions, each with yes, no or unsure."""
        self._ask(self._desk.answer, answers.Reply(tuple((key, _SAID[one]) for key, one in said.items())))

    @Slot()
    def reading(self) -> None:
        """Note that the terms of a commitment are on the glass from now on."""
        self._reading = time.monotonic_ns()

    @Slot("QVariantList")
    def commit(self, ticked: list[float]) -> None:
        """Promise in a paper's place; `ticked` are the places of the terms."""
        dwell_ms = (time.monotonic_ns() - self._reading) // 1_000_000
        self._ask(self._desk.answer, answers.Commit(tuple(sorted(map(int, ticked))), dwell_ms))

    @Slot(str)
    def pick(self, chosen: str) -> None:
        """Choose this one of what is offered."""
        self._ask(self._desk.answer, answers.Pick(chosen))

    @Slot("QVariantMap")
    def fill(self, values: dict[str, str]) -> None:
        """Hand over what was filled in, by field."""
        self._ask(self._desk.answer, answers.Fill(tuple(sorted((name, str(value)) for name, value in values.items()))))

    @Slot()
    def appeal(self) -> None:
        """Hand it in although a rule says no: a person shall look."""
        self._ask(self._desk.answer, answers.Appeal())

    @Slot()
    def escalate(self) -> None:
        """Report that this got stuck here (办不成的事)."""
        self._ask(self._desk.answer, answers.Escalate())

    @Slot(str)
    def read_answer(self, question_id: str) -> None:
        """Open the answer to a frequent question; it lies on the glass already."""
        self._ask(self._desk.answer, answers.ReadAnswer(question_id))

    @Slot()
    def consult(self) -> None:
        """Ask a person about the item in hand (咨询)."""
        self._ask(self._desk.answer, answers.Escalate("ask"))

    @Slot()
    def print(self) -> None:
        """Print what this step offers."""
        self._ask(self._desk.answer, answers.Print())

    @Slot()
    def decline(self) -> None:
        """Promise nothing in the paper's place."""
        self._ask(self._desk.answer, answers.Decline())

    @Slot()
    def agree(self) -> None:
        """Promise."""
        self._ask(self._desk.answer, answers.Agree())

    @Slot(int)
    def level(self, level: int) -> None:
        """Rate, 5 best."""
        self._ask(self._desk.rate, level)

    @Slot()
    def skip(self) -> None:
        """Rate nothing."""
        self._ask(self._desk.rate, 0)

    @Slot()
    def back(self) -> None:
        """Go one step back."""
        self._ask(self._desk.back)

    @Slot()
    def leave(self) -> None:
        """End the visit."""
        self._ask(self._desk.leave)

    @Slot()
    def stay(self) -> None:
        """Go on after the idle warning."""
        self._ask(self._desk.stay)

    @Slot()
    def again(self) -> None:
        """Print the receipt, or try once more what did not work."""
        self._ask(self._desk.again)

    @Slot()
    def list_missing(self) -> None:
        """Print the list of what is missing."""
        self._ask(self._desk.list_missing)

    @Slot()
    def sheets(self) -> None:
        """Print the A4 papers of the case."""
        self._ask(self._desk.sheets)

    @Slot()
    def finish(self) -> None:
        """Give the card back."""
        self._ask(self._desk.finish)

    @Slot()
    def touched(self) -> None:
        """Note that somebody is here."""
        self._ask(self._desk.touched)

    @Slot(str)
    def key(self, key: str) -> None:
        """Type one character of a printed line."""
        self._ask(self._desk.answer, answers.Press(key))

    @Slot()
    def erase(self) -> None:
        """Take the last character back."""
        self._ask(self._desk.answer, answers.Press(ERASE))

    @Slot(str)
    def line(self, name: str) -> None:
        """Type this line of the document: number, birth, expiry or can."""
        for line in _LINES:
            if line == name:
                self._ask(self._desk.answer, answers.Point(line))

    def _ask(self, call: Callable[..., None], *facts: object) -> None:
        try:
            call(*facts)
        except Exception as why:  # noqa: BLE001 - Qt swallows what leaves a slot; here it becomes a fault
            self._failed(why)
