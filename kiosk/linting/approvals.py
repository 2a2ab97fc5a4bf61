"""How many approvals a page asks for: counted by itself, listed, drawn with arrows, or told one after the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kiosk.linting.limits import number

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MOST", "approvals"]

MOST: Final = 3
COUNTED: Final = re.compile(
    r"审批(?:环节|层级|步骤)[^0-9一二三四五六七八九十。；]{0,8}([0-9]+|"
    r"[一二三四五六七八九十]{1,2})\s*(?:个|步|级|道|环)"
    r"|([0-9]+|[一二三四五六七八九十]{1,2})\s*(?:个|步|级|道|层)(?:的)?(?:审批|审核)(?:环节|层级|步骤|程序|签字)?"
)
LISTED: Final = re.compile("(?:审批|办理)?(?:环节|流程|步骤|程序)(?:包括|为|有)?[:：]([^。；]+)")
STEP: Final = re.compile(
    "初审|初核|复审|复核|会审|会签|审定|终审|审签|签批|审批|核准|审核|审查|批准|核定|签字|"
    "签署|把关|点头|同意|批(?![准复文次量发])"
)
ARROWS: Final = re.compile("→|->|[—–-]+>?|＞|>|⇒|➜")
NEXT: Final = re.compile("[，、；]|后再?|再[报送由交经转]|然后|最后|接着|随后|第[一二三四五六七八九]步|其次")
ONWARD: Final = re.compile("后|再|然后|最后|接着|随后|逐级|先后|层层|第[二三四五六]步|依次")
ACTOR: Final = re.compile(
    r"([\u4e00-\u9fff]{1,8}?)(?:同意|签字|签署|初步|负责|进行|会议|集体)*"
    "(?:初审|初核|复审|复核|会审|会签|审定|终审|审签|签批|审批|核准|审核|审查|批准|核定|签字|"
    "签署|把关|点头|同意|批(?![准复文次量发]))"
)
WHO: Final = 2  # last characters of whoever approves: 街道, 区局, 科长
EXCUSED: Final = re.compile(
    "复杂|重大|特别程序|控制在|不超过|以内|压减|压缩|精简|减少|减为|降|取消|合并|不再|无需|不用|原来|过去|以前|改革前"
)


def approvals(line: int, text: str) -> Iterator[tuple[int, str, str, str]]:
    """Yield (line, rule, why, suggestion) for a chain of more approvals than three."""
    found = COUNTED.search(text)
    count = number(found.group(1) or found.group(2)) if found else 0.0
    if (listed := LISTED.search(text)) is not None:
        count = max(count, sum(bool(STEP.search(part)) for part in re.split("[、，]", listed.group(1))))
    if len(parts := ARROWS.split(text)) > MOST:
        count = max(count, sum(bool(STEP.search(part)) for part in parts))
    count = max(count, *(_told(sentence) for sentence in re.split("[。；！？]", text)))
    if count > MOST and not EXCUSED.search(text):
        why = f"审批环节 {count:.0f} 个，原则上不超过 {MOST} 个"
        yield line, "too-many-approvals", why, "合并环节，推行“一审一核”；确属复杂事项的，注明"


def _told(sentence: str) -> float:
    """Count the different people who approve one after the other in a sentence."""
    if len(ONWARD.findall(sentence)) < MOST - 1:
        return 0.0
    who = {actor.group(1)[-WHO:] for part in NEXT.split(sentence) if (actor := ACTOR.search(part))}
    return float(len(who))
