"""What the step `result` says and prints: the ways on where there is no paper, the certificate, and its short form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.inquiry import Printout
from kiosk.domain.plain_asks import Act, TellAsk
from kiosk.domain.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.domain.results import ResultAsk
    from kiosk.domain.run import Run
    from kiosk.domain.words import Words

__all__ = ["DONE", "RESULTS", "SHEET", "SLIP", "cut_off", "paper_of", "refused", "unproven"]

RESULTS: Final = "results"
SLIP: Final = Act("pick", say("没有 A4 纸？改打小条"), "ticket", "roll")
SHEET: Final = Act("pick", say("改打 A4 证明"), "file-text", "sheet")
PRINT: Final = Act("print", say("打印"))
OVER: Final = Act("go", say("办完了"))
DONE: Final = {True: (PRINT, OVER), False: (Act("print", say("打小条")), OVER)}
LEAVE: Final = (Act("escalate", say("办不成的事"), "lifebuoy"), Act("go", say("好了，取卡")))


def unproven(run: Run) -> TellAsk:
    """Say that this card names a person without proving it: nothing personal is shown for it (F18)."""
    why, todo = say("这张卡证明不了是您本人"), say("请换本人的身份证，再办一次")
    return _stop(run, say("要用身份证"), why, todo)


def refused(run: Run, why: Mapping[str, str]) -> TellAsk:
    """Say why the office has no paper for this person."""
    return _stop(run, say("这次没有打出来"), why["text_zh"], why.get("todo_zh", ""))


def cut_off(run: Run) -> TellAsk:
    """Say that the office could not be asked."""
    todo = say("点“再试一次”，或者过一会儿再来")
    told = _stop(run, say("还没查到"), say("没联上业务系统，不是您的事"), todo)
    again = Act("again", say("再试一次"))
    return TellAsk(told.title, say("什么都没有丢，再试不会重复办。"), told.facts, acts=(*LEAVE, again))


def paper_of(key: str, ask: ResultAsk) -> Printout:
    """Return the paper for the printer; `key` keeps its copies together."""
    paper = ask.paper
    whose = {"applicant": ask.name, "query_code": paper.query_code, "proof": paper.proof, "title": paper.title}
    mark = (("电子证照标识", paper.licence_id),) if paper.licence_id and ask.sheet else ()
    lines = (("证明编号", paper.serial), *mark, *paper.lines, ("记录截至", f"{paper.until:%Y-%m-%d}"))
    if not ask.sheet:
        steps = ("要 A4 证明，到窗口报查询码就能打", "用证单位可以扫码核验", "有疑问，请拨 12345")
        fields = whose | {"lead": "本条不能代替证明"}
        return Printout("slip", fields, lines, steps=steps, key=key)
    heads = {f"h{place}": head for place, head in enumerate(paper.heads, 1)}
    fields = whose | heads | {"id_number": ask.number, "dept_name": paper.dept_name, "note": paper.note}
    return Printout("certificate-sheet", fields, lines, paper.rows, medium="sheet", key=key)


def _stop(run: Run, title: Words, why: Words, todo: Words) -> TellAsk:
    where = run.item.channels
    facts: tuple[tuple[Words, Words], ...] = (
        (say("原因"), why),
        (say("怎么办"), todo),
        (say("去哪里"), where.window if where else ""),
        (say("几点开门"), where.window_hours if where else ""),
        (say("打电话"), where.consult_tel if where else ""),
    )
    told = tuple(fact for fact in facts if fact[1])
    return TellAsk(title, say("原因和办法都在下面。"), told, acts=LEAVE)
