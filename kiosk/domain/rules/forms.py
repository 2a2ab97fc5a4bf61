"""What a form asks of this person and whether an answer will do: the same for glass and office (F16, F24)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kiosk.domain.peoples import people_of
from kiosk.domain.rules.eligibility import DELIVERY, vocabulary
from kiosk.domain.rules.expression import decide, read_rule
from kiosk.domain.rules.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from config.item_parts import FormField
    from config.schema import ServiceItem
    from kiosk.domain.person import Identity
    from kiosk.domain.rules.facts import Value

__all__ = [
    "asked_fields",
    "chosen",
    "fields_of",
    "filled_beforehand",
    "flaw",
    "least_digits",
    "prefilled",
    "right_digits",
]

HOUSE: Final = re.compile(r"([0-9]{1,5})号")
PHONE: Final = re.compile(r"1[3-9][0-9]{9}|0[1-9][0-9]{8,10}")  # mobile, or area code and subscriber
MOBILE: Final = 11
LARGEST_DIGIT: Final = 9
CARD: Final[Mapping[str, Callable[[Identity], str]]] = {
    "card.name": lambda person: person.name,
    "card.number": lambda person: person.number,
    "card.sex": lambda person: person.sex,
    "card.birth": lambda person: person.birth.isoformat(),
    "card.ethnicity": lambda person: people_of(person.ethnicity),
    "card.address": lambda person: person.address,
    "card.house": lambda person: "".join(HOUSE.findall(person.address)[-1:]),
}
"""Where each of config.item_forms.PREFILLS stands on a card; "" where this card does not state it."""


def asked_fields(item: ServiceItem, facts: Mapping[str, Value]) -> tuple[FormField, ...]:
    """Return the fields that are surely asked of this person, in the order of the item; the undecided is not asked."""
    words = vocabulary(item)
    rules = ((field, field.when) for field in item.fields)
    return tuple(field for field, when in rules if not when or decide(read_rule(when, words), facts) is Truth.YES)


def fields_of(item: ServiceItem, member: str) -> tuple[FormField, ...]:
    """Return the fields on the form of one member of a joint item, a part of the one that is filled in (一套表单)."""
    return tuple(field for field in item.fields if not field.members or member in field.members)


def filled_beforehand(item: ServiceItem) -> tuple[int, int]:
    """Return how many fields of an item's form card or licence store fill in, and how many it has (表单预填率, F24)."""
    return sum(bool(field.prefill) for field in item.fields), len(item.fields)


def chosen(item: ServiceItem, form: Mapping[str, str]) -> dict[str, Value]:
    """Return the facts that the answers to an item's choices and to 怎么取 are; what was not offered is no fact."""
    choices = (field for field in item.fields if field.kind == "choice")
    said: dict[str, Value] = {one.id: form[one.id] for one in choices if one.option(form.get(one.id, ""))}
    way = form.get(DELIVERY, "")
    return said | ({DELIVERY: way} if way and DELIVERY in vocabulary(item) else {})


def prefilled(field: FormField, person: Identity) -> str:
    """Return what this person's card says in a field, "" where it says nothing."""
    read = CARD.get(field.prefill)
    return read(person) if read else ""


def flaw(field: FormField, value: str, given: str = "") -> str:
    """Return why a field's value will not do, "" when it will: missing, unknown-option or wrong-digits.

    `given` is what was filled in beforehand. Where nothing was, and the citizen cannot know it, the office looks.
    """
    if not value:
        return "missing" if field.required and (field.kind != "given" or field.options) else ""
    if value == given:
        return ""
    if field.kind == "digits":
        return "" if right_digits(field, value) else "wrong-digits"
    return "" if field.option(value) else "unknown-option"


def least_digits(field: FormField, text: str) -> int:
    """Return how many digits there must be before it can be said that these are wrong."""
    return MOBILE if field.check == "phone" and text.startswith("1") else field.shortest


def right_digits(field: FormField, text: str) -> bool:
    """Whether digits are as many as the field takes, of its pattern, and pass its check."""
    if not (text.isascii() and text.isdecimal() and field.shortest <= len(text) <= field.longest):
        return False
    if field.pattern and not re.fullmatch(field.pattern, text):
        return False
    checks: dict[str, Callable[[str], object]] = {"luhn": _luhn, "phone": PHONE.fullmatch, "": lambda _text: True}
    return bool(checks[field.check](text))


def _luhn(digits: str) -> bool:
    """Check a card number as ISO/IEC 7812-1 Annex B says."""
    doubled = [2 * int(digit) for digit in digits[-2::-2]]
    return (sum(map(int, digits[-1::-2])) + sum(n - 9 if n > LARGEST_DIGIT else n for n in doubled)) % 10 == 0
