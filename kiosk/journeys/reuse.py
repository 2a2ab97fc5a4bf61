"""调用电子证照: the citizen agrees to it for this one matter, may take it back, and every copy says what it is for.

《国务院关于在线政务服务的若干规定》(国令第716号) 第十条, 国办函〔2016〕108号 (trust levels and the sentence on a copy).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain.words import say
from kiosk.journeys.one_tap import ONE_TAP
from kiosk.journeys.standing import asked, settle

if TYPE_CHECKING:
    import datetime as dt

    from kiosk.domain.asks import MaterialRow
    from kiosk.domain.case import Holding
    from kiosk.domain.run import Run
    from kiosk.domain.words import Say

__all__ = ["ONCE", "Consent", "allowed", "consent", "reused", "watermark", "withheld"]

ONCE: Final = say("同意调用，只为办这件事，用一次")
WATERMARKS: Final = {
    "A": "此件由{source}提供，仅供{day}办理“{matter}”使用",
    "B": "此件经与原件核对无误，仅供{day}办理“{matter}”使用",
}


@dataclass(frozen=True, slots=True)
class Consent:
    """What handing in agrees to: these licences, in these words, for this one matter.

    `look` is the number under which the licence store was asked for them.
    """

    purpose: str
    license_types: tuple[str, ...]
    words: Say
    look: str = ""

    def record(self) -> dict[str, Any]:
        """Return what is kept of it: the text that stood on the glass, with its SHA-256 in UTF-8."""
        text = f"{self.words.chinese}：{'、'.join(self.license_types)}"
        digest = hashlib.sha256(text.encode()).hexdigest()
        return {
            "purpose": self.purpose,
            "license_types": list(self.license_types),
            "text": text,
            "text_sha256": digest,
            **({"look": self.look} if self.look else {}),
        }


def reused(run: Run) -> tuple[Holding, ...]:
    """Return the licences that stand in the place of a paper of this run."""
    wanted = (run.licence_for(material) for material in asked(run) if material.capture != "id_reader")
    return tuple(dict.fromkeys(held for held in wanted if held))


def consent(run: Run) -> Consent | None:
    """Return what going on agrees to; None where no licence is reused."""
    names = tuple(held.license_type for held in reused(run))
    return Consent(run.item.task_name, names, ONCE, run.look) if names else None


def withheld(run: Run) -> Run:
    """Return the run of somebody who does not agree: what offices hold is left alone, and they bring their papers.

    What was signed was another application.
    """
    form = {name: value for name, value in run.form.items() if name != ONE_TAP}
    held = (*run.withheld, *run.holdings)
    return settle(replace(run, holdings=(), withheld=held, form=form, signature=None))


def allowed(run: Run) -> Run:
    """Return the run of somebody who agrees again; signed anew."""
    return settle(replace(run, holdings=run.withheld, withheld=(), signature=None))


def watermark(row: MaterialRow, matter: str, day: dt.date) -> str:
    """Return what the copy of this licence says on it: whose it is, for what, and of which day."""
    day_zh = f"{day.year}年{day.month}月{day.day}日"
    return WATERMARKS[row.trust].format(source=row.source, day=day_zh, matter=matter)
