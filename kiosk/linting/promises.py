"""What a page promises and may not.

Longer than the law, more approvals than three, a second list of what is missing, papers that it has itself cancelled,
codes whose check digit is wrong.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from config.codes import is_uscc
from config.second_notice import second_notice
from config.vague_time import vague_time
from kiosk.linting.approvals import approvals
from kiosk.linting.limits import promised_and_lawful
from kiosk.linting.returned import Returned

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kiosk.linting.limits import Span

__all__ = ["Broken", "broken_promises"]

Broken = tuple[int, str, str, str]  # line, rule, why, suggestion

CODE: Final = re.compile(r"(?:统一社会信用代码|机构代码|信用代码)[为是:：\s]*([0-9A-Z]{15,20})(?![0-9A-Z])")
TASK_CODE: Final = re.compile(r"实施编码[为是:：\s]*([0-9A-Z]{20,40})(?![0-9A-Z])")
TASK_CODE_LENGTH: Final = 31
OWNER: Final = 18  # characters of the 实施编码 that are its owner's code
NEXT_MATTER: Final = re.compile("[0-9]{1,3}[.．、][^。：:]{2,24}[：:]")  # a catalogue with one matter in each line
SENTENCES: Final = re.compile("[。；！？]")


def broken_promises(paragraphs: Sequence[tuple[int, str]]) -> Iterator[Broken]:
    """Yield what each paragraph promises and may not; time limits and cancelled papers are held against each other."""
    law: Span | None = None
    promise: Span | None = None
    cancelled = Returned()
    for line, text in paragraphs:
        if NEXT_MATTER.match(text):
            law = promise = None
        told = promised_and_lawful(text)
        promise, law = told[0] or promise, told[1] or law
        if any(told) and law and promise and promise[0] > law[0]:
            yield line, "beyond-statutory", f"承诺{promise[1]}，长于法定{law[1]}", "承诺时限不得长于法定时限"
        for sentence in SENTENCES.split(text):
            if words := vague_time(sentence):
                yield line, "open-promise", f"时限没有写定（{words}）", "写明几个工作日；要延长的，写明依据和最长几日"
            if words := second_notice(sentence):
                yield line, "second-notice", f"补正不止一次（{words}）", "所有要补的一次性告知，写进一张告知单"
        yield from approvals(line, text)
        yield from _codes(line, text)
        for paper in cancelled.read(text):
            yield line, "cancelled-comes-back", f"“{paper}”已经取消，又要求提交", "从材料清单删除"


def _codes(line: int, text: str) -> Iterator[Broken]:
    for found in CODE.finditer(text):
        if not is_uscc(found.group(1)):
            yield line, "wrong-code", f"统一社会信用代码 {found.group(1)} 校验不通过", "对照登记证书核对 18 位"
    for found in TASK_CODE.finditer(text):
        if len(found.group(1)) != TASK_CODE_LENGTH or not is_uscc(found.group(1)[:OWNER]):
            yield (
                line,
                "wrong-code",
                f"实施编码 {found.group(1)} 不对",
                "实施编码 31 位：机构代码 18＋层级 1＋基本编码 12",
            )
