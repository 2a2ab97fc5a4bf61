"""What a service item says about papers: each complete, each asked for once, each photographed somewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from config.paper_names import same_paper
from config.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from config.schema import Material, ServiceItem

    Note = Callable[[str, str], None]

__all__ = ["check_papers", "check_steps"]

REQUIRED, OPTIONAL, LATER = 1, 2, 3  # is_need of C0109
FREE = "window"  # the way of delivery that costs nothing


def check_papers(item: ServiceItem, note: Note) -> None:
    """Tell `note(key, message)` of every mistake in materials and deferral."""
    _check_materials(item, note)
    _check_deferral(item, note)


def _check_materials(item: ServiceItem, note: Note) -> None:
    seen: set[str] = set()
    for place, material in enumerate(item.materials, start=1):
        _check_material(material, f"materials[{place}]", note)
        if material.material_code in seen:
            note(f"materials[{place}].material_code", "used twice")
        seen.add(material.material_code)
        if any(same_paper(material.material_name, one.name) for one in item.cancelled):
            note("cancelled", f"{material.material_name} is cancelled and yet asked for")


def _check_material(material: Material, key: str, note: Note) -> None:
    if not re.fullmatch(r"M-[A-Z]+", material.material_code):
        note(f"{key}.material_code", "expected M- and capital letters")
    if material.capture == "doc_camera" and material.original_num + material.copy_num < 1:
        note(f"{key}.original_num", "a paper needs original_num or copy_num")
    if material.capture == "licence_store" and not material.license_type:
        note(f"{key}.license_type", "what the licence store is asked for is missing")
    if (material.is_need == OPTIONAL) != bool(material.required_when):
        note(f"{key}.required_when", "stands with is_need 2 and only there")


def _check_deferral(item: ServiceItem, note: Note) -> None:
    deferral = item.deferral
    known = {material.material_code: material.is_need for material in item.materials}
    for name in ("core", "deferrable"):
        for code in getattr(deferral, name):
            if code not in known:
                note(f"deferral.{name}", f"no material {code}{did_you_mean(code, known)}")
    late = {code for code, is_need in known.items() if is_need == LATER}
    if late != set(deferral.deferrable):
        note("deferral.deferrable", "must name exactly the materials with is_need 3")
    if set(deferral.core) & set(deferral.deferrable):
        note("deferral.deferrable", "a core material cannot follow later")
    if deferral.allowed != bool(deferral.deferrable):
        note("deferral.allowed", "true with deferrable materials and only then")
    if deferral.allowed and deferral.max_days < 1:
        note("deferral.max_days", "expected at least 1 working day")


def check_steps(item: ServiceItem, kinds: Collection[str] | None, note: Note) -> None:
    """Tell `note(key, message)` of every mistake in the journey; `kinds` None leaves step kinds alone."""
    papers = {m.material_code for m in item.materials if m.capture == "doc_camera"}
    photographed: set[str] = set()
    stages: list[str] = []
    for place, step in enumerate(item.steps, start=1):
        if kinds is not None and step.kind not in kinds:
            note(f"steps[{place}].kind", f"no step kind {step.kind}{did_you_mean(step.kind, kinds)}")
        if step.kind == "capture":
            code = step.options.get("material", "")
            photographed.add(code)
            if code not in papers:
                note(f"steps[{place}].options.material", f"no paper {code or '…'}{did_you_mean(code, papers)}")
        promise = step.options.get("commitment", "")
        if step.kind == "commit" and promise not in {one.id for one in item.commitments}:
            note(f"steps[{place}].options.commitment", f"no commitment {promise or '…'}")
        if step.kind == "delivery" and step.options.get("unasked", FREE) != FREE:
            note(f"steps[{place}].options.unasked", f"expected {FREE}: what costs money is chosen")
        if step.stage in stages[:-1]:
            note(f"steps[{place}].stage", "a stage that was left comes back")
        if step.stage not in stages:
            stages.append(step.stage)
    required = {m.material_code for m in item.materials if m.is_need == REQUIRED} & papers
    if item.steps and required - photographed:
        note("steps", f"nothing photographs {', '.join(sorted(required - photographed))}")
