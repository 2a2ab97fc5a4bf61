"""签名: one signature under the application and what is promised with it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import dist
from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Signed
from kiosk.domain.asks import SignAsk
from kiosk.domain.case import Signature
from kiosk.journeys.protocol import NotAccepted

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]

LEAST_INK_PX: Final = 60.0  # 15 mm on the glass: a cross or a circle is a signature, a slip of the hand is not


class Sign:
    """Asks for a signature; the step's option `form` titles the application."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Tell that it is always wanted."""
        del run
        return True

    def ask(self, run: Run, when: Moment) -> SignAsk:
        """Return the titles of what is signed."""
        del when
        form = run.step.options.get("form", f"{run.item.short_name}申请表")
        papers = [form, *(run.item.commitment(one.id).title for one in run.commitments)]
        if run.promise is not None:
            names = "、".join(run.item.material(code).short_name for code in run.promise.material_codes)
            papers.append(f"{names}后补承诺书")
        return SignAsk(tuple(papers))

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take a signature of some length."""
        if not isinstance(answer, Signed):
            raise NotAccepted("answer-out-of-turn")
        if _ink(answer) < LEAST_INK_PX:
            raise NotAccepted("signature-empty")
        return replace(run, signature=Signature(answer.strokes, answer.png, when.now))


def _ink(signed: Signed) -> float:
    """Return the length of all strokes in pad pixels."""
    return sum(dist(a[:2], b[:2]) for stroke in signed.strokes for a, b in pairwise(stroke))


STEP: Final = Sign()
