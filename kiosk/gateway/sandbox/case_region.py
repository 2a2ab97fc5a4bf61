"""Which region's office a case was sent to (F41), and whether that office handles it at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from config.regions import load_regions

if TYPE_CHECKING:
    from config.regions import Office

__all__ = ["misrouted", "office_of"]


def office_of(body: dict[str, Any]) -> Office | None:
    """Return the office of another region, or of this one, that was picked; None where nobody was asked."""
    region = load_regions().get(body.get("handled_in", ""))
    return region.office(body["item"]["id"]) if region else None


def misrouted(body: dict[str, Any]) -> bool:
    """Whether the case names a region whose office does not handle it, or the code of another office."""
    if "handled_in" not in body:
        return False
    office = office_of(body)
    return office is None or not body["item"]["task_code"].startswith(office.dept_uscc)
