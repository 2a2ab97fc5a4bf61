"""What a page promises and may not.

Longer than the law, more approvals than three, a second list of what is missing, papers that it has itself cancelled,
codes whose check digit is wrong.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from config.codes import is_uscc
from config.paper_names import same_paper

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Broken", "broken_promises"]

Broken = tuple[int, str, str, str]  # line, rule, why, suggestion
Span = tuple[float, str]  # calendar days, as written

DIGITS: Final = {one: place for place, one in enumerate("零一二三四五六七八九十")} | {"两": 2, "半": 0.5}
SPAN: Final = (
    r"([0-9]+(?:\.[0-9]+)?|[零一二三四五六七八九十两半百]{1,4})\s*个?\s*(工作日|自然日|日历日|天|日|周|星期|"
    r"小时|个?月|年)"
)
GAP: Final = r"[^0-9一二三四五六七八九十两半。；]{0,12}?"
LAW: Final = re.compile(rf"法定(?:的)?(?:办结|办理|审批)?(?:时限|期限|时间)?{GAP}{SPAN}")
PROMISE: Final = re.compile(rf"承诺(?:的)?(?:办结|办理|审批)?(?:时限|期限|时间)?{GAP}{SPAN}")
CALENDAR_DAYS: Final = {"工作日": 7 / 5, "周": 7.0, "星期": 7.0, "小时": 1 / 24, "月": 30.0, "个月": 30.0, "年": 365.0}
OPEN_TIME: Final = re.compile(
    "(?:承诺|办结|办理|审批)(?:时限|期限|时间)[^。；]{0,8}(?:视情|不确定|另行|待定|不限|以实际|"
    "根据(?:实际)?情况|看情况|酌情)"
)
APPROVALS: Final = re.compile(
    r"审批(?:环节|层级|步骤)[^0-9一二三四五六七八九十。；]{0,8}([0-9]+|"
    r"[一二三四五六七八九十]{1,2})\s*(?:个|步|级|道|环)"
    r"|([0-9]+|[一二三四五六七八九十]{1,2})\s*(?:个|步|级|道|层)(?:的)?(?:审批|审核)(?:环节|层级|步骤|程序|签字)?"
)
LISTED: Final = re.compile("(?:审批|办理)?(?:环节|流程|步骤|程序)(?:包括|为|有)?[:：]([^。；]+)")
STEP: Final = re.compile("初审|初核|复审|复核|会审|会签|审定|终审|审签|审批|核准|审核|审查|批准|核定")
ARROWS: Final = re.compile("→|->|[—–-]+>?|＞|>|⇒|➜")
SECOND: Final = re.compile(
    "(?:再次|二次|两次|第二次|多次|反复|重复|分次|分批|分期|陆续|逐次|随时|继续|仍可|"
    "还可以?)[^，。；]{0,8}(?:补正|补充材料|补齐|补件|补材料|告知(?:需要)?补)"
    "|补正(?:材料)?[^，。；]{0,6}(?:不限次数|次数不限|多次|两次以上)|(?:逐项|逐次|分次|分批|多次)(?:告知|通知)"
)
FORBIDS: Final = re.compile("不得|不再|禁止|严禁|避免|杜绝|防止|无需|不需|不用|不能|减少|不允许|不准|一次性")
CANCELLED: Final = re.compile(
    "(?:取消(?:的)?(?:材料)?|不再(?:要求)?(?:提交|提供|收取)|免(?:于)?(?:提交|提供|交)|无需(?:提交|提供)|"
    "已由[^，。；]{0,12}代替)[:：]?([^。；]{2,60})|([^，。；：、]{2,20}?)(?:已|予以|一律)*取消(?=[，。；]|$)"
)
DEMANDED: Final = re.compile(
    "(?:申请|所需|申报|办理)材料(?:包括|有|为)?[:：]|(?:应当|须|需|需要|请|应)(?:提交|提供|携带|出具|带)(.+)"
)
SEVERAL: Final = re.compile("[、，,和及与：:]|以及|还有")
NUMBERED: Final = re.compile(r"^\s*(?:[（(]?[0-9一二三四五六七八九十]{1,2}[)）.．、]|[①-⑳])\s*")
CODE: Final = re.compile(r"(?:统一社会信用代码|机构代码|信用代码)[为是:：\s]*([0-9A-Z]{15,20})(?![0-9A-Z])")
COMPLEX: Final = re.compile("复杂|重大|特别程序|控制在|不超过|以内|压减|压缩|精简|减少|减为|降")
ASKED: Final = re.compile("^.*(?:提交|提供|携带|出具|带上?)")
TASK_CODE: Final = re.compile(r"实施编码[为是:：\s]*([0-9A-Z]{20,40})(?![0-9A-Z])")
TASK_CODE_LENGTH: Final = 31
OWNER: Final = 18  # characters of the 实施编码 that are its owner's code
MOST: Final = 3


def broken_promises(paragraphs: Sequence[tuple[int, str]]) -> Iterator[Broken]:
    """Yield what each paragraph promises and may not; time limits and cancelled papers are held against each other."""
    law: Span | None = None
    promise: Span | None = None
    gone: list[str] = []
    for line, text in paragraphs:
        told = _days(LAW, text), _days(PROMISE, text)
        law, promise = told[0] or law, told[1] or promise
        if any(told) and law and promise and promise[0] > law[0]:
            yield line, "beyond-statutory", f"承诺{promise[1]}，长于法定{law[1]}", "承诺时限不得长于法定时限"
        if found := OPEN_TIME.search(text):
            yield (
                line,
                "open-promise",
                f"时限没有写定（{found.group()}）",
                "写明几个工作日；要延长的，写明依据和最长几日",
            )
        yield from _approvals(line, text)
        yield from _second_notice(line, text)
        yield from _codes(line, text)
        yield from _returned(line, text, gone)


def _second_notice(line: int, text: str) -> Iterator[Broken]:
    for clause in re.split("[。；！？]", text):
        if (found := SECOND.search(clause)) and not FORBIDS.search(clause):
            yield line, "second-notice", f"补正不止一次（{found.group()}）", "所有要补的一次性告知，写进一张告知单"


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


def _days(pattern: re.Pattern[str], text: str) -> Span | None:
    """Return (calendar days, as written) of the first time limit, None without one."""
    if not (found := pattern.search(text)):
        return None
    number, unit = found.group(1), found.group(2)
    return _number(number) * CALENDAR_DAYS.get(
        unit, 1.0
    ), f"{number}{'个' * (unit[-1] in '月日' and len(unit) > 1)}{unit}"


def _number(written: str) -> float:
    """Return the value of 5, 五, 十五, 二十, 一百."""
    if written[0] in "0123456789":
        return float(written)
    total, held = 0.0, 0.0
    for one in written:
        if one == "十":
            total, held = total + (held or 1) * 10, 0.0
        elif one == "百":
            total, held = total + (held or 1) * 100, 0.0
        else:
            held = DIGITS[one]
    return total + held


def _approvals(line: int, text: str) -> Iterator[Broken]:
    """Yield a chain of more approvals than three, counted or drawn with arrows."""
    found = APPROVALS.search(text)
    count = _number(found.group(1) or found.group(2)) if found else 0.0
    if (listed := LISTED.search(text)) is not None:
        count = max(count, sum(bool(STEP.search(part)) for part in re.split("[、，]", listed.group(1))))
    if len(parts := ARROWS.split(text)) > MOST:
        count = max(count, sum(bool(STEP.search(part)) for part in parts))
    if count > MOST and not COMPLEX.search(text):
        why = f"审批环节 {count:.0f} 个，原则上不超过 {MOST} 个"
        yield line, "too-many-approvals", why, "合并环节，推行“一审一核”；确属复杂事项的，注明"


def _returned(line: int, text: str, gone: list[str]) -> Iterator[Broken]:
    """Yield a paper that an earlier sentence cancelled and a later one asks for; `gone` grows."""
    for sentence in text.split("。"):
        listing = False
        for clause in sentence.split("；"):
            listing = listing or DEMANDED.search(clause) is not None
            if found := CANCELLED.search(clause):
                named = found.group(1) or found.group(2)
                gone += [one for part in SEVERAL.split(named) if len(one := part.strip("的等“”《》 ")) > 1]
            elif listing:
                wanted = [ASKED.sub("", NUMBERED.sub("", one)) for one in SEVERAL.split(clause)]
                for paper in gone:
                    if any(same_paper(paper, one) for one in wanted):
                        yield line, "cancelled-comes-back", f"“{paper}”已经取消，又要求提交", "从材料清单删除"
