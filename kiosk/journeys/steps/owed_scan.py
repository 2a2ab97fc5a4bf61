"""补交: without a line, at a terminal that does not know the case: its receipt says which case it is (C8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Scan
from kiosk.domain.plain_asks import Act, TellAsk
from kiosk.domain.words import say
from kiosk.journeys.by_receipt import case_of, is_proof
from kiosk.journeys.progressing import cached
from kiosk.journeys.protocol import NotAccepted

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]

UNNAMED: Final = "M-SUPPLEMENT"
OWED: Final = "回执上欠的材料"


class OwedScan:
    """Who signed the code, and whose case it is, the centre finds out when what was handed in arrives."""

    camera = True
    scans = True

    def wanted(self, run: Run) -> bool:
        """Whether the person chose to go by the receipt, and the centre cannot be asked."""
        return cached(run) and run.form.get("by_receipt") == "yes"

    def ask(self, run: Run, when: Moment) -> TellAsk:
        """Return where the receipt goes, and what to do without one."""
        del run, when
        return TellAsk(
            title=say("把回执放到摄像头下"),
            lead=say("没联网也能补：回执上的二维码说得清是哪一件。"),
            facts=(
                (say("二维码"), say("朝上放平，自动识别")),
                (say("现在时间"), say("就按现在算，联网后送到")),
                (say("没带回执"), say("到原来那台机器，或 1 楼 A01 窗口")),
                (say("电话"), say("12345，报收件号")),
            ),
            acts=(Act("escalate", say("办不成的事")),),
        )

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take the Scan of a receipt. Raises NotAccepted code-strange for another code."""
        del when
        if not isinstance(answer, Scan):
            raise NotAccepted("answer-out-of-turn")
        if not is_proof(answer.text):
            raise NotAccepted("code-strange")
        return run.fill(proof=answer.text, for_case=case_of(answer.text), paper=UNNAMED, paper_name=OWED)


STEP: Final = OwedScan()
