"""凭回执查 (F54): the query code by the keypad, or the receipt's QR code under the camera; no card, no name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Go, Press, Scan
from kiosk.domain.form_entries import FormAsk
from kiosk.domain.keying import ERASE
from kiosk.domain.plain_asks import Act, TellAsk
from kiosk.domain.words import say
from kiosk.journeys.by_receipt import LENGTH, MOST_TRIES, code_typed, is_proof, is_query_code, tries
from kiosk.journeys.protocol import NotAccepted

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]


class ProgressCode:
    """Guessing is not worth it: five codes a visit, and the centre counts those of a terminal."""

    camera = True
    scans = True

    def wanted(self, run: Run) -> bool:
        """Whether nobody's card says whose cases are meant."""
        return run.identity.nameless

    def ask(self, run: Run, when: Moment) -> FormAsk | TellAsk:
        """Return the keypad; after too many tries, the ways that are left."""
        del when
        if tries(run) >= MOST_TRIES:
            return TellAsk(
                say("先不试查询码了"),
                say("试了 {n} 次。可以扫回执上的二维码，或刷身份证查。", n=MOST_TRIES),
                (
                    (say("二维码"), say("回执放到摄像头下，自动识别")),
                    (say("电话"), say("12345，报收件号")),
                ),
                acts=(Act("go", say("不查了")),),
            )
        typed = run.typing or ""
        whole = len(typed) == LENGTH
        return FormAsk(
            say("凭回执查进度"),
            say("按回执上的 8 位查询码，或把回执的二维码放到摄像头下。"),
            say("查询码"),
            typed,
            "",
            "",
            LENGTH,
            phone=False,
            wrong=whole and not is_query_code(typed),
            ready=whole and is_query_code(typed),
            acts=(Act("go", say("查一查")),),
            letters=True,
        )

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take a key, the whole code, or what the camera read. Raises NotAccepted code-strange for another code."""
        ask = self.ask(run, when)
        match answer, ask:
            case Scan(text), _ if is_proof(text):
                return replace(run, typing=None).fill(proof=text, code="", case="", leave="")
            case Scan(text), FormAsk() if is_query_code(code := text.rpartition("#")[2]):
                more = str(tries(run) + 1)
                return replace(run, typing=None).fill(code=code, proof="", case="", leave="", tries=more)
            case Scan(), _:
                raise NotAccepted("code-strange")
            case Go(), TellAsk():
                return run.fill(leave="yes")
            case Press(key), FormAsk():
                typed = run.typing or ""
                if key != ERASE and not (len(key) == 1 and key.isascii() and key.isalnum() and key == key.upper()):
                    raise NotAccepted("answer-out-of-turn")
                return replace(run, typing=typed[:-1] if key == ERASE else code_typed(typed, key))
            case Go(), FormAsk() if ask.ready and run.typing:
                more = str(tries(run) + 1)
                return replace(run, typing=None).fill(code=run.typing, proof="", case="", leave="", tries=more)
            case _:
                raise NotAccepted("answer-out-of-turn")

    def stays(self, run: Run) -> bool:
        """Whether a key was pressed: the code is not handed over yet."""
        return run.typing is not None


STEP: Final = ProgressCode()
