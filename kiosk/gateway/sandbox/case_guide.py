"""The guide of an item as a fence: what stands outside it is not demanded, not taken, and not kept (F14).

S1: 审批部门不得超出办事服务指南目录收取申请材料.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.gateway.sandbox.case_rules import read_item

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kiosk.gateway.sandbox.blobs import BlobOffice

__all__ = ["outside_guide", "strip_to_guide"]


def outside_guide(item_id: str, codes: Iterable[str], catalogue: Path | None) -> set[str]:
    """Return those material codes that the guide of the item does not name; without a catalogue there is no guide."""
    if catalogue is None:
        return set()
    item = read_item(catalogue, item_id)
    return set(codes) - ({material.material_code for material in item.materials} if item else set())


def strip_to_guide(body: dict[str, Any], catalogue: Path | None, blobs: BlobOffice) -> dict[str, Any]:
    """Return a case body without what the guide does not ask for, whose enclosures are forgotten."""
    out = outside_guide(body["item"]["id"], (one["material_code"] for one in body["materials"]), catalogue)
    for one in body["materials"]:
        for attachment in one["attachments"] if one["material_code"] in out else ():
            blobs.forget(attachment["sha256"])
    return {**body, "materials": [one for one in body["materials"] if one["material_code"] not in out]}
