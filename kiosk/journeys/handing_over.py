"""How a result comes to its owner, in words: the waybill with where it is, or the code that opens a locker once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.plain_asks import Happening
from kiosk.domain.words import say

if TYPE_CHECKING:
    from kiosk.domain.progress import Standing
    from kiosk.domain.words import Words

__all__ = ["handover_facts", "handover_moves"]


def handover_facts(case: Standing) -> tuple[tuple[Words, Words], ...]:
    """Return label and value of what is on its way; nothing while nothing is."""
    parcel = case.handover
    if parcel is None:
        return ()
    if parcel.way == "ems":
        return ((say("EMS 运单号"), parcel.number), (say("邮费"), parcel.payer))
    if parcel.opened:
        return ((say("取件"), say("{at} 已取走", at=parcel.opened)),)
    code: Words = parcel.number or say("刷本人身份证看")
    return (
        (say("取件码"), code),
        (say("去哪里"), parcel.where),
        (say("取的时候"), say("带身份证，取件码只能用一次")),
    )


def handover_moves(case: Standing) -> tuple[Happening, ...]:
    """Return where a parcel was, oldest first."""
    if case.handover is None:
        return ()
    return tuple(
        Happening(say("{at}", at=move.at), say("邮件：{what}", what=move.what), "done") for move in case.handover.moves
    )
