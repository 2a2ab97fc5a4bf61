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

HOME: Final = "home"
PEOPLE: Final = (
    PickRow(HOME, say("自己和家里人"), (say("同一户口的人都会列出来"),), icon="house"),
    PickRow("other", say("替别人缴"), (say("要输入对方的身份证号"),), icon="user-square"),
)
SUPPLIERS: Final = (
    PickRow(HOME, say("我家的水电燃气"), (say("自己和家里人名下的户号都会列出来"),), icon="house"),
    PickRow("water", say("水费"), (say("要输入户号，账单上有"),)),
    PickRow("power", say("电费"), (say("要输入户号，账单上有"),)),
    PickRow("gas", say("燃气费"), (say("要输入户号，账单上有"),)),
    PickRow("cable", say("有线电视费"), (say("要输入户号，账单上有"),)),
)
OFFERS: Final = {
    "person": PickAsk(say("给谁缴费？"), say("先看清是谁，再付款。"), PEOPLE),
    "supplier": PickAsk(say("缴谁家的费？"), say("谁的户号都能缴。"), SUPPLIERS),
}


class Payee:
    """A new choice drops what was typed and picked for the one before."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Whether there is a choice: somebody else's number can be given only where the item asks for it."""
        return any(step.kind == "account" for step in run.item.steps)

    def ask(self, run: Run, when: Moment) -> PickAsk:
        """Offer the choices."""
        del when
        return OFFERS[run.step.options["of"]]

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take one of them."""
        ids = {row.id for row in self.ask(run, when).rows}
        if not isinstance(answer, Pick) or answer.id not in ids:
            raise NotAccepted("answer-out-of-turn")
        if run.form.get("whose") == answer.id:
            return run
        supplier = answer.id if answer.id != HOME and run.step.options["of"] == "supplier" else ""
        return replace(run, form={"whose": answer.id, "supplier": supplier})


STEP: Final = Payee()
