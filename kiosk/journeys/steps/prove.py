"""核对本人 (F18): what stands between a card, which anybody can lay down, and what only its holder may see."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Go, Pick, Press
from kiosk.domain.identity_level import suffices
from kiosk.domain.keying import ERASE
from kiosk.domain.plain_asks import PickAsk
from kiosk.journeys import proving
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.proving import CODE, DIGITS, MATCH, SECRET, WAY, WAYS, WINDOW

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.form_entries import FormAsk
    from kiosk.domain.inquiry import Inquiry, Printout
    from kiosk.domain.plain_asks import TellAsk
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]


class Prove:
    """Wanted while the person is known less surely than the item asks; nothing leads past it."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Whether the item asks for more than is known."""
        return not suffices(run.item, run.identity)

    def inquiry(self, run: Run, when: Moment) -> Inquiry | None:
        """Ask the centre to compare what was typed."""
        del when
        found = run.found.get(MATCH)
        return found.inquiry if found and found.state == "asking" else None

    def ask(self, run: Run, when: Moment) -> PickAsk | FormAsk | TellAsk:
        """Offer the ways, or go one of them."""
        found, way = run.found.get(MATCH), run.form.get(WAY, "")
        if found is not None:
            return proving.told(run, found)
        if way == SECRET:
            return proving.keypad(run)
        return proving.elsewhere(run) if way == WINDOW else proving.offered(run, when.verifier)

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take a way, a key, six digits, or Go from a proof that succeeded."""
        ask = self.ask(run, when)
        found, way = run.found.get(MATCH), run.form.get(WAY, "")
        match answer:
            case Pick(chosen) if chosen in _offered(ask):
                return _forgotten(run).fill(**{WAY: "" if chosen == WAYS else chosen})
            case Press(key) if found is None and way == SECRET:
                return replace(run, typing=_typed(run.typing or "", key))
            case Go() if found is None and way == SECRET and len(run.typing or "") == DIGITS:
                return proving.put(run, run.typing or "")
            case Go() if found is not None and found.document.get("matched"):
                return proving.matched(run, "secret")
            case _:
                raise NotAccepted("answer-out-of-turn")

    def stays(self, run: Run) -> bool:
        """Whether the proof is not there yet; the telephone has a step of its own."""
        return self.wanted(run) and run.form.get(WAY) != CODE

    def printout(self, run: Run, when: Moment) -> Printout | None:
        """Return the way to the window."""
        del when
        return proving.slip(run) if run.form.get(WAY) == WINDOW and MATCH not in run.found else None


def _offered(ask: PickAsk | FormAsk | TellAsk) -> set[str]:
    rows = {row.id for row in ask.rows} if isinstance(ask, PickAsk) else set()
    return rows | {act.id for act in ask.acts if act.does == "pick"}


def _typed(before: str, key: str) -> str:
    if key == ERASE:
        return before[:-1]
    if len(key) != 1 or not (key.isascii() and key.isdecimal()):
        raise NotAccepted("answer-out-of-turn")
    return before + key if len(before) < DIGITS else before


def _forgotten(run: Run) -> Run:
    """Return the run without what was typed and compared."""
    return replace(run, typing=None, found={kind: one for kind, one in run.found.items() if kind != MATCH})


STEP: Final = Prove()
