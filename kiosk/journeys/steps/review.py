"""核对提交: everything once more, with a way back to each answer; then the case is filed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Go, Pick
from kiosk.domain.asks import AGREE, CHANGE, DECLINE, ReviewAsk
from kiosk.domain.rules.eligibility import DELIVERY
from kiosk.journeys.delivering import can_be_posted, way_of
from kiosk.journeys.filling import entries, filled_in
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.reuse import allowed, consent, withheld
from kiosk.journeys.standing import missing, owed, promise_due, rows, settle

if TYPE_CHECKING:
    from config.item_parts import Question
    from kiosk.domain.answers import Answer
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]

NOTICE: Final = "notice"


class Review:
    """Shows what will be filed; lets nothing through that is not whole."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Tell that it is always wanted."""
        del run
        return True

    def ask(self, run: Run, when: Moment) -> ReviewAsk:
        """Return every paper with its standing, every answer, the promise and whether it is signed."""
        promise, agreed = run.promise, consent(run)
        return ReviewAsk(
            rows=rows(run, when.today),
            promise_due=promise.due if promise else promise_due(run, when),
            promised=tuple(run.item.material(code) for code in promise.material_codes) if promise else (),
            signed=run.signature is not None,
            committed=tuple(run.item.commitment(one.id) for one in run.commitments),
            delivery=way_of(run),
            notice=run.form.get(NOTICE, "") if run.form.get("phone") else "",
            fields=entries(run),
            answered=_answered(run),
            changeable=frozenset(_ways_back(run)),
            reused=agreed.license_types if agreed else (),
            agreement=agreed.words if agreed else "",
            declined=bool(run.withheld),
        )

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take Go when all is there and signed; Pick(CHANGE + name) leads to that answer, AGREE, DECLINE to papers."""
        del when
        if isinstance(answer, Pick) and answer.id in {AGREE, DECLINE}:
            return _reusing(run, allow=answer.id == AGREE)
        if isinstance(answer, Pick):
            place = _ways_back(run).get(answer.id.removeprefix(CHANGE)) if answer.id.startswith(CHANGE) else None
            if place is None:
                raise NotAccepted("answer-out-of-turn")
            return run.at(place)
        if not isinstance(answer, Go):
            raise NotAccepted("answer-out-of-turn")
        promised = bool(run.promise) == bool(owed(run)) and settle(run) is run
        signed = run.signature is not None or all(step.kind != "sign" for step in run.item.steps)
        if missing(run) or not filled_in(run) or not promised or not signed:
            raise NotAccepted("review-incomplete")
        way = way_of(run)
        return run.fill(**{DELIVERY: way}) if way else run

    def stays(self, run: Run) -> bool:
        """Whether it is gone back to an answer: that step has more to ask."""
        return run.step.kind != "review"


def _reusing(run: Run, *, allow: bool) -> Run:
    """Agree, or take it back; either way on from the list of papers, as it is then."""
    first = next((place for place, step in enumerate(run.item.steps) if step.kind == "materials"), 0)
    return (allowed(run) if allow else withheld(run)).at(first)


def _answered(run: Run) -> tuple[tuple[Question, bool | None], ...]:
    said = {**run.answers, **dict.fromkeys(run.unsure)}
    return tuple((question, said[question.id]) for question in run.item.questions if question.id in said)


def _ways_back(run: Run) -> dict[str, int]:
    """Return the step of each answer that is asked of this person: fields by id, 情形问答 and 怎么取 by their kind."""
    asked = {one.field.id for one in entries(run)}
    asked |= {"questions"} if run.item.questions else set()
    asked |= {DELIVERY} if can_be_posted(run) else set()
    asked |= {NOTICE} & run.form.keys()
    places = {}
    for index, step in enumerate(run.item.steps[: run.index]):
        name = step.options.get("ask", "") if step.kind == "form" else step.kind
        if name in asked:
            places[name] = index
    return places


STEP: Final = Review()
