"""Which materials this person must bring for this matter, and which of them are still missing.

The list of what is missing is made once and whole (一次性告知, F06): checks never stop at the first one. Its digest
lets a later demand for something outside it be shown as a breach of the law.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kiosk.domain.rules.credit import saved
from kiosk.domain.rules.eligibility import rule_id, vocabulary
from kiosk.domain.rules.expression import decide, read_rule
from kiosk.domain.rules.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from config.schema import Material, ServiceItem
    from kiosk.domain.rules.facts import Value

__all__ = ["SECOND_NOTICE", "Notice", "Requirement", "breaches", "missing", "notice", "noticed", "required"]

SECOND_NOTICE: Final = "breach.second_notice"
"""The rule that a later demand for something new breaks, as ledger and complaints name it."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """Whether one material is asked of this person; UNKNOWN goes to a person and stops nobody."""

    material: Material
    truth: Truth
    rule_id: str


@dataclass(frozen=True, slots=True)
class Notice:
    """一次性告知: (material code, fault) of everything that is missing or faulty, in the order of the guide.

    `digest` (SHA-256, hexadecimal) binds item, version and list; the receipt and the ledger carry it.
    """

    item_id: str
    version: str
    lacks: tuple[tuple[str, str], ...]
    digest: str


def required(item: ServiceItem, facts: Mapping[str, Value], promised: Collection[str] = ()) -> tuple[Requirement, ...]:
    """Return every material of the guide with whether this person must bring it.

    What a signed commitment (告知承诺) replaces is asked of nobody, nor what a good record saves (信用审批); `promised`
    names the commitments that were given.
    """
    replaced = {code for one in item.commitments if one.id in promised for code in one.replaces}
    words = vocabulary(item)
    found = []
    for material in item.materials:
        truth = decide(read_rule(material.required_when, words), facts) if material.required_when else Truth.YES
        if material.material_code in replaced | saved(item, facts):
            truth = Truth.NO
        found.append(Requirement(material, truth, rule_id(item, material.material_code)))
    return tuple(found)


def missing(requirements: Iterable[Requirement], have: Collection[str]) -> tuple[Material, ...]:
    """Return the materials that are asked for and not there."""
    return tuple(
        one.material for one in requirements if one.truth is Truth.YES and one.material.material_code not in have
    )


def notice(
    item: ServiceItem, requirements: Iterable[Requirement], have: Collection[str], faulty: Mapping[str, str]
) -> Notice:
    """Return the one notice: all that is missing, and all that is there and will not do, with why.

    `faulty` maps material codes to what is wrong with the paper (`unreadable`, `expired` …); a code outside the guide's
    demands is not passed on (F14).
    """
    lacks = tuple(
        (one.material.material_code, faulty.get(one.material.material_code, "missing"))
        for one in requirements
        if one.truth is Truth.YES and (one.material.material_code not in have or one.material.material_code in faulty)
    )
    return noticed(item.id, item.version, lacks)


def noticed(item_id: str, version: str, lacks: tuple[tuple[str, str], ...]) -> Notice:
    """Return the notice that says this, with its digest."""
    told = json.dumps([item_id, version, lacks], ensure_ascii=False, separators=(",", ":"))
    return Notice(item_id, version, lacks, hashlib.sha256(told.encode()).hexdigest())


def breaches(given: Notice, demanded: Iterable[str]) -> tuple[str, ...]:
    """Return the material codes of a later demand that the notice did not hold: each is a breach (一次性告知)."""
    told = {code for code, _ in given.lacks}
    return tuple(dict.fromkeys(code for code in demanded if code not in told))
