"""帮办员 (F20): who may stand beside a citizen, and what a helped visit asks of the citizen alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.plain_asks import Act, TellAsk
from kiosk.domain.words import say
from kiosk.journeys.identity import IdentityRefused
from kiosk.privacy import mask_name

if TYPE_CHECKING:
    from config.schema import ServiceItem
    from drivers.types import CardReading
    from kiosk.domain.run import Run

__all__ = ["AGREED", "NOT_YET", "confirm", "for_the_citizen_alone", "helper_of", "short"]

AGREED: Final = "i-agree"
NOT_YET: Final = "not-yet"
SHOWN: Final = 6  # characters of a helper's number: enough to name them to 12345


def helper_of(reading: CardReading) -> str:
    """Return the number of the helper whose card this is, "" for every other card; never a name.

    Raises IdentityRefused: the card's own flaw, for a helper whom no authority vouches for.
    """
    if reading.kind != "helper":
        return ""
    if reading.flaw:
        raise IdentityRefused(reading.flaw)
    return reading.number


def for_the_citizen_alone(item: ServiceItem) -> bool:
    """Whether a helper must not be there: a rating is the citizen's own (帮办员看不到评价)."""
    return any(step.kind == "rate" for step in item.steps)


def short(staff: str) -> str:
    """Return a helper's number as people read it out."""
    return staff[-SHOWN:].upper()


def confirm(run: Run) -> TellAsk:
    """Ask the citizen whether this is what they want; the helper cannot answer for them (帮办不代签)."""
    facts = (
        (say("办什么"), run.item.task_name),
        (say("谁的事"), mask_name(run.identity.name)),
        (say("谁在帮忙"), say("帮办员 {no}", no=short(run.identity.helper))),
        (say("请看"), say("交上去以前，只有您点头才算")),
    )
    return TellAsk(
        say("请本人来点，帮办员请让一让"),
        say("证件请放着别拿。不想交，现在就可以说不。"),
        facts,
        acts=(Act("pick", say("先不交"), id=NOT_YET), Act("pick", say("我是本人，同意提交"), id=AGREED)),
        tint="warn",
    )
