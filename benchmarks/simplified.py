"""Make config/simplified.toml: the simplified form of each traditional character that a page is likely to hold.

python benchmarks/simplified.py TSCharacters.txt > config/simplified.toml — the table of the house was made from that of
OpenCC (Apache-2.0), of which it keeps what stands in Big5 on the left and in GB 2312 on the right.
"""

from __future__ import annotations

import sys
from pathlib import Path


def simplified(table: Path) -> dict[str, str]:
    """Return the simplified character for each traditional one."""
    pairs = {}
    for line in table.read_text(encoding="utf-8").splitlines():
        written, _, simple = line.partition("\t")
        meant = simple.split(" ")
        if written not in meant and _within(written, "big5") and _within(meant[0], "gb2312"):
            pairs[written] = meant[0]
    return pairs


def _within(character: str, charset: str) -> bool:
    try:
        return len(character.encode(charset)) > 1
    except UnicodeEncodeError:
        return False


if __name__ == "__main__":
    made = simplified(Path(sys.argv[1]))
    print("# Traditional characters and their simplified forms, place by place: made by benchmarks/simplified.py.")
    print(f'traditional = "{"".join(made)}"')
    print(f'simplified = "{"".join(made.values())}"')
