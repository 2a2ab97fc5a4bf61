"""怎么告诉您 (F59): by telephone, message or a spoken call, or not at all; asked only of whoever left a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Go, Pick
from kiosk.domain.plain_asks import Act, PickAsk, PickRow
from kiosk.domain.words import say
from kiosk.journeys.protocol import NotAccepted

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]

FIELD: Final = "notice"
PHONE: Final = "phone"
ELDER: Final = 60
CALL: Final = PickRow("call", say("打电话"), (say("有人打给您，接了就行"),), icon="phone-call")
OTHERS: Final = (
    PickRow("sms", say("发短信"), (say("受理、要补材料、办好，各发一条"),), icon="chat-circle-text"),
    PickRow("voice", say("语音电话"), (say("机器打给您，念给您听"),), icon="headset"),
    PickRow("none", say("不用告诉我"), (say("凭回执自己查，一样能办"),), icon="file-text"),
)


class NoticeWay:
    """Nobody needs a telephone: without one nothing is asked, and the receipt is how to look it up."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Whether a number was left."""
        return bool(run.form.get(PHONE))

    def ask(self, run: Run, when: Moment) -> PickAsk:
        """Return the ways; an elder's is the call, if nothing else is said."""
        said, elder = run.form.get(FIELD), _elder(run, when)
        tag = {said: say("已选")} if said else {CALL.id: say("默认")} if elder else {}
        rows = tuple(
            PickRow(row.id, row.title, row.lines, tag.get(row.id, ""), "ok", row.icon) for row in (CALL, *OTHERS)
        )
        acts = (Act("go", say("就打电话")),) if elder and not said else ()
        return PickAsk(say("办得怎么样，怎么告诉您？"), say("电话只用来说这件事。"), rows, acts=acts)

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take Pick of a way; Go is the call, where that is what is meant."""
        if isinstance(answer, Pick) and answer.id in {CALL.id, *(row.id for row in OTHERS)}:
            return run.fill(**{FIELD: answer.id})
        if isinstance(answer, Go) and self.ask(run, when).acts:
            return run.fill(**{FIELD: CALL.id})
        raise NotAccepted("answer-out-of-turn")


def _elder(run: Run, when: Moment) -> bool:
    return not run.identity.nameless and run.identity.age_on(when.today) >= ELDER


STEP: Final = NoticeWay()
