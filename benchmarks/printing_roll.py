"""Receipts of many people for the printing campaigns: rare names, online and offline, promises, copies, long lists."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from drivers.printers.typeset import ensure_gui, typeset
from kiosk.domain.case import Acknowledgement, Filed, Promise
from kiosk.receipts import receipt_document
from kiosk.receipts.clock import UNCOMPARED
from kiosk.receipts.proof import prove
from offline_cache.keys import DeviceKeys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drivers.printers.document import Document
    from drivers.types import Page

__all__ = ["documents", "pages"]

_BEIJING = dt.timezone(dt.timedelta(hours=8))
_KEYS = DeviceKeys(Ed25519PrivateKey.from_private_bytes(bytes(range(32))), bytes(32))
_NAMES = (
    "赵*兰", "李*", "王*明", "欧阳*修", "𫖯*䶮", "𠮷*", "*㛃", "𬭎*𤩽", "阿卜杜*·买买提", "迪丽*·艾则孜",
    "*𬺰", "㑇*䲟", "陈*𪜀", "𡞴*", "彝*·𫝀", "司马*〇",
)  # fmt: skip
_MATERIALS = (
    "身份证信息", "居住证明 1 页", "户口簿 6 页", "照片 1 张", "近期无犯罪记录证明（加盖公章）1 页",
    "《老年人优待证》申请表，含本人签名与联系方式", "社会保障卡信息", "残疾评定表 2 页",
)  # fmt: skip
_TASKS = ("老年人优待证与免费乘车卡联合办理", "居住证签注", "社会保险参保登记（灵活就业人员）", "生育服务登记")
_NEXT = ("补齐照片，当场办结", "证件邮寄到家，请留意电话", "三个工作日后凭本人身份证到窗口领取")
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def documents(count: int, seed: int = 1) -> Iterator[Document]:
    """Yield the documents of `count` receipts, the same for the same seed."""
    chance = random.Random(seed)
    for number in range(count):
        filed, copy = _filed(chance, number), chance.choice((1, 1, 1, 2, 3))
        now = filed.filed + dt.timedelta(minutes=chance.randrange(90))
        yield receipt_document(
            filed, copy, terminal_id="K0007", site="高新分中心", issuer="示范市政务服务", prove=_signed, now=now
        )


def pages(count: int, seed: int = 1) -> Iterator[Page]:
    """Yield the receipts of `documents`, typeset."""
    ensure_gui()
    yield from (typeset(document) for document in documents(count, seed))


def _filed(chance: random.Random, number: int) -> Filed:
    at = dt.datetime(2026, chance.randrange(1, 13), chance.randrange(1, 28), chance.randrange(24), tzinfo=_BEIJING)
    due = (at + dt.timedelta(days=7)).date()
    promised = chance.random() < 0.4
    filed = Filed(
        case_id=f"019aa4b0-7c2e-7b5a-8d31-{number:012x}",
        receipt_no=f"K0007-{at:%Y%m%d}-{number % 10000:04d}-C",
        query_code="".join(chance.choices(_LETTERS, k=8)),
        item_id="elder-card",
        task_name=chance.choice(_TASKS),
        dept_name="示范区民政局",
        masked_name=_NAMES[number % len(_NAMES)],
        materials=tuple(chance.sample(_MATERIALS, chance.randrange(1, 7))),
        filed=at,
        promise=Promise(("photo",), 5, chance.choice((due, None))) if promised else None,
        promised_names=("照片 1 张",) if promised else (),
        next_steps=_NEXT[: chance.randrange(1, 4)],
    )
    if chance.random() < 0.5:
        return filed
    answer = Acknowledgement(filed.case_id, f"SF{at:%y%m%d}{number:08d}", at, chance.choice((due, None)))
    return dataclasses.replace(filed, acknowledgement=answer)


def _signed(filed: Filed, copy: int, now: dt.datetime) -> str:
    return prove(filed, copy, keys=_KEYS, clock=UNCOMPARED, now=now)
