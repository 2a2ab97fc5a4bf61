"""What a receipt says: 受理回执 once the centre has accepted, 收件凭条 until then; never the one for the other.

It carries a masked name and an unguessable query code, nothing else of the person (行政许可法 第三十二条: 受理 is
the office's act; silence beyond five days has legal force, hence the day on the amber paper).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from drivers.printers.document import (
    BigDate,
    CodeBlock,
    Document,
    Foot,
    KeyValue,
    Numbered,
    Rule,
    Text,
    Title,
)

if TYPE_CHECKING:
    from drivers.printers.document import Block
    from kiosk.domain.case import Acknowledgement, Filed

__all__ = ["query_address", "receipt_document"]

_QUERY_SITE = "https://zwfw.example/q"
_SILENCE_DAYS = 5
_STEPS = 3
_HOTLINE = "12345"
_BEIJING = ZoneInfo("Asia/Shanghai")
_WEEKDAYS = "一二三四五六日"
_EN_SPACE = "\u2002"


def receipt_document(
    filed: Filed, copy: int, terminal_id: str, site: str, issuer: str = "政务服务自助终端"
) -> Document:
    """Return copy number `copy` (from 1) of the receipt for one filed case.

    `issuer` is the line above the title, such as 示范市政务服务; `site` says where the terminal stands.
    """
    accepted = filed.acknowledgement
    title = Title(
        "受理回执" if accepted else "收件凭条",
        framed=accepted is None,
        mark=f"补打\n第 {copy} 份" if copy > 1 else "",
    )
    return Document(
        (
            Text(issuer, size=30, centred=True),
            title,
            Text("已受理，正式开始办理" if accepted else "已收件，还没有受理", size=34, bold=True, centred=True),
            Rule(dashed=True),
            *_subject(filed),
            *_deadline(filed, accepted),
            Rule(),
            CodeBlock(query_address(filed, copy), "扫码看进度", "查询码", filed.query_code),
            KeyValue("办件编号", _in_fours(accepted.server_no)) if accepted else KeyValue("收件号", filed.receipt_no),
            Rule(),
            Text("接下来", size=34, bold=True),
            Numbered(_accepted_steps(filed) if accepted else _received_steps(filed)),
            Rule(dashed=True),
            Foot((f"终端 {terminal_id}　{site}　第 {copy} 份", "姓名已遮去部分，请妥善保管")),
        )
    )


def query_address(filed: Filed, copy: int) -> str:
    """Return what the QR code opens: no name, unguessable without the query code, and which copy it stands on."""
    address = f"{_QUERY_SITE}/{filed.receipt_no}?c={filed.query_code}"
    return f"{address}&n={copy}" if copy > 1 else address


def _subject(filed: Filed) -> tuple[Block, ...]:
    when = _local(filed.filed)
    return (
        Text(filed.task_name, size=38, bold=True),
        KeyValue("申请人", filed.masked_name, size=34),
        KeyValue("受理部门" if filed.acknowledgement else "送往", filed.dept_name),
        KeyValue("已收材料", "、".join(filed.materials)),
        KeyValue("时间", f"{when:%Y-%m-%d}{_EN_SPACE}星期{_WEEKDAYS[when.weekday()]}{_EN_SPACE}{when:%H:%M}"),
    )


def _deadline(filed: Filed, accepted: Acknowledgement | None) -> tuple[Block, ...]:
    """Say what follows and by when: a date only after 受理, because the working days are counted from there."""
    if filed.promise is None:
        return ()
    names = "、".join(filed.promised_names)
    due = (accepted.due or filed.promise.due) if accepted else None
    if due is None:
        return (
            Rule(dashed=True),
            Text(f"{names}，受理后补"),
            Text(f"受理后 {filed.promise.days} 个工作日内", size=50, bold=True),
            Text("具体日期扫码可查。"),
        )
    return (
        Rule(dashed=True),
        Text(f"最晚在这天补{names}"),
        BigDate(due, with_year=due.year != _local(filed.filed).year),
        Text("到政务服务中心窗口补，免重新申请。"),
    )


def _accepted_steps(filed: Filed) -> tuple[str, ...]:
    steps = filed.next_steps[:_STEPS]
    return steps if any(_HOTLINE in step for step in steps) else (*steps[: _STEPS - 1], f"有疑问请拨 {_HOTLINE}")


def _received_steps(filed: Filed) -> tuple[str, ...]:
    limit = _local(filed.filed).date() + dt.timedelta(days=_SILENCE_DAYS)
    return (
        "联网后自动送出，扫码看结果",
        f"{limit.month} 月 {limit.day} 日还没消息，\n请拨 {_HOTLINE}，报查询码",
        "本凭条不是受理回执，请收好",
    )


def _local(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(_BEIJING) if moment.tzinfo else moment


def _in_fours(number: str) -> str:
    """Group a long number for the eye, unless it brings its own joints."""
    if not number.isalnum():
        return number
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))
