"""What a region calls things (F32): one file each, named by its code (GB/T 2260); wording alone, never logic."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from config.problems import Findings
from config.toml import read_table
from config.wording import hostile

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["in_region", "load_region_words", "regions_with_words"]

HERE: Final = Path(__file__).with_name("region_words")
GAP: Final = re.compile(r"\{[^}]*\}")


def regions_with_words(folder: Path = HERE) -> tuple[str, ...]:
    """Return the codes of the regions that have words of their own."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


@cache
def load_region_words(code: str, folder: Path = HERE) -> Mapping[str, str]:
    """Return what is said otherwise in a region, the longest first; nothing where it has no file. Raises ConfigError.

    A term and what stands for it hold the same {gaps}, so that no fact is lost by wording.
    """
    path = folder / f"{code}.toml"
    if not re.fullmatch("[0-9]{6}", code) or not path.is_file():
        return {}
    findings = Findings()
    table = read_table(path, findings)
    terms = table.get("terms")
    if not isinstance(terms, dict) or not terms or table.keys() != {"terms"}:
        findings.add(path.name, "terms", "expected one table of words")
        terms = {}
    for said, meant in terms.items():
        if not isinstance(meant, str) or not meant or not re.search("[\u4e00-\u9fff]{2}", said):
            findings.add(path.name, f"terms.{said}", "expected Chinese words for Chinese words")
        elif found := hostile(meant):
            findings.add(path.name, f"terms.{said}", f"holds {found}")
        elif sorted(GAP.findall(said)) != sorted(GAP.findall(meant)):
            findings.add(path.name, f"terms.{said}", "expected the same gaps on both sides")
    findings.refuse()
    return {said: terms[said] for said in sorted(terms, key=len, reverse=True)}


def in_region(text: str, code: str) -> str:
    """Return a Chinese sentence of ours in the words of this region."""
    for said, meant in load_region_words(code).items():
        text = text.replace(said, meant)
    return text
