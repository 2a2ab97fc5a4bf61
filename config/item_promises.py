"""Whether the words of an item promise what its numbers say: a day to hold to, one list of what is missing, the fee."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from config.paper_names import same_paper
from config.second_notice import second_notice
from config.vague_time import SPAN, vague_time
from config.wording import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from config.schema import ServiceItem

    Note = Callable[[str, str], None]

__all__ = ["check_promises"]

DAYS: Final = re.compile("([0-9]+) ?个?(工作日|自然日|天|日|周|月)")
CALENDAR: Final = {"工作日": 7 / 5, "周": 7.0, "月": 30.0}
MONEY: Final = re.compile("([0-9]+(?:\\.[0-9]+)?) ?(?:元|块)")
PAPER: Final = re.compile(
    "(?:^|[、，和或带交])((?!都|别)[^、，和或带交只]{0,10}?(?:证|证明|照片|合同|执照|簿|信|"
    "复印件|委托书|申请书))(?=[、，。和或]|$)"
)
TIME: Final = re.compile(f"{SPAN}|当场|马上|当[天日]|即[时办]|立等")
BRING: Final = re.compile("带来|带上|都?要?带|交[到来给窗]|提交|提供|出示|备好")
SPARED: Final = re.compile("不用|不必|无需|无须|免|不要|没有也")
FREE: Final = re.compile("^(?:不收费|免费|不要钱|不花钱)")
SENTENCES: Final = re.compile("[。；！？]")


def check_promises(item: ServiceItem, note: Note) -> None:
    """Tell `note(key, message)` where words take back or contradict what the item promises."""
    for key, text in _promising(item):
        for sentence in SENTENCES.split(plain(text)):
            if words := vague_time(sentence):
                note(key, f"a time that limits nothing: {words}")
            if words := second_notice(sentence):
                note(key, f"a second list of what is missing: {words}")
    if item.guide:
        _check_numbers(item, note)
        _check_papers(item, note)


def _check_numbers(item: ServiceItem, note: Note) -> None:
    assert item.guide is not None  # noqa: S101 - the caller has looked
    longest = max(item.promise_days or item.anticipate_days or 0, item.deferral.promise_days) * CALENDAR["工作日"]
    for place, line in enumerate(item.guide.time, start=1):
        said = DAYS.search(plain(line))
        if said and int(said[1]) * CALENDAR.get(said[2], 1.0) > longest:
            note(f"guide.time[{place}]", f"says {said[1]} days, more than the item promises")
    if item.guide.time and not TIME.search(plain(item.guide.time[0])):
        note("guide.time[1]", "names no time")
    if any(
        one not in item.fee.standard + item.fee.basis for line in item.guide.fee for one in MONEY.findall(plain(line))
    ):
        note("guide.fee", "says an amount that the fee card does not name")
    if item.fee.charge and any(FREE.search(line) for line in item.guide.fee):
        note("guide.fee", "says that it is free, and the item charges")


def _check_papers(item: ServiceItem, note: Note) -> None:
    """Tell what the guide says to bring that is cancelled or stands among no materials."""
    assert item.guide is not None  # noqa: S101 - the caller has looked
    named = [
        name
        for material in item.materials
        for name in (material.material_name, material.short_name, material.license_type)
        if name
    ]
    for place, material in enumerate(item.materials, start=1):
        if material.capture == "licence_store" and BRING.search(material.note) and not SPARED.search(material.note):
            note(f"materials[{place}].note", "asks for a paper that the office looks up itself")
    for place, line in enumerate(item.guide.bring, start=1):
        for paper in PAPER.findall(plain(line)):
            if any(same_paper(paper, one.name) for one in item.cancelled):
                note(f"guide.bring[{place}]", f"{paper} is cancelled and yet asked for")
            elif named and "身份证" not in paper and not any(_alike(paper, name) for name in named):
                note(f"guide.bring[{place}]", f"asks for {paper}, which is no material of the item")


def _alike(paper: str, name: str) -> bool:
    return paper in name or name in paper or same_paper(paper, name) or paper[:2] in name


def _promising(item: ServiceItem) -> Iterator[tuple[str, str]]:
    """Yield the texts that say when something is done and what is asked for."""
    yield "promise_explain", item.promise_explain
    for place, line in enumerate(item.next_steps, start=1):
        yield f"next_steps[{place}]", line
    for place, material in enumerate(item.materials, start=1):
        yield f"materials[{place}].note", material.note
    if item.guide:
        for name in ("who", "time", "bring", "get"):
            for place, line in enumerate(getattr(item.guide, name), start=1):
                yield f"guide.{name}[{place}]", line
        yield "guide.unresolved", item.guide.unresolved
