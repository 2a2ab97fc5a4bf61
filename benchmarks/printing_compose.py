"""Bars 3 and 5: every Hanzi with a glyph, the same dots in every process, how long a receipt takes and how long it is.

A receipt is composed from its words to its bits, the QR code included. It is another one each time, so that glyphs are
warm and words never. Cold is the first receipt of a process; the baseline is its code alone, drawn by segno.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.figures import Figure, at_most, median_and_worst, seen
from drivers.printers import document as made
from drivers.printers.encode import pieces
from drivers.printers.qr import qr_modules
from drivers.printers.strip import page_pixels
from drivers.printers.typeset import _Foundry, ensure_gui, typeset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from drivers.printers.document import Document

__all__ = ["figures", "receipt"]

_LEVEL_3 = (
    (0x3400, 0x4DB5), (0x4E00, 0x9FEF), (0xFA0E, 0xFA0F), (0xFA11, 0xFA11), (0xFA13, 0xFA14), (0xFA1F, 0xFA1F),
    (0xFA21, 0xFA21), (0xFA23, 0xFA24), (0xFA27, 0xFA29), (0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D),
    (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0),
)  # fmt: skip
_NAMES = "赵钱孙李周吴郑王冯陈褚卫"
_ROUNDS, _QUICK_ROUNDS = 60, 15
_PROCESS = "from benchmarks.printing_compose import first_receipt; print(*first_receipt())"


def figures(*, quick: bool) -> Iterator[Figure]:
    """Compose receipts cold and warm, encode them both ways, look every Hanzi up and draw it."""
    kept = ensure_gui()
    rounds = _QUICK_ROUNDS if quick else _ROUNDS
    firsts = [_in_a_process(number) for number in range(2 if quick else 4)]
    yield seen("compose, first receipt of a process", round(min(ms for _, ms in firsts), 1), "ms")
    prints = {digest for digest, _ in firsts} | {_digest(receipt(0))}
    yield at_most("different pictures of one receipt in different processes", len(prints) - 1, 0)
    times = [_ms(lambda number=number: typeset(receipt(number))) for number in range(rounds)][2:]
    began = time.thread_time()
    for number in range(rounds):
        typeset(receipt(number))
    busy = (
        f"{(time.thread_time() - began) * 1000 / rounds:.1f} ms of the processor, {len(typeset(receipt(0)).runs)} runs"
    )
    middle, worst = median_and_worst("compose a receipt, warm", times)
    yield at_most(middle.name, float(middle.value), 15.0, "ms", busy)
    yield worst
    codes = [_ms(lambda number=number: qr_modules(_payload(number))) for number in range(rounds)]
    yield median_and_worst("of that the code", codes)[0]
    page = typeset(receipt(0))
    yield at_most("preview's pixels", round(_ms(lambda: page_pixels(page)), 2), 16.0, "ms")
    for encoding, most in (("raster", 45_000), ("hybrid", 2_000)):
        longest = max(len(b"".join(pieces(typeset(receipt(number)), encoding))) for number in range(rounds))
        yield at_most(f"longest of {rounds} receipts, {encoding}", longest, most, "B")
    yield from _coverage(every=40 if quick else 1)
    del kept


def receipt(number: int) -> Document:
    """Return a 受理回执 of 29 lines for another person each time."""
    name = f"{_NAMES[number % 12]}*{_NAMES[number * 7 % 12]}"
    return made.Document(
        (
            made.Text("示范市政务服务", size=30, centred=True),
            made.Title("受理回执"),
            made.Text("已受理，正式开始办理", size=34, bold=True, centred=True),
            made.Rule(dashed=True),
            made.Text("老年人优待证与免费乘车卡联合办理", size=38, bold=True),
            made.KeyValue("申请人", name, size=34),
            made.KeyValue("受理部门", "示范区民政局"),
            made.KeyValue("已收材料", "身份证信息、居住证明 1 页"),
            made.KeyValue("时间", f"2026-11-21 星期六 {number % 24:02}:48"),
            made.Rule(dashed=True),
            made.Text("最晚在这天补照片 1 张"),
            made.BigDate(dt.date(2026, 11, 27)),
            made.Text("窗口、自助终端都能补，免重新申请。"),
            made.Rule(),
            made.CodeBlock(_payload(number), "扫码看进度、验真伪", "查询码", "7K3M9QX4"),
            made.KeyValue("办件编号", f"SF26 1121 0004 {number:04}"),
            made.Rule(),
            made.Text("接下来", size=34, bold=True),
            made.Numbered(("补齐照片，当场办结", "证件邮寄到家，请留意电话", "有疑问请拨 12345")),
            made.Rule(dashed=True),
            made.Foot(("终端 K0007　高新分中心　第 1 份", "姓名已遮去部分，请妥善保管")),
        )
    )


def first_receipt() -> tuple[str, float]:
    """Return the print of the first receipt of this process, and the milliseconds that it took."""
    kept = ensure_gui()
    began = time.perf_counter()
    digest = _digest(receipt(0))
    del kept
    return digest, (time.perf_counter() - began) * 1000


def _in_a_process(number: int) -> tuple[str, float]:
    """Compose in a fresh process, whose sets and dictionaries are ordered anew."""
    ran = subprocess.run(
        [sys.executable, "-c", _PROCESS],
        env={**os.environ, "PYTHONHASHSEED": str(number), "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    digest, milliseconds = ran.stdout.split()
    return digest, float(milliseconds)


def _payload(number: int) -> str:
    digits = np.random.default_rng(number).integers(0, 10, 263)
    return "https://zwfw.example/q#7K3M9QX4." + "".join(map(str, digits))


def _digest(document: Document) -> str:
    return hashlib.sha256(typeset(document).bits).hexdigest()


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _coverage(every: int) -> Iterator[Figure]:
    """Look each Hanzi of level 3 up, and draw it."""
    foundry = _Foundry()
    hanzi = [chr(code) for first, last in _LEVEL_3 for code in range(first, last + 1)]
    yield at_most("Hanzi of GB 18030-2022 level 3 without a glyph", sum(not foundry.has(one) for one in hanzi), 0)
    drawn = [one for one in hanzi[::every] if foundry.glyph(one, 28, bold=False).dots.sum() > 8]
    missing = len(hanzi[::every]) - len(drawn)
    yield at_most("Hanzi that leave no ink", missing, 0, "", f"{len(drawn):,} drawn of {len(hanzi):,}")
