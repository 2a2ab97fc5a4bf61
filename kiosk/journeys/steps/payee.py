"""为谁缴: the household or somebody else by number; or, for utilities, whose supply. The option `of` says which."""

from __future__ import annotations

from dataclasses import replace
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

OTHER: Final = "other"
PEOPLE: Final = PickAsk(
    say("给谁缴费？"),
    say("先看清是谁，再付款。"),
    (
        PickRow("home", say("自己和家里人"), (say("同一户口的人都会列出来"),), icon="house"),
        PickRow(OTHER, say("替别人缴"), (say("要输入对方的身份证号"),), icon="user-square"),
    ),
)
SUPPLIERS: Final = PickAsk(
    say("缴哪一种费？"),
    say("户号在账单上，谁的户号都能缴。"),
    (
        PickRow("water", say("水费"), icon="drop"),
        PickRow("power", say("电费"), icon="lightning"),
        PickRow("gas", say("燃气费"), icon="fire"),
        PickRow("cable", say("有线电视费"), icon="television"),
    ),
)
OFFERS: Final = {"person": PEOPLE, "supplier": SUPPLIERS}


class Payee:
    """A new choice drops what was typed and picked for the one before."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Tell that it is always wanted."""
        del run
        return True

    def ask(self, run: Run, when: Moment) -> PickAsk:
        """Offer the choices; somebody else's number can be given only where the item asks for it."""
        del when
        offer = OFFERS[run.step.options["of"]]
        typed = any(step.kind == "account" for step in run.item.steps)
        return offer if typed else replace(offer, rows=tuple(row for row in offer.rows if row.id != OTHER))

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take one of them."""
        ids = {row.id for row in self.ask(run, when).rows}
        if not isinstance(answer, Pick) or answer.id not in ids:
            raise NotAccepted("answer-out-of-turn")
        if run.form.get("whose") == answer.id:
            return run
        supplier = answer.id if run.step.options["of"] == "supplier" else ""
        return replace(run, form={"whose": answer.id, "supplier": supplier})


STEP: Final = Payee()
