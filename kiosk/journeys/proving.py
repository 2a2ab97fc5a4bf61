"""What the step `prove` offers and says: the ways to L2 and L3, how each ended, and what is open without them (F18)."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kiosk.domain.form_entries import FormAsk
from kiosk.domain.identity_level import level_of, proven, wanted
from kiosk.domain.inquiry import Found, Inquiry, Printout
from kiosk.domain.plain_asks import Act, PickAsk, PickRow, TellAsk
from kiosk.domain.words import say

if TYPE_CHECKING:
    from kiosk.domain.person import Matched
    from kiosk.domain.run import Run
    from kiosk.domain.words import Words

__all__ = [
    "CODE",
    "DIGITS",
    "MATCH",
    "SECRET",
    "WAY",
    "WAYS",
    "WINDOW",
    "elsewhere",
    "keypad",
    "matched",
    "offered",
    "put",
    "show_code",
    "told",
    "told_code",
]

MATCH: Final = "prove-person"
"""The inquiry that compares a secret; the centre counts the tries."""
SECRET, CODE, WINDOW, WAYS = "secret", "code", "window", "ways"
WAY: Final = "proof"
"""The field of the run's form in which the way stands that was chosen."""
DIGITS: Final = 6
NAMES: Final = (say("不用认人"), say("刷卡识别"), say("本人核对"), say("远程核验"))
REFUSALS: Final = {
    "phone-code-late": say("码过了 60 秒"),
    "phone-code-used": say("一个码只能用一次"),
    "phone-code-strange": say("这个码证明不了是您本人"),
    "phone-code-clock": say("手机和核验方的时间对不上"),
    "phone-code-other": say("码和放着的证件不是一个人"),
}
ESCALATE: Final = Act("escalate", say("办不成的事"), "lifebuoy")
OTHER: Final = Act("pick", say("换个办法"), id=WAYS)
GO: Final = Act("go", say("下一步"))


def offered(run: Run, verifier: str = "") -> PickAsk:
    """Offer the ways that are open to this person here; the last one is always a person at a window.

    A telephone's code is one where somebody verifies them.
    """
    want, have = wanted(run.item), level_of(run.identity)
    rows = []
    if proven(run.identity) and want < len(NAMES) - 1:
        known = (say("在窗口设过的 6 位数字"), say("没设过，请选别的办法"))
        rows.append(PickRow(SECRET, say("输办事密码"), known, icon="lock-key"))
    if verifier:
        code = (say("网证、电子营业执照都行"), say("亮屏朝上，放到高拍台"))
        rows.append(PickRow(CODE, say("用手机上的码"), code, icon="qr-code"))
    where = run.item.channels
    place = (where.window, where.window_hours) if where else ()
    rows.append(PickRow(WINDOW, say("都没有，到窗口核对"), place, icon="identification-card"))
    return PickAsk(
        say("请核对是您本人"),
        say("这件事要“{want}”，现在是“{have}”。", want=NAMES[want], have=NAMES[have]),
        tuple(rows),
        notice=say("不核对也能做：看指南、约时间、查进度。"),
        acts=(ESCALATE,),
    )


def keypad(run: Run) -> FormAsk:
    """Ask for the six digits; they are never shown."""
    typed = run.typing
    return FormAsk(
        say("请输办事密码"),
        say("请用手挡一挡，别让旁人看见。"),
        say("办事密码"),
        typed,
        "",
        "",
        DIGITS,
        phone=False,
        wrong=False,
        ready=len(typed or "") == DIGITS,
        acts=(OTHER, Act("go", say("填好了"))),
        secret=True,
    )


def put(run: Run, digits: str) -> Run:
    """Return the run with this secret on its way to the centre."""
    what = {"way": SECRET, "secret": digits, "item": run.item.id}
    return replace(run, typing=None).learn(Found(Inquiry(MATCH, str(uuid.uuid4()), what)))


def matched(run: Run, how: Matched) -> Run:
    """Return the run without anything of the proof but that it succeeded, and how."""
    identity = replace(run.identity, matched=how)
    found = {kind: one for kind, one in run.found.items() if kind != MATCH}
    return replace(run, identity=identity, found=found, typing=None)


def told(run: Run, found: Found) -> TellAsk:
    """Tell how the comparison ended; neither a wrong secret nor a missing line ends the errand."""
    if found.state == "asking":
        return TellAsk(say("正在核对"), say("几秒钟就好，请稍等。"), waiting=True)
    if found.state == "failed":
        why, todo = say("没联上中心平台，不是您的事"), say("再试一次，或者先换个办法")
        return _stop(run, say("还没核对上"), why, todo, Act("again", say("再试一次")))
    if found.document.get("matched"):
        return TellAsk(say("核对好了，是您本人"), say("密码没有留下。"), acts=(GO,), light=say("本人核对"), tint="ok")
    refused = found.document["refused"]
    again = () if refused["code"] == "secret-locked" else (Act("pick", say("再输一次"), id=SECRET),)
    return _stop(run, say("没有核对上"), refused["text_zh"], refused["todo_zh"], *again)


def show_code() -> TellAsk:
    """Ask for the code on the holder's telephone."""
    facts = (
        (say("认哪些码"), say("本人的网证、电子营业执照")),
        (say("怎么放"), say("亮屏朝上，平放在高拍台上")),
        (say("多久有效"), say("60 秒，过了请刷新")),
    )
    lead = say("身份证先别拿走，码里没有姓名和号码。")
    return TellAsk(say("请出示手机上的码"), lead, facts, acts=(ESCALATE, OTHER))


def told_code(run: Run, found: Found, refusal: str) -> TellAsk:
    """Tell whose code it turned out to be; `refusal` says why it proves nothing."""
    if found.state != "known":
        return told(run, found)
    if not refusal:
        return TellAsk(say("核对好了，是您本人"), say("码没有留下。"), acts=(GO,), light=say("远程核验"), tint="ok")
    why = REFUSALS.get(refusal, say("核验方的回答对不上"))
    return _stop(run, say("没有核对上"), why, say("刷新以后再放一次，或者换个办法"))


def elsewhere(run: Run) -> TellAsk:
    """Say where a person looks at the person, when, and what can be done here meanwhile."""
    why, todo = say("机器认得卡，认不得人；捡到卡的人也能刷"), say("带身份证到窗口，当面核对就办")
    return _stop(run, say("到窗口核对也能办"), why, todo, Act("print", say("打一张带走")))


def slip(run: Run) -> Printout:
    """Return the way to the window, for the hand."""
    where = run.item.channels
    lines = (("到", where.window), ("时间", where.window_hours), ("电话", where.consult_tel)) if where else ()
    steps = ("带上本人身份证", "窗口当面核对后就办", "也可以在窗口设办事密码，下次在机器上办")
    fields = {"title": "到窗口核对", "lead": run.item.short_name, "applicant": run.identity.name, "note": ""}
    return Printout("slip", fields, lines, steps=steps)


def _stop(run: Run, title: Words, why: Words, todo: Words, *acts: Act) -> TellAsk:
    where = run.item.channels
    facts: tuple[tuple[Words, Words], ...] = (
        (say("原因"), why),
        (say("怎么办"), todo),
        (say("去哪里"), where.window if where else ""),
        (say("几点开门"), where.window_hours if where else ""),
        (say("打电话"), where.consult_tel if where else ""),
    )
    lead = say("不核对也能做：看指南、约时间、查进度。")
    return TellAsk(title, lead, tuple(fact for fact in facts if fact[1]), acts=(ESCALATE, OTHER, *acts), tint="warn")
