"""Why a case is refused at the counter, in words that a person can use: what is wrong, and what to bring."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kiosk.gateway.sandbox.problems import WORDS

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Reason", "read_item", "reason", "reason_against"]

Reason = dict[str, Any]  # code, text_zh, bring: [{material_code, text_zh}]
NEEDED = 1


def reason(code: str, bring: list[dict[str, str]] | None = None, text_zh: str = "") -> Reason:
    """Return a reason; its sentence is that of `urn:case:<code>` unless another is given."""
    return {"code": code, "text_zh": text_zh or WORDS[f"urn:case:{code}"]["zh"], "bring": bring or []}


def reason_against(body: dict[str, Any], catalogue: Path | None) -> Reason | None:
    """Return why this case cannot be taken, None when it can. Without a catalogue every item is offered."""
    item = read_item(catalogue, body["item"]["id"]) if catalogue else {}
    if item is None:
        return reason("item-unknown")
    if body["identity"]["trust"] == "pa_failed":
        return reason("identity-unproven", [{"material_code": "identity", "text_zh": "证件原件"}])
    if missing := _missing(body, item):
        return reason("materials-missing", missing)
    return None


def read_item(catalogue: Path, item_id: str) -> dict[str, Any] | None:
    """Return a service item, None when it is not published."""
    for path in catalogue.glob("*.toml"):
        if path.stem == item_id:
            return _parsed(path, path.stat().st_mtime_ns)
    return None


@lru_cache(maxsize=256)
def _parsed(path: Path, _changed: int) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _missing(body: dict[str, Any], item: dict[str, Any]) -> list[dict[str, str]]:
    """Return the needed materials that were to be photographed, were not, and are not promised either."""
    needed = {one["material_code"] for one in item.get("materials", ()) if one.get("is_need") == NEEDED}
    promised = set((body["promise"] or {}).get("material_codes", ()))
    return [
        {"material_code": one["material_code"], "text_zh": one["material_name"]}
        for one in body["materials"]
        if one["material_code"] in needed - promised and one["standing"] == "to_capture" and not one["attachments"]
    ]
