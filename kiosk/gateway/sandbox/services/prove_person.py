"""prove-person: whether the person at the terminal is the card's holder, by what only the holder knows (F18)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kiosk.gateway.sandbox.matches import Matches

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.desks import Desks
    from kiosk.gateway.sandbox.inquiries import Question

__all__ = ["answer"]

SET_ONE: Final = "带身份证到窗口，当面核对就办；也可以当场设一个密码"
UNSET: Final = {"code": "secret-unset", "text_zh": "您还没有设过办事密码", "todo_zh": SET_ONE}
LOCKED: Final = {"code": "secret-locked", "text_zh": "输错的次数满了，密码先锁上了，免得别人乱试", "todo_zh": SET_ONE}


def answer(desks: Desks, question: Question) -> dict[str, Any]:
    """Return `matched`, or `refused` with what to do; `what` has way (secret) and the secret."""
    matches = Matches(desks.centre)
    if not matches.has_secret(question.number):
        return {"matched": False, "refused": UNSET}
    left = matches.tried(question, question.what.get("secret", ""))
    if left < 0:
        return {"matched": True}
    if left == 0:
        return {"matched": False, "refused": LOCKED}
    wrong = {
        "code": "secret-wrong",
        "text_zh": f"密码不对，还可以输 {left} 次",
        "todo_zh": "看准了再输一次，或者换个办法",
    }
    return {"matched": False, "refused": wrong}
