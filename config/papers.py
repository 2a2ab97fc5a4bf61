"""Read the papers that are printed: their words in papers/, what they may say in paper_facts.toml.

`papers/<name>.<region code>.toml` changes one paper in one region: its `words` go over the paper's own, its `blocks`,
where it has any, stand in their place.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast, get_args

from config.paper_rules import check_paper
from config.paper_schema import BLOCKS, FactType, Paper, PaperFact
from config.problems import Findings, did_you_mean
from config.region_words import in_region
from config.shape import build
from config.toml import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from config.paper_schema import PaperBlock

__all__ = ["load_papers"]

HERE: Final = Path(__file__).parent
NAME: Final = re.compile(r"([a-z][a-z0-9-]*)(?:\.([0-9]{6}))?")
KEYS: Final = ("about", "words", "blocks")
PERSONAL: Final[dict[FactType, re.Pattern[str]]] = {
    "name": re.compile(r"applicant|holder|agent|citizen|person|(?<!_)name$"),
    "id_number": re.compile(r"id_number|identity"),
    "phone": re.compile(r"phone|mobile"),
    "address": re.compile(r"address|home"),
}
"""What a fact may not be called unless it has that type."""

Facts = dict[str, dict[str, PaperFact]]


def load_papers(region: str = "", folder: Path = HERE / "papers", facts: Path = HERE / "paper_facts.toml") -> Papers:
    """Return the papers by name, with the words of this region (six digits; "" for none).

    Every file is checked, those of other regions as well. Raises ConfigError with every mistake.
    """
    findings = Findings()
    subjects = _subjects(facts, findings)
    tables: dict[str, tuple[str, dict[str, object]]] = {}
    regional: list[tuple[str, str, str, dict[str, object]]] = []
    for path in sorted(folder.glob("*.toml")):
        found = NAME.fullmatch(path.name.removesuffix(".toml"))
        if found is None:
            findings.add(path.name, "", "expected <name>.toml or <name>.<six digits>.toml")
        elif found[2]:
            regional.append((path.name, found[1], found[2], read_table(path, findings)))
        else:
            tables[found[1]] = path.name, read_table(path, findings)
    papers = {
        name: _paper(name, _spoken(table, region), file, subjects, findings) for name, (file, table) in tables.items()
    }
    for file, name, code, table in regional:
        if name not in tables:
            findings.add(file, "", f"no such paper{did_you_mean(name, tables)}")
            continue
        merged = _spoken(_overlaid(tables[name][1], table, file, findings), code)
        changed = _paper(name, merged, file, subjects, findings)
        if code == region:
            papers[name] = changed
    if not tables:
        findings.add(folder.name, "", "holds no paper")
    findings.refuse()
    return papers


Papers = dict[str, Paper]


def _paper(name: str, table: Mapping[str, object], file: str, subjects: Facts, findings: Findings) -> Paper:
    for key in table.keys() - set(KEYS):
        findings.add(file, key, f"unknown key{did_you_mean(key, KEYS)}")
    about = table.get("about")
    if not isinstance(about, str) or about not in subjects:
        near = did_you_mean(about, subjects) if isinstance(about, str) else ""
        findings.add(file, "about", f"expected one of {', '.join(subjects)}{near}")
        return Paper(name=name, about="", facts={})
    words = table.get("words", {})
    if not isinstance(words, dict) or not all(isinstance(text, str) and text for text in words.values()):
        findings.add(file, "words", "expected texts by name")
        words = {}
    blocks = _blocks(table.get("blocks"), file, findings)
    paper = Paper(name=name, about=about, facts=subjects[about], words=words, blocks=blocks)
    check_paper(paper, partial(findings.add, file))
    return paper


def _blocks(raw: object, file: str, findings: Findings) -> tuple[PaperBlock, ...]:
    """Build each block by its kind; one of no known kind is noted and left out."""
    if not isinstance(raw, list):
        findings.add(file, "blocks", "expected a list of tables")
        return ()
    blocks: list[PaperBlock] = []
    for place, table in enumerate(raw, start=1):
        kind = table.get("kind") if isinstance(table, dict) else None
        shape = BLOCKS.get(kind) if isinstance(kind, str) else None
        if shape is None:
            near = did_you_mean(kind, BLOCKS) if isinstance(kind, str) else ""
            findings.add(file, f"blocks[{place}].kind", f"expected one of {', '.join(BLOCKS)}{near}")
        else:
            blocks.append(build(shape, table, file, findings, f"blocks[{place}]"))
    return tuple(blocks)


def _spoken(table: Mapping[str, object], region: str) -> dict[str, object]:
    """Return the table with every text in the words of a region."""

    def spoken(value: object) -> object:
        if isinstance(value, str):
            return in_region(value, region)
        if isinstance(value, list):
            return [spoken(one) for one in value]
        return {key: spoken(one) for key, one in value.items()} if isinstance(value, dict) else value

    return {key: spoken(value) for key, value in table.items()}


def _overlaid(
    base: Mapping[str, object], over: Mapping[str, object], file: str, findings: Findings
) -> dict[str, object]:
    merged = dict(base) | {key: value for key, value in over.items() if key != "words"}
    if over.get("about", base.get("about")) != base.get("about"):
        findings.add(file, "about", "a region cannot change what a paper is about")
    mine, theirs = base.get("words", {}), over.get("words", {})
    if isinstance(mine, dict) and isinstance(theirs, dict):
        for key in theirs.keys() - mine.keys() if "blocks" not in over else ():
            findings.add(file, f"words.{key}", f"the paper has no such words{did_you_mean(key, mine)}")
        merged["words"] = mine | theirs
    else:
        merged["words"] = theirs
    return merged


def _subjects(path: Path, findings: Findings) -> Facts:
    """Read which facts there are, by subject: `name = "type"`, ? behind it may lack, ! must be said; rows as a list."""
    subjects: Facts = {}
    for subject, table in read_table(path, findings).items():
        if not isinstance(table, dict):
            findings.add(path.name, subject, "expected a table")
            continue
        subjects[subject] = {}
        for name, said in table.items():
            fact = _fact(name, said)
            if fact is None:
                findings.add(path.name, f"{subject}.{name}", f"expected one of {', '.join(get_args(FactType))}")
                continue
            subjects[subject][name] = fact
            for kind, called in PERSONAL.items():
                if called.search(name) and fact.type != kind and not name.startswith(("dept_", "task_", "item_")):
                    findings.add(path.name, f"{subject}.{name}", f"is somebody's: expected type {kind}")
    return subjects


def _fact(name: str, said: object) -> PaperFact | None:
    if isinstance(said, list) and said and all(isinstance(column, str) for column in said):
        return PaperFact(name=name, type="rows", columns=tuple(said))
    if not isinstance(said, str):
        return None
    kind = said.rstrip("?!")
    if kind not in get_args(FactType) or kind == "rows":
        return None
    return PaperFact(name=name, type=cast("FactType", kind), may_lack="?" in said, must="!" in said)
