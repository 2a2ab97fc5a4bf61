"""The test strip of a receipt printer: what a technician looks at to see that dots, letters and edges are there."""

from __future__ import annotations

import datetime as dt

from drivers.printers.document import Document, Foot, KeyValue, Rule, Text, Title

__all__ = ["strip_document"]


def strip_document(terminal_id: str, model: str) -> Document:
    """Return the strip as a document; `model` is the printer's, "" where it has none."""
    now = dt.datetime.now().astimezone()
    who = (KeyValue("打印机", model),) if model else ()
    return Document(
        (
            Title("打印测试", framed=True),
            KeyValue("终端编号", terminal_id),
            *who,
            KeyValue("时间", now.strftime("%Y-%m-%d %H:%M:%S")),
            Rule(),
            Text("常用 东国永 生僻 䶮㙓𬭎\n0123456789 ABCDEFG", size=36),
            Rule(dashed=True),
            Foot(("本纸仅供检测打印机，不是办事凭证",)),
        )
    )
