"""前序材料不再要 (F22): what was photographed for one matter serves the next one of a visit, and goes with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kiosk.journeys.pictures import keep

if TYPE_CHECKING:
    from config.schema import Material
    from kiosk.domain.case import Captured
    from kiosk.domain.run import Run

__all__ = ["Kept", "brought", "put_by"]


@dataclass(frozen=True, slots=True, repr=False)
class Kept:
    """A picture, the paper that it shows, and the number of the person who brought it."""

    number: str
    material: Material
    captured: Captured


def put_by(kept: tuple[Kept, ...], run: Run) -> tuple[Kept, ...]:
    """Return what this visit keeps now that the run is filed."""
    number = run.identity.number
    return (*kept, *(Kept(number, run.item.material(page.material_code), page) for page in run.captured))


def brought(kept: tuple[Kept, ...], run: Run) -> Run:
    """Return a run that has just begun with what the same person has shown already in this visit."""
    for one in kept:
        for material in run.item.materials:
            if one.number == run.identity.number != "" and _same_paper(one.material, material):
                run = keep(run, replace(one.captured, material_code=material.material_code))
    return run


def _same_paper(one: Material, other: Material) -> bool:
    if other.capture != "doc_camera" or one.original_num < other.original_num:
        return False
    same_licence = bool(one.license_type) and one.license_type == other.license_type
    return same_licence or one.material_name == other.material_name
