"""Photograph one paper, the one that the step's option `material` names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Defer, Use
from kiosk.domain.asks import CaptureAsk
from kiosk.journeys.pictures import drop, picture_of
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.standing import asked, at_hand

if TYPE_CHECKING:
    from config.schema import Material
    from kiosk.domain.answers import Answer
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]


class Capture:
    """Asks for the picture of one paper. Take and Retake are the attendant's; here a picture is used or put off."""

    camera = True

    def wanted(self, run: Run) -> bool:
        """Whether the paper is asked of this person, and neither was its card read nor does an office hold it."""
        material = _material(run)
        return material in asked(run) and not at_hand(run, material)

    def ask(self, run: Run, when: Moment) -> CaptureAsk:
        """Return the paper, and whether a picture of it waits for a yes."""
        del when
        material = _material(run)
        picture = picture_of(run, material.material_code)
        return CaptureAsk(
            _called(run, material),
            taken=picture is not None,
            deferrable=_deferrable(run, material),
            retakes=run.retakes,
            doubt=picture.doubt if picture else run.doubted,
            several=picture is not None and "several" in picture.look.marks,
        )

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take Use when the run holds the picture, Defer where the item lets the paper follow."""
        del when
        material = _material(run)
        match answer:
            case Use():
                if picture_of(run, material.material_code) is None:
                    raise NotAccepted("picture-missing")
                return run
            case Defer():
                if not _deferrable(run, material):
                    raise NotAccepted("not-deferrable")
                return drop(run, material.material_code)
            case _:
                raise NotAccepted("answer-out-of-turn")


def _material(run: Run) -> Material:
    return run.item.material(run.step.options["material"])


def _called(run: Run, material: Material) -> Material:
    """Return the paper under the name that the run's field of option `named_by` gives it."""
    name = run.form.get(run.step.options.get("named_by", ""), "")
    return replace(material, material_name=name, short_name=name, short_name_en=name, note="") if name else material


def _deferrable(run: Run, material: Material) -> bool:
    return material.material_code in run.item.deferral.deferrable


STEP: Final = Capture()
