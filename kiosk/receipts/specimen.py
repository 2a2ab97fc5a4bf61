"""A receipt of nobody, to see what a printer makes of one: every block, a long title, a name no printer ROM knows."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Final

from kiosk.domain.case import Acknowledgement, Filed, Promise

__all__ = ["SPECIMEN"]

_WHEN: Final = dt.datetime(2026, 1, 5, 1, 30, tzinfo=dt.UTC)
_CASE: Final = "00000000-0000-7000-8000-000000000001"

_RECEIVED: Final = Filed(
    case_id=_CASE,
    receipt_no="K0000-20260105-0001-X",
    query_code="22222222",
    item_id="specimen",
    task_name="样张：老年人优待证与免费乘车卡联合办理",
    dept_name="样张局",
    masked_name="欧*𬭎",
    materials=("身份证信息", "居住证明 1 页"),
    filed=_WHEN,
    promise=Promise(("M-PHOTO",), 5, dt.date(2026, 1, 12)),
    promised_names=("近期免冠照片",),
    next_steps=("这是样张，不是办事凭证", "检查打印机用，看完请撕掉", "有疑问，请拨 12345"),
)

SPECIMEN: Final = {
    "received": _RECEIVED,
    "accepted": dataclasses.replace(
        _RECEIVED, acknowledgement=Acknowledgement(_CASE, "0" * 43, _WHEN, dt.date(2026, 1, 12))
    ),
}
"""By what the receipt says."""
