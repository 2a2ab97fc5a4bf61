"""Make config/torn_ends.toml from a folder of laws and a list of words: how no clause ends.

python benchmarks/torn_ends.py FOLDER WORDS TEXT… > config/torn_ends.toml — FOLDER holds .md or .txt files, WORDS in
each line a word and how often it is written, each TEXT sentences that stand whole: what ends a clause there is none.
The table of the house was made from 2 782 laws and regulations of the PRC (no copyright: 著作权法 第五条) as
LawRefBook/Laws collects them, the dictionary of jieba 0.42.1 (MIT), good snippets of the linter's tests and the items.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

OFTEN, SELDOM = 30, 0.01  # times seen; share of those that end a clause
ALONE = 0.05  # a character that ends fewer of the clauses it stands in does not end one outside a word
PLAIN, SURE = 20, 100  # times a word is written; times seen where even a word's end is held to be torn
WRITTEN = 10
# What ends a sentence by itself in plain speech, or stands after any noun: 确认键, 自助机, 怎么补, 您不用带.
MAY_END = frozenset(
    "人员者家手师生证书表单卡簿本册号码件票据款费金钱税价率额值量数期日天月年周岁时分秒点次份张页个户口房屋楼层室厅馆院所站处局部会办"
    "科股组队班村镇乡县市区省路街巷栋门窗台机器键钮屏网线图片照像章印笔纸箱袋包盒瓶车船物品货药水电气热油粮菜肉果茶酒带信补填领查交拿"
    "来去走看问写签找选等上下里外中内前后间行法性化类型级制度式版段章节条款项目事权力案刑罪病症伤亡学校园厂店铺场地方国城港河山林田土石"
    "木草花鸟鱼虫牛羊马猪狗鸡蛋奶米面饭衣鞋帽床椅桌灯管了的吗呢吧啊呀嘛着过好多少大小高低快慢早晚远近长短新旧对错是非有无能会要肯给到完"
    "成死活开关停止满足够"
)


def torn_ends(folder: Path, words: Path, whole: set[str]) -> dict[str, dict[str, str]]:
    """Return what stands before each last character: in pairs and threes that end no clause, and in words."""
    seen, ends = _count(folder)
    pairs_of_words, threes_of_words = _endings(words)
    rare = {run for run, times in seen.items() if times >= OFTEN and ends[run] < SELDOM * times and _plain(run)} - whole
    pairs = {run for run in rare if len(run) == 2 and run[1] not in MAY_END and pairs_of_words[run] < PLAIN}
    threes = {
        run
        for run in rare
        if len(run) == 3
        and run[1:] not in pairs
        and not threes_of_words[run]
        and (pairs_of_words[run[1:]] < PLAIN or (seen[run] >= SURE and not ends[run]))
    }
    lone = {
        one
        for one, times in seen.items()
        if len(one) == 1 and one not in MAY_END and times >= OFTEN and ends[one] < ALONE * times and _plain(one)
    }
    known = {run for run, times in pairs_of_words.items() if run[1] in lone and times >= WRITTEN and _plain(run)}
    known |= {run for run in whole if len(run) == 2 and run[1] in lone}
    return {"pairs": _by_last(pairs), "threes": _by_last(threes), "words": _by_last(known)}


def whole_ends(texts: list[Path]) -> set[str]:
    """Return the last two and three characters of every clause of these texts."""
    clauses = [one for text in texts for one in re.findall("[\u4e00-\u9fff]+", text.read_text(encoding="utf-8"))]
    return {clause[-size:] for clause in clauses for size in (2, 3) if len(clause) > size}


def _count(folder: Path) -> tuple[Counter[str], Counter[str]]:
    seen: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    for path in sorted(folder.rglob("*.[mt][dx]*")):
        for clause in re.split("[^\u4e00-\u9fff]+", path.read_text(encoding="utf-8", errors="replace")):
            for size in (1, 2, 3):
                seen.update(clause[place : place + size] for place in range(len(clause) - size + 1))
                if len(clause) >= size:
                    ends[clause[-size:]] += 1
    return seen, ends


def _endings(words: Path) -> tuple[Counter[str], Counter[str]]:
    """Return how often the last two and the last three characters of a word are written."""
    twos: Counter[str] = Counter()
    threes: Counter[str] = Counter()
    for line in words.read_text(encoding="utf-8").splitlines():
        word, times, *_ = line.split(" ")
        if len(word) > 1:
            twos[word[-2:]] += int(times)
        if len(word) > 2:
            threes[word[-3:]] += int(times)
    return twos, threes


def _plain(run: str) -> bool:
    return all(len(one.encode("gb2312", "ignore")) == 2 and "\u4e00" <= one <= "\u9fff" for one in run)


def _by_last(runs: set[str]) -> dict[str, str]:
    table: dict[str, list[str]] = defaultdict(list)
    for run in sorted(runs):
        table[run[-1]].append(run[:-1])
    return {last: ("" if len(before[0]) == 1 else " ").join(before) for last, before in sorted(table.items())}


if __name__ == "__main__":
    made = torn_ends(Path(sys.argv[1]), Path(sys.argv[2]), whole_ends([Path(text) for text in sys.argv[3:]]))
    print(
        "# What stands before a last character: in pairs and threes that end no clause of a law, and in words (where a"
    )
    print("# character seldom ends a clause by itself): made by benchmarks/torn_ends.py.")
    for name, table in made.items():
        print(f"\n[{name}]")
        for last, before in table.items():
            print(f"{last!r} = {before!r}")
