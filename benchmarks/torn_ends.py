"""Make config/torn_ends.toml from a folder of laws: three characters that law-makers write often and never end on.

python benchmarks/torn_ends.py FOLDER > config/torn_ends.toml — any folder of .md or .txt files; the table of the house
was made from 2 782 laws and regulations of the PRC (no copyright: 著作权法 第五条) as LawRefBook/Laws collects them.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

OFTEN, SURE = 30, 0.9  # times seen; share of the one character that follows


def torn_ends(folder: Path) -> dict[str, list[str]]:
    """Return by first character the two that follow, where a clause never stops after the three."""
    seen: Counter[str] = Counter()
    stops: Counter[str] = Counter()
    then: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted(folder.rglob("*.[mt][dx]*")):
        for clause in re.split("[^\u4e00-\u9fff]+", path.read_text(encoding="utf-8", errors="replace")):
            for place in range(len(clause) - 2):
                three = clause[place : place + 3]
                seen[three] += 1
                following = clause[place + 3 : place + 4]
                if following:
                    then[three][following] += 1
                else:
                    stops[three] += 1
    table: dict[str, list[str]] = defaultdict(list)
    for three, times in seen.items():
        if times >= OFTEN and not stops[three] and then[three].most_common(1)[0][1] >= SURE * times:
            table[three[0]].append(three[1:])
    return table


if __name__ == "__main__":
    print("# Three characters that laws write often and never end on: made by benchmarks/torn_ends.py.")
    for first, rest in sorted(torn_ends(Path(sys.argv[1])).items()):
        print(f"{first!r} = {' '.join(sorted(rest))!r}")
