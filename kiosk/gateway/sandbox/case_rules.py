"""Why a case is refused at the counter, in words that a person can use: what is wrong, and what to bring.

The office decides by the very rules that the citizen saw before (kiosk.domain.rules, F16); it merely knows more, from
its own registers. What even it cannot decide is taken in and looked at by a person.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from config.item_forms import STORE
from config.load import read_services
from config.problems import ConfigError
from kiosk.domain.person import Identity
from kiosk.domain.rules.commitments import offered, text_sha256
from kiosk.domain.rules.credit import saved
from kiosk.domain.rules.deferral import days_for, offer
from kiosk.domain.rules.eligibility import judge
from kiosk.domain.rules.forms import asked_fields, chosen, flaw, prefilled
from kiosk.domain.rules.papers import required
from kiosk.domain.rules.person import facts_of
from kiosk.domain.rules.truth import Truth
from kiosk.gateway.sandbox.case_region import misrouted
from kiosk.gateway.sandbox.credit import tier_of
from kiosk.gateway.sandbox.licences import PEOPLE
from kiosk.gateway.sandbox.problems import WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from config.item_parts import FormField
    from config.schema import ServiceItem
    from kiosk.domain.rules.eligibility import Judgement
    from kiosk.domain.rules.facts import Value

__all__ = ["Reason", "appealed", "for_a_person", "judgement_of", "read_item", "reason", "reason_against", "still_owed"]

Reason = dict[str, Any]  # code, text_zh, bring: [{material_code, text_zh}]
REGION = "示范市"
ABSENT = frozenset({"to_capture", "deferrable", "promised"})
LONGEST_UNDERWAY = dt.timedelta(180)  # a queued case is taken for so long; a filing day before that is a wrong clock
REGISTERS: dict[str, dict[str, Any]] = {
    person["number"]: person["facts"]
    for person in tomllib.loads(Path(__file__).with_name("registers.toml").read_text(encoding="utf-8"))["person"]
}


def reason(code: str, bring: list[dict[str, str]] | None = None, text_zh: str = "") -> Reason:
    """Return a reason; its sentence is that of `urn:case:<code>` unless another is given."""
    return {"code": code, "text_zh": text_zh or WORDS[f"urn:case:{code}"]["zh"], "bring": bring or []}


def reason_against(body: dict[str, Any], catalogue: Path | None) -> Reason | None:
    """Return why this case cannot be taken, None when it can. Without a catalogue every item is offered."""
    if body["identity"]["trust"] == "pa_failed":
        return reason("identity-unproven", [{"material_code": "identity", "text_zh": "证件原件"}])
    if catalogue is None:
        return None
    item = read_item(catalogue, body["item"]["id"])
    if item is None:
        return reason("item-unknown")
    if misrouted(body):
        return reason("item-unknown")
    judged = judgement_of(body, item)
    if judged.truth is Truth.NO and not appealed(body):
        told = "；".join(f"{verdict.text}（{verdict.rule_id}）：{verdict.instead}" for verdict in judged.against)
        return reason("not-eligible", text_zh=f"不符合受理条件：{told}。")
    return _against_form(body, item) or _against_papers(body, item)


def still_owed(body: dict[str, Any], item: ServiceItem | None) -> list[str]:
    """Return the codes of what was promised and is still needed: what a good record saves needs no promise."""
    promised = set((body["promise"] or {}).get("material_codes", ()))
    return sorted(promised - (saved(item, _facts(body, item)) if item else frozenset()))


def appealed(body: dict[str, Any]) -> bool:
    """Whether the applicant knows the no and wants a person to look (无否决权): 收件, and never 受理 at once."""
    return bool(body.get("form", {}).get("appeal"))


def for_a_person(body: dict[str, Any]) -> bool:
    """Whether no clock may accept it: a no was appealed, or a page does not measure as its paper and yet is said to be.

    The second one excuses nothing: a rule that says no still refuses.
    """
    pages = (page for material in body.get("materials", ()) for page in material.get("attachments", ()))
    return appealed(body) or any(page.get("doubt") for page in pages)


def judgement_of(body: dict[str, Any], item: ServiceItem) -> Judgement:
    """Return the verdicts on the applicant of a case body, with what the office's registers add."""
    return judge(item, _facts(body, item))


def read_item(catalogue: Path, item_id: str) -> ServiceItem | None:
    """Return a service item, None when it is not published or cannot be read."""
    for path in catalogue.glob("*.toml"):
        if path.stem == item_id:
            return _parsed(path, path.stat().st_mtime_ns)
    return None


@lru_cache(maxsize=256)
def _parsed(path: Path, _changed: int) -> ServiceItem | None:
    try:
        return read_services([path], path.name)[path.stem]
    except ConfigError:
        return None


def _identity(body: dict[str, Any]) -> Identity:
    said = body["identity"]
    return Identity(
        kind=said["kind"],
        name=said["name"],
        number=said["number"],
        sex=said["sex"],
        birth=dt.date.fromisoformat(said["birth"]),
        trust=said["trust"],
        ethnicity=said.get("ethnicity", ""),
        address=said["address"],
        matched=said.get("matched", ""),
    )


def _facts(body: dict[str, Any], item: ServiceItem) -> Mapping[str, Value]:
    said, identity = body["identity"], _identity(body)
    held = {holding["license_type"] for holding in PEOPLE.get(said["number"], ())}
    day = _day(body["filed_at"])
    asked = {question.id for question in item.questions}
    answers = {name: one for name, one in body.get("answers", {}).items() if name in asked}
    picked = chosen(item, body.get("form", {}))
    known = facts_of(identity, day, region=REGION, holdings=held, answers={**answers, **picked}, agent="agent" in body)
    return known | {"credit": tier_of(said["number"])} | REGISTERS.get(said["number"], {})


def _stands(given: dict[str, Any], item: ServiceItem, facts: Mapping[str, Value], version: str) -> bool:
    """Whether a commitment is one that this item offers this person, each term ticked, in the words of its version."""
    known = next((one for one in item.commitments if one.id == given["id"]), None)
    if known is None or not offered(item, known, facts):
        return False
    same_words = given["text_sha256"] == text_sha256(known) or version != item.version
    return same_words and (given["ticked"] == len(known.terms) or version != item.version)


def _day(filed_at: str) -> dt.date:
    """Return the day that counts: that of filing, or today where the terminal's clock cannot have been right."""
    today, filed = dt.datetime.now(dt.UTC).date(), dt.datetime.fromisoformat(filed_at).date()
    return filed if dt.timedelta(-1) <= today - filed <= LONGEST_UNDERWAY else today


def _against_form(body: dict[str, Any], item: ServiceItem) -> Reason | None:
    """Return which fields are open or say what they cannot say; a form of another version is read by a person."""
    if "fields" not in body or body["item"]["version"] != item.version:
        return None
    said, person = {one["id"]: one for one in body["fields"]}, _identity(body)
    if len(said) != len(body["fields"]) or said.keys() - {field.id for field in item.fields}:
        return reason("form-incomplete")
    wrong = [
        {"material_code": field.id, "text_zh": field.label}
        for field in asked_fields(item, _facts(body, item))
        if _says_wrong(field, said.get(field.id, {"value": "", "origin": None}), person)
    ]
    return reason("form-incomplete", wrong) if wrong else None


def _says_wrong(field: FormField, said: dict[str, Any], person: Identity) -> bool:
    if said["origin"] == "card":
        return bool(said["value"] != prefilled(field, person))
    if said["origin"] == "store":
        return not field.prefill.startswith(STORE)
    return bool(flaw(field, said["value"]))


def _against_papers(body: dict[str, Any], item: ServiceItem) -> Reason | None:
    """Return what is wrong with the papers: outside the guide, missing, or promised without a right to."""
    guide = {material.material_code: material for material in item.materials}
    given = {one["material_code"]: one for one in body["materials"]}
    if set(given) - guide.keys():
        return reason("materials-unknown")
    facts = _facts(body, item)
    commitments = body.get("commitments", [])
    if not all(_stands(one, item, facts, body["item"]["version"]) for one in commitments):
        return reason("commitment-invalid")
    asked = required(item, facts, {one["id"] for one in commitments})
    promised = set(still_owed(body, item))
    now = body["item"]["version"] == item.version  # a case of another text is read by a person
    absent, needed = (ABSENT, {1, 3}) if now else ({"to_capture"}, {1})
    have = {code for code, one in given.items() if one["standing"] not in absent or one["attachments"]} - promised
    lacking = [
        one.material
        for one in asked
        if one.truth is Truth.YES
        and one.material.material_code not in have | promised
        and (one.material.is_need in needed or one.material.material_code not in given)
    ]
    if lacking:
        named = [{"material_code": one.material_code, "text_zh": one.material_name} for one in lacking]
        return reason("materials-missing", named)
    later = offer(item, asked, {one.material.material_code for one in asked} - promised, facts) if promised else None
    too_long = bool(promised) and body["promise"]["days"] > days_for(item)
    if promised and (too_long or later is None or promised - {one.material_code for one in later.materials}):
        named = [
            {"material_code": code, "text_zh": guide[code].material_name} for code in sorted(promised & set(guide))
        ]
        return reason("promise-not-allowed", named)
    return None
