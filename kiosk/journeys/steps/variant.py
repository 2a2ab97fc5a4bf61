"""选一种: which of an office's papers is wanted, or what it is wanted for. The option `of` names the choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Pick
from kiosk.domain.plain_asks import PickAsk, PickRow
from kiosk.domain.words import say
from kiosk.journeys.protocol import NotAccepted

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]

YEARS: Final = PickAsk(
    say("要哪几年的？"),
    say("只列在本区参保的记录。"),
    (
        PickRow("all", say("全部年份"), (say("从参保那年到现在"),), icon="files"),
        PickRow("recent", say("最近 5 年"), (say("用证单位只要近几年时选它"),), icon="clock"),
    ),
)
INSURANCES: Final = PickAsk(
    say("要哪些险种的？"),
    say("打出来的都有查询码，用证单位可以核验。"),
    (
        PickRow("all", say("全部险种"), (say("养老、医疗、失业、工伤、生育"),), icon="files"),
        PickRow("pension", say("只要养老保险"), icon="shield-check"),
        PickRow("medical", say("只要医疗保险"), icon="first-aid-kit"),
    ),
)
PROOFS: Final = PickAsk(
    say("要哪一种证明？"),
    say("在外地买房贷款，要选第二种。"),
    (
        PickRow("deposit", say("缴存证明"), (say("证明缴了多少、缴到哪月"),), icon="piggy-bank"),
        PickRow("elsewhere", say("异地贷款证明"), (say("在外地贷款买房时，交给那里的公积金中心"),), icon="buildings"),
    ),
)
PURPOSES: Final = PickAsk(
    say("查来做什么用？"),
    say("只查本人名下。用途会印在证明上。"),
    (
        PickRow("buy", say("买房，核验购房资格"), icon="buildings"),
        PickRow("rent", say("申请公租房"), icon="house"),
        PickRow("school", say("子女入学"), icon="certificate"),
        PickRow("loan", say("办贷款"), icon="bank"),
        PickRow("own", say("自己看看"), icon="eye"),
    ),
)
OFFERS: Final = {"years": YEARS, "insurances": INSURANCES, "proofs": PROOFS, "purposes": PURPOSES}


class Variant:
    """One choice, never made beforehand."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Tell that it is always wanted."""
        del run
        return True

    def ask(self, run: Run, when: Moment) -> PickAsk:
        """Offer the choices."""
        del when
        return OFFERS[run.step.options["of"]]

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take one of them."""
        if not isinstance(answer, Pick) or answer.id not in {row.id for row in self.ask(run, when).rows}:
            raise NotAccepted("answer-out-of-turn")
        return run.fill(variant=answer.id)


STEP: Final = Variant()
