"""结果: what the office's system says of this person, seen before it is printed. The option `paper` names it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Go, Pick
from kiosk.domain.identity_level import proven, suffices
from kiosk.domain.inquiry import Inquiry
from kiosk.domain.plain_asks import TellAsk
from kiosk.domain.results import ResultAsk, read_result
from kiosk.domain.words import say
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.resulting import DONE, RESULTS, SHEET, SLIP, cut_off, paper_of, refused, unproven

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.inquiry import Printout
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]


class Result:
    """Asks once for each choice; what was issued stays the same paper however often it is printed."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Tell that it is always wanted."""
        del run
        return True

    def inquiry(self, run: Run, when: Moment) -> Inquiry | None:
        """Ask for the paper, for a person who is proven, and known as surely as the item asks."""
        del when
        if not _open(run):
            return None
        words = {"paper": run.step.options["paper"], "variant": run.form.get("variant", "all")}
        found = run.found.get(RESULTS)
        if found is None or found.inquiry.what != words:
            return Inquiry(RESULTS, str(uuid.uuid4()), words)
        return found.inquiry if found.state == "asking" else None

    def ask(self, run: Run, when: Moment) -> TellAsk | ResultAsk:
        """Return the paper; where there is none, why, what to do and where."""
        del when
        if not _open(run):
            return unproven(run)
        found, answer = run.found.get(RESULTS), run.known(RESULTS)
        if found is not None and found.state == "failed":
            return cut_off(run)
        if answer is None:
            return TellAsk(say("正在查"), say("几秒钟就好，请稍等。"), waiting=True)
        if "refused" in answer:
            return refused(run, answer["refused"])
        sheet = run.form.get("medium", "") != "roll"
        lead = say("先看看再打。名字、号码只显示一部分。")
        told = TellAsk(say("查到了"), lead, acts=(SLIP if sheet else SHEET, *DONE[sheet]))
        return ResultAsk(told, read_result(answer), run.identity.name, run.identity.number, sheet)

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take Go from whatever is told, or Pick of the other size of paper."""
        ask = self.ask(run, when)
        if isinstance(ask, ResultAsk) and isinstance(answer, Pick) and answer.id in {SLIP.id, SHEET.id}:
            return run.fill(medium=answer.id)
        if not isinstance(answer, Go) or (isinstance(ask, TellAsk) and ask.waiting):
            raise NotAccepted("answer-out-of-turn")
        return run.fill(medium="")

    def stays(self, run: Run) -> bool:
        """Whether only the size of the paper was chosen."""
        return bool(run.form.get("medium"))

    def printout(self, run: Run, when: Moment) -> Printout | None:
        """Return the certificate on A4 or, where that was chosen, the slip with its code."""
        ask = self.ask(run, when)
        return paper_of(run.found[RESULTS].inquiry.id, ask) if isinstance(ask, ResultAsk) else None


def _open(run: Run) -> bool:
    return proven(run.identity) and suffices(run.item, run.identity) and run.identity.agent is None


STEP: Final = Result()
