"""What can be booked at the windows, and what people come for with what they must bring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.gateway.sandbox.case_rules import read_item

if TYPE_CHECKING:
    from config.schema import ServiceItem
    from kiosk.gateway.sandbox.desks import Desks
    from kiosk.gateway.sandbox.inquiries import Question

__all__ = ["answer"]


def answer(desks: Desks, question: Question) -> dict[str, Any]:
    """Return the half hours of the next working days, and the matters."""
    del question
    catalogue = desks.centre.catalogue
    names = sorted(path.stem for path in catalogue.glob("*.toml")) if catalogue else []
    items = [item for name in names if catalogue and (item := read_item(catalogue, name)) is not None]
    matters = [
        {
            "id": item.id,
            "name": item.short_name,
            "name_en": item.short_name_en,
            "bring": list(item.guide.bring) if item.guide else [],
        }
        for item in sorted(items, key=lambda item: item.order)
        if item.id != "appointment"
    ]
    return {"slots": desks.appointments.slots(), "matters": matters}


def _bring(item: ServiceItem) -> list[str]:
    return list(item.guide.bring) if item.guide else []
