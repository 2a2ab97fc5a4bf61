"""Papers that a page has itself cancelled and asks for again: under another heading, or in the same breath."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from config.paper_names import same_paper

__all__ = ["Returned"]

DROPPED: Final = (
    "取消|清理掉|不再|免交|免于|免提|免收|免予|无需|无须|不需|不用|不必|改由|改为|改成|已由|已通过|"
    "由[^，。；]{1,12}(?:代替|替代|核验|核实|共享|查询)"
)
GONE: Final = re.compile(
    "(?:取消(?:的)?(?:材料)?|不再(?:要求)?(?:提交|提供|收取?)|免(?:于)?(?:提交|提供|交|收)|不用[交带]”?(?:一栏)?(?:写着|里)?的?|无需(?:提交|提供)|"
    "已由[^，。；]{0,12}代替)[:：]?([^。；，]{2,60})"
)
GONE_BEFORE: Final = re.compile(
    "^(?:[^：:]{0,8}[：:])?([^，。；：:]{2,20}?)(?=自|从|于|已|早|现|[这本此]次|清理|今后|也|均|都|一律|予以|"
    "全部|不再|取消|免[交于提收予]|改[由为成]|由|[（(]|通过|无[需须]|不[需用必])"
)
GONE_HEADING: Final = re.compile(
    "(?:取消|不再|不用|不必|无需|免|减掉|精简|清理)[^，。；]{0,12}(?:材料|证明|证件|手续|"
    "清单|哪些|什么|东西)|(?:材料|证明|证件)[^，。；]{0,6}(?:取消|不再收|不用[交带])"
)
WANTED_HEADING: Final = re.compile(
    "(?:申请|申报|所需|需要?|办理|提交|要|应|现在|准备|交|带|备)[^，。；]{0,6}(?:材料|证件|"
    "证明|手续|要件)|(?:带|交|准备|提交)(?:什么|哪些|哪几样|啥)|^材料(?:清单|目录)?$"
)
DEMANDED: Final = re.compile(
    "把[^，。；]{2,16}(?:带上|带来|带着|交上|拿来)|"
    "(?:申请|所需|申报|办理)材料(?:包括|有|为)?[:：]|(?:应当|须|需|需要|请|应|要|得|仍|还|务必)[^，。；]{0,6}?"
    "(?:提交|提供|携带|出具|自备|备好|备齐|交验|交回|补交|上交|带|交|开|拿|附)"
)
ELLIPTIC: Final = re.compile(
    "(?:请|须|需|应|要|仍|还)[^，。；]{0,4}(?:提交|提供|携带|自备|交|带|备)(?:上|来|齐|"
    "好)?(?:原件|复印件)?\\s*[0-9一二两三四五]+\\s*[份张页]"
)
SEVERAL: Final = re.compile("[、，,和及与：:]|以及|还有")
NUMBERED: Final = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百]+条\s*|[（(【]?[0-9一二三四五六七八九十]{1,2}[)）】.．、]|[①-⑳]|【)\s*"
)
ASKED: Final = re.compile("^.*(?:提交|提供|携带|出具|带上?)")
ACT: Final = re.compile("^(?:要求|提交|提供|收取|出具|的)+|(?:提交|提供|收取|收|的)$")
BANNED: Final = re.compile("不得|不准|不许|严禁|禁止|不应|不能要|也不[要收用]|不用|不必|无需|无须|不需")
OWNERS: Final = re.compile("(?:单位|机关|部门|窗口|人员|群众|申请人|企业|人|局|所|社区|村)$")
AGAIN: Final = re.compile(
    "仍|还[是须需要得]|依旧|照旧|照样|不过|但|为(?:保险|稳妥|慎重)|起见|照收|照旧收|以防|备核|顺[便手]|最好|可来时|来时|窗口提示|务必"
)
GIVEN: Final = re.compile("[提附]交?|交|带|捎|开|拿|备|出具|写|出一?份|复印好|照收")
TAIL, NAME = 3, 7  # characters that 该通知书 repeats of a name; that are the name itself and no circumstance
LINKED: Final = 0.4  # share of a name's pairs of characters by which another name still means it
GENERIC: Final = frozenset(("证明", "材料", "原件", "复印", "印件", "资料", "文件", "手续", "情况"))
TITLE: Final = 20  # characters: a heading is no longer
LONG: Final = 3  # characters of a paper's name that is looked for inside an entry


class Returned:
    """Reads a page line by line; remembers what it cancels."""

    def __init__(self) -> None:
        self._gone: list[str] = []
        self._under = ""

    def read(self, text: str) -> list[str]:
        """Return the cancelled papers that this line asks for."""
        bare = NUMBERED.sub("", text).rstrip("】：:")
        if len(bare) <= TITLE and not re.search("[。；，]", text):
            if GONE_HEADING.search(bare):
                self._under = "gone"
                return []
            if WANTED_HEADING.search(bare):
                self._under = "wanted"
                return []
        if NUMBERED.match(text) and bare != text and len(bare) <= TITLE and not re.search("[0-9][.．、]|①", text[:3]):
            self._under = ""
        return self._read_line(text, bare)

    def _read_line(self, text: str, bare: str) -> list[str]:
        if self._under == "gone" and not DEMANDED.search(bare):
            name = re.split("[—–：:（(，。；]|改[由为]|已|由", bare)[0]
            self._gone += self._names(name)
        if self._under == "wanted" and not re.search(DROPPED, bare):
            return [paper for paper in self._gone if _names_it(paper, bare)]
        back: list[str] = []
        for sentence in text.split("。"):
            back += self._read_sentence(sentence)
        return back

    def _read_sentence(self, sentence: str) -> list[str]:
        back: list[str] = []
        listing, again, latest = False, False, list[str]()
        for clause in re.split("[；，]", sentence):
            if BANNED.search(clause) and not re.search(DROPPED, clause):
                continue
            listing = listing or DEMANDED.search(clause) is not None
            again = again or AGAIN.search(clause) is not None
            if re.search(DROPPED, clause):
                named = self._named(clause)
                latest = named or latest
                self._gone += named
                if ELLIPTIC.search(clause) and latest and not re.search("不[用必需再]|无需", clause):
                    back += latest
            elif again and (meant := [paper for paper in self._gone if _means_it(paper, clause)]):
                back += meant
            elif latest and ELLIPTIC.search(clause) and not _other_paper(clause):
                back += latest
            elif listing:
                wanted = [ASKED.sub("", NUMBERED.sub("", one)) for one in SEVERAL.split(clause)]
                back += [
                    paper
                    for paper in self._gone
                    if any(same_paper(paper, one) for one in wanted)
                    or (DEMANDED.search(clause) and _names_it(paper, clause))
                ]
        return list(dict.fromkeys(back))

    def _named(self, clause: str) -> list[str]:
        """Return the papers that a clause cancels: named after the verb, or before it."""
        found = GONE.search(clause)
        return (self._names(found.group(1)) if found else []) or (
            self._names(found.group(1)) if (found := GONE_BEFORE.search(NUMBERED.sub("", clause))) else []
        )

    @staticmethod
    def _names(written: str) -> list[str]:
        return [
            one
            for part in SEVERAL.split(NUMBERED.sub("", written))
            if len(one := ACT.sub("", part.strip("的等“”《》 "))) > 1 and not OWNERS.search(one)
        ]


def _names_it(paper: str, entry: str) -> bool:
    """Whether an entry of a list asks for this paper, with whatever stands around its name."""
    first = re.split("[，；（(]", entry)[0]
    return any(same_paper(paper, one) for one in SEVERAL.split(first)) or (len(paper) >= LONG and paper in entry)


def _means_it(paper: str, clause: str) -> bool:
    """Whether a clause that asks once more (仍请开一份) means this paper, or what goes by much of its name."""
    if not GIVEN.search(clause) or ("复印" in paper and "复印" not in clause and "原件" in clause):
        return False
    if re.search(f"[该此这][种项份类]?{re.escape(paper[-TAIL:])}", clause):
        return True
    pairs = [one for one in map("".join, pairwise(paper[-NAME:])) if one not in GENERIC]
    return bool(pairs) and sum(one in clause for one in pairs) >= LINKED * len(pairs)


def _other_paper(clause: str) -> bool:
    return re.search("[证表书照簿卡本]|合同|材料|证明(?!材料)", re.sub("复印件|原件", "", clause)) is not None
