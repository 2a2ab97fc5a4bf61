"""好差评: one of the person's own cases, which is what a rating is about (三对应)."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from config.wording import hostile
from kiosk.domain.answers import Go, Pick
from kiosk.domain.inquiry import Inquiry
from kiosk.domain.plain_asks import Act, PickAsk, PickRow
from kiosk.domain.words import say
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.rating import about, given, said_to

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.domain.answers import Answer
    from kiosk.domain.case import Filed
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]

KIND: Final = "mine"
NONE: Final = say("没有查到您的办件。办完事情再来评，或拨 12345 说。")


class Mine:
    """Asks the centre which cases there are; one that is rated is rated again only after that was put right."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Tell that it is asked until a rating is given."""
        return not given(run)

    def ask(self, run: Run, when: Moment) -> PickAsk:
        """Return the cases: what was put right first, then the newest."""
        del when
        found = run.found.get(KIND)
        rows = tuple(_row(one) for one in _cases(run))
        waiting = found is None or found.state == "asking"
        acts = () if waiting or any(not row.off for row in rows) else (Act("go", say("完成")),)
        return PickAsk(say("给哪件事打分？"), say("只列您本人的办件。"), rows, waiting=waiting, empty=NONE, acts=acts)

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take Pick of a case that is not rated yet, Go where there is none. What was said of another case falls."""
        known = {one["case_id"]: one for one in _cases(run) if _open(one)}
        if isinstance(answer, Go) and self.ask(run, when).acts:
            return replace(run, form={})
        if not isinstance(answer, Pick) or answer.id not in known:
            raise NotAccepted("answer-out-of-turn")
        return replace(run, form=about(known[answer.id]))

    def inquiry(self, run: Run, when: Moment) -> Inquiry | None:
        """Ask for the cases once."""
        del when
        found = run.found.get(KIND)
        if found is None:
            return Inquiry(KIND, str(uuid.uuid4()))
        return found.inquiry if found.state == "asking" else None


def _cases(run: Run) -> list[Mapping[str, Any]]:
    """Return what the centre knows, and what was filed here and may not have reached it; newest first."""
    document = run.known(KIND)
    known = {one["case_id"]: one for one in document["cases"]} if document else {}
    here = {one.case_id: _here(one) for one in run.filed if one.case_id not in known}
    both = (*known.values(), *here.values())
    return sorted(both, key=lambda one: (bool(one.get("again")), dt.datetime.fromisoformat(one["at"])), reverse=True)


def _here(filed: Filed) -> Mapping[str, Any]:
    answer = filed.acknowledgement
    return {
        "case_id": filed.case_id,
        "item_id": filed.item_id,
        "title": filed.task_name,
        "server_no": answer.server_no if answer else "",
        "at": filed.filed.isoformat(),
        "terminal_id": filed.receipt_no.partition("-")[0],
        "rated": False,
    }


def _open(case: Mapping[str, Any]) -> bool:
    return not case["rated"] or bool(case.get("again"))


def _row(case: Mapping[str, Any]) -> PickRow:
    at = dt.datetime.fromisoformat(case["at"])
    lines = (say("提交于 {at}", at=at), say("终端 {id}", id=case["terminal_id"]))
    if case.get("again"):
        reply = str(case.get("reply", ""))
        lines = (said_to("" if hostile(reply) else reply), lines[0])
        return PickRow(case["case_id"], case["title"], lines, say("请再评一次"), "warn", "star")
    tag = say("评过了") if case["rated"] else ""
    return PickRow(case["case_id"], case["title"], lines, tag=tag, tint="muted", icon="star", off=case["rated"])


STEP: Final = Mine()
