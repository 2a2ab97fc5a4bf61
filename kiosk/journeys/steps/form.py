"""在屏幕上填 (F27): one thing of an application at a time, by choice, so that nobody types Chinese.

The option `ask` names what is asked; it is the field of the run's form as well.
"""

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

FIELDS: Final = {
    "payout": PickAsk(
        say("津贴发到哪里？"),
        say("只能发到老人本人的账户。"),
        (
            PickRow(
                "social-card", say("发到本人社保卡"), (say("社保卡的金融账户要先激活"),), icon="identification-card"
            ),
            PickRow("window", say("发到本人银行卡"), (say("受理后带银行卡到窗口登记卡号"),), icon="bank"),
        ),
    ),
    "purpose": PickAsk(
        say("证明用在哪里？"),
        say("用途会写进申请表。"),
        (
            PickRow("work", say("入职、任职"), icon="files"),
            PickRow("driver", say("网约车等从业资格"), icon="identification-card"),
            PickRow("school", say("升学、政审"), icon="certificate"),
            PickRow("abroad", say("出国（境）"), (say("先问清要不要公证"),), icon="buildings"),
        ),
    ),
    "organisation": PickAsk(
        say("您是个人经营还是家庭经营？"),
        say("经营者就是刷卡的本人，姓名和证件号来自卡，不用填。不起字号也可以登记。"),
        (
            PickRow("person", say("个人经营"), (say("以个人财产承担债务"),), icon="identification-card"),
            PickRow("family", say("家庭经营"), (say("以家庭财产承担债务，参加的家人由窗口登记"),), icon="house"),
        ),
    ),
    "scope": PickAsk(
        say("主要做什么生意？"),
        say("用规范的说法登记，选一种主要的。"),
        (
            PickRow("retail", say("食品销售（仅销售预包装食品）"), icon="storefront"),
            PickRow("goods", say("日用百货销售"), icon="storefront"),
            PickRow("meals", say("餐饮服务"), (say("开业前还要办食品经营许可"),), icon="storefront"),
            PickRow("hair", say("理发服务"), icon="storefront"),
            PickRow("repair", say("日用产品修理"), icon="storefront"),
        ),
    ),
}


class Form:
    """One field, never filled in beforehand; what was chosen before is marked."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Tell that it is always wanted."""
        del run
        return True

    def ask(self, run: Run, when: Moment) -> PickAsk:
        """Offer the choices of this field."""
        del when
        field = run.step.options["ask"]
        said, asked = run.form.get(field), FIELDS[field]
        return replace(asked, rows=tuple(replace(r, tag=say("已选")) if r.id == said else r for r in asked.rows))

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take one of them. A signature given under another choice falls."""
        if not isinstance(answer, Pick) or answer.id not in {row.id for row in self.ask(run, when).rows}:
            raise NotAccepted("answer-out-of-turn")
        field = run.step.options["ask"]
        if run.form.get(field) != answer.id:
            run = replace(run, signature=None)
        return run.fill(**{field: answer.id})


STEP: Final = Form()
