"""What a service item says about its form: each field whole, in both languages, asked once and asked somewhere."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from config.problems import did_you_mean
from config.wording import columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from config.item_parts import FormField
    from config.schema import ServiceItem

    Note = Callable[[str, str], None]

__all__ = ["PREFILLS", "STORE", "check_fields"]

PREFILLS: Final = (
    "card.name",
    "card.number",
    "card.sex",
    "card.birth",
    "card.ethnicity",
    "card.address",
    "card.house",
)
"""What a card can fill in; `house` is the number before 号 in the address."""
STORE: Final = "store."
"""Followed by a licence type: the office that holds such a licence on this person."""

WORD: Final = re.compile(r"[a-z][a-z0-9_]*")
OPTION: Final = re.compile(r"[a-z][a-z0-9-]*")
HAN: Final = re.compile("[\u3400-\u9fff]")
DIGIT_PATTERN: Final = re.compile(r"[0-9\[\]{},|-]{1,60}")
MOST_DIGITS: Final = 24
ROOM: Final = {"label": 14, "title": 32, "lead": 60}
OPTION_ROOM: Final = {"label": 32, "lead": 44}
RESERVED: Final = frozenset({"appeal", "one_tap", "delivery", "for_case"})
SHORT_NAMES: Final = frozenset({"title", "lead"})


def check_fields(item: ServiceItem, note: Note) -> None:
    """Tell `note(key, message)` of every mistake in the fields of an item and in the steps that ask them."""
    known = {field.id for field in item.fields}
    questions = {question.id for question in item.questions}
    for place, field in enumerate(item.fields, start=1):
        key = f"fields[{place}]"
        if not WORD.fullmatch(field.id) or field.id in questions | RESERVED:
            note(f"{key}.id", "expected a word of small letters that nothing else is called")
        for member in field.members:
            if member not in {one.id for one in item.members}:
                note(f"{key}.members", f"no member {member}")
        for name, message in (*_worded(field), *_by_kind(field, item)):
            note(f"{key}.{name}", message)
    _check_once(item, note)
    _check_asked(item, known, note)


def _check_once(item: ServiceItem, note: Note) -> None:
    """每个字段只填一次: no two fields of one application mean the same."""
    for name in ("id", "label", "prefill"):
        count = Counter(getattr(field, name) for field in item.fields)
        for place, field in enumerate(item.fields, start=1):
            value = getattr(field, name)
            if value and count[value] > 1:
                note(f"fields[{place}].{name}", "used twice")


def _check_asked(item: ServiceItem, known: set[str], note: Note) -> None:
    asked = set()
    for place, step in enumerate(item.steps, start=1):
        if step.kind != "form":
            continue
        name = step.options.get("ask", "")
        if name not in known:
            note(f"steps[{place}].options.ask", f"no field {name or '…'}{did_you_mean(name, known)}")
        elif name in asked:
            note(f"steps[{place}].options.ask", "used twice")
        asked.add(name)
    for place, field in enumerate(item.fields, start=1):
        wants = field.kind != "given" or bool(field.options)
        if item.steps and wants and field.id not in asked:
            note(f"fields[{place}].id", "no step asks this field")
        if not wants and field.id in asked:
            note(f"fields[{place}].options", "a step asks it, and there is nothing to choose")


def _worded(field: FormField) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with its words: every text in Chinese and in English, and not too long for its place."""
    yield from _texts(field, ("label", "title", "lead"), ROOM, "")
    if field.kind != "given" and not field.title:
        yield "title", "missing"
    for place, option in enumerate(field.options, start=1):
        at = f"options[{place}]."
        yield from _texts(option, ("label", "lead"), OPTION_ROOM, at)
        if not OPTION.fullmatch(option.id):
            yield f"{at}id", "expected small letters, digits and hyphens, each id once"
    for option_id, count in Counter(option.id for option in field.options).items():
        if count > 1:
            yield "options", f"{option_id} is used twice"


def _texts(of: object, names: tuple[str, ...], room: dict[str, int], at: str) -> Iterator[tuple[str, str]]:
    for name in names:
        text, english = getattr(of, name), getattr(of, f"{name}_en")
        if not text and not english and name in SHORT_NAMES:
            continue
        if not HAN.search(text):
            yield f"{at}{name}", "no Chinese in it"
        elif columns(text) > room[name]:
            yield f"{at}{name}", f"expected 1 to {room[name]} half-width columns"
        if not english or HAN.search(english):
            yield f"{at}{name}_en", "no English for it"


def _by_kind(field: FormField, item: ServiceItem) -> Iterator[tuple[str, str]]:
    """Yield what its kind needs and has not, or has and does not need."""
    if field.kind == "choice" and len(field.options) < 2:  # noqa: PLR2004 - one is no choice
        yield "options", "expected two to choose from at least"
    if field.kind == "choice" and field.prefill:
        yield "prefill", "a choice is never made beforehand"
    if field.kind == "given" and not field.prefill:
        yield "prefill", "missing"
    if field.prefill and not _exists(field.prefill, item):
        yield "prefill", f"nothing fills in {field.prefill}{did_you_mean(field.prefill, PREFILLS)}"
    if field.kind == "digits":
        yield from _digits(field)
    elif field.pattern or field.check or field.shortest or field.longest:
        yield "longest", "stands with kind digits and only there"


def _exists(prefill: str, item: ServiceItem) -> bool:
    types = {material.license_type for material in item.materials if material.license_type}
    return prefill in PREFILLS or (prefill.startswith(STORE) and prefill.removeprefix(STORE) in types)


def _digits(field: FormField) -> Iterator[tuple[str, str]]:
    if not 0 < field.shortest <= field.longest <= MOST_DIGITS:
        yield "longest", f"expected 1 to {MOST_DIGITS} digits, the shortest first"
    if field.options:
        yield "options", "digits are typed, not chosen"
    if field.pattern:
        try:
            re.compile(field.pattern)
        except re.error:
            yield "pattern", "is not a regular expression"
        if not DIGIT_PATTERN.fullmatch(field.pattern):
            yield "pattern", "expected digits, [0-9], {n,m} and | alone"
