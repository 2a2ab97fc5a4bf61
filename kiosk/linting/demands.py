"""Where a page asks for papers without naming them: in a sentence, in a list under 申请材料, in a line of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from config.left_open import brought, left_open
from config.wording import PAPERS, catch_all, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["vague_demands"]

DEMAND: Final = re.compile(
    "提交|提供|出具|携带|带上|带齐|备齐|自备|交验|上传|持[^，。；]{0,12}(?:到|向|至|前往)|递交|报送|"
    "附[上有送具]?|补充|补交|另交|如需|准备|带来|备好|申报材料|"
    "(?:申请|所需|需要|办理|提交|准备)(?:的)?材料|材料(?:清单|目录|包括|以)|(?:另有|其他|别的)要求|须有|应有|应当有"
)
FORBIDDING: Final = re.compile(
    "不得|不再|取消|一次性?告知|(?:所有|全部)(?:的)?材料(?:都|均|只|可|已|由)|无需|不需|"
    "不要求|不收|不用|不能|免交|免于|免提|严禁|杜绝|清理|禁止|减少|精简|"
    "兜底性?(?:条款|材料|要求|表述)|必须明确|齐全|完备|"
    "不全|审查|审核|共享|核验|公开|公布|公示|下载|归档|整理|移交|推送|学习|印发|保管|送达|退还|领取|制定|"
    "没有变化|不变|列明的|依据|根据《|按照《|查阅|调取|保存|真实性|虚假|伪造"
)
HEADING: Final = re.compile(
    "^[（(第]?[一二三四五六七八九十0-9]*[)）章条、.．]*(?:申请|申报|所需|需要|办理|提交|应交|需提交|"
    "需提供|准备|报送|受理)?(?:的)?"
    "(?:材料|要件|资料|证件)(?:清单|目录|明细|要求)?[:：]?$"
)
TITLE: Final = re.compile(
    "(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+[章节]\\s*)其他(?:事项|规定|说明)?|"
    "(?:[■◆●▲壹贰叁肆伍]|[一二三四五六七八九十]{1,3}、)\\s*(?:其他情形|另外|还)?需要的(?:材料|证明|证件)"
)
TO_OFFICES: Final = re.compile(
    "(?:^|[，。；：、])(?!向|到|持|凭|应|须|由)[^，。；：]{0,14}(?:部门|机关|政府|单位|各地|街道|委员会|"
    "小组|办公室|局|法院|企业|组织|机构)[^，。；]{0,6}"
    "(?:应当|(?<![必需主])要(?![求件])|须(?![提报交送])|负责|及时)"
)
OFFICE_WORK: Final = re.compile("初审|上报|收集|移送|转交|汇总|会同|牵头")
CITIZEN: Final = re.compile("申请人|当事人|您|个人|群众|办事人|经营者|居民|本人|代办")
LOOSE: Final = re.compile(
    "视|酌|必要时|需要时|如有|根据|按|(?:窗口|机关|部门|人员|单位|街道|社区|村委会|局)(?:认为|要求)"
)  # vague by itself only where papers are spoken of
PAPER_WORD: Final = "材料"
PAPER: Final = re.compile(f"{PAPERS}|[证表书照簿卡]|合同|佐证|补充|其[他它余]")
NUMBER: Final = re.compile(
    r"^\s*(?:[（(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[)）.．、]|[①-⑳]|[•·\-—*●■◆])\s*"
)
ENTRY: Final = 40  # characters: an entry of a list, not a sentence
TAIL: Final = re.compile(
    rf"^(?:[，,]?(?:若干|[0-9一二三两各]*[份张页套]|等|（[^）]*）|\([^)]*\)|[。；;.]|[，,](?:具体|"
    rf"详)[^。]*))*$|^{PAPERS}"
)
ALWAYS: Final = re.compile(
    "(?:材料|资料|证件|文件)[^，。；]{0,6}(?:以|按)(?![^，。；]{0,10}(?:清单|指南|目录|公布|列明))[^，。；]{0,12}(?:为准|通知|要求)|(?:窗口|人员|部门|"
    "机关)[^，。；]{0,8}(?:可以?|有权|视情)[^，。；]{0,8}(?:要求|另)[^，。；]{0,12}(?:补充|材料)"
)


def vague_demands(paragraphs: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield (line, the vague words) of every demand that leaves open what is to be brought."""
    listing = False
    for line, paragraph in paragraphs:
        text = plain(paragraph)
        if HEADING.match(NUMBER.sub("", text)) or HEADING.match(text):
            listing = True
            continue
        entry = bool(NUMBER.match(text)) or len(text) <= ENTRY
        listing = listing and entry
        if TITLE.fullmatch(text) and not listing:
            continue
        for sentence in re.split("(?<=[。；！？])", text):
            if words := _left_open(sentence, listing=listing):
                yield line, words
                continue
            words = catch_all(NUMBER.sub("", sentence).rstrip("。；;"))
            if not words or FORBIDDING.search(sentence):
                continue
            if (TO_OFFICES.search(sentence) or OFFICE_WORK.search(sentence)) and not CITIZEN.search(sentence):
                continue
            spoken = words if words[0] in "、，" else sentence if LOOSE.match(words) else PAPER_WORD
            if not listing and not PAPER.search(spoken):
                continue
            if listing or DEMAND.search(sentence) or ALWAYS.search(sentence) or _is_entry(sentence, words):
                yield line, words


def _left_open(sentence: str, *, listing: bool) -> str:
    """Return the words that leave open what is to be brought, "" where nothing is, or where offices are told."""
    bare = NUMBER.sub("", sentence).rstrip("。；;")
    words = left_open(bare)
    if not words or not (listing or brought(bare, words)):
        return ""
    told = TO_OFFICES.search(bare) or OFFICE_WORK.search(bare)
    return "" if told and not CITIZEN.search(bare) else words


def _is_entry(sentence: str, words: str) -> bool:
    """Whether a line is nothing but the name of what is wanted, and that name is open."""
    if words.startswith(("、", "，", "别的")):
        return False
    bare = NUMBER.sub("", sentence).strip()
    place = bare.find(words)
    return len(bare) <= ENTRY and place >= 0 and TAIL.match(bare[place + len(words) :]) is not None
