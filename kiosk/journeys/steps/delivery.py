"""怎么取 (F36, F57): at the window, or by EMS to the address on the card; nothing is typed before.

The option `unasked` names the way that is meant unless the review's 改 leads here: only the one that costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Pick
from kiosk.domain.plain_asks import PickAsk, PickRow
from kiosk.domain.rules.eligibility import DELIVERY
from kiosk.domain.words import say
from kiosk.journeys.delivering import can_be_posted, meant, way_of
from kiosk.journeys.protocol import NotAccepted

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]

SHOWN: Final = 8  # characters of the address: enough to know it again, too few to be found by it


class Delivery:
    """Asks only where the item may be posted and the card says where to; without an address it is the window."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Whether there is a choice that must be made now."""
        return can_be_posted(run) and not meant(run)

    def ask(self, run: Run, when: Moment) -> PickAsk:
        """Return both ways, each with what it costs and what it takes."""
        del when
        said, channels = way_of(run), run.item.channels
        tag = {name: say("已选") if said == name else "" for name in ("window", "ems")}
        start = f"{run.identity.address[:SHOWN]}…"
        rows = (
            PickRow(
                "window",
                say("到窗口自取（不花钱）"),
                (say("{window}，带身份证", window=channels.window), channels.window_hours) if channels else (),
                tag["window"],
                icon="bank",
            ),
            PickRow(
                "ems",
                say("邮寄到家（EMS）"),
                (say("寄到证件上的地址：{start}", start=start), say("邮费到付，签收才算送达")),
                tag["ems"],
                icon="package",
            ),
        )
        return PickAsk(say("办好了怎么给您？"), say("两种都行，选一种。"), rows)

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take Pick of a way."""
        if not isinstance(answer, Pick) or answer.id not in {row.id for row in self.ask(run, when).rows}:
            raise NotAccepted("answer-out-of-turn")
        return run.fill(**{DELIVERY: answer.id})


STEP: Final = Delivery()
