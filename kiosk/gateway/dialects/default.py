"""The contract as openapi.yaml writes it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from kiosk.domain.case import Acknowledgement, Holding, Received
from kiosk.gateway.dialect import Dialect
from kiosk.gateway.port import CaseChange, Changes, PlatformCard, PulseAnswer, StoreGaps
from offline_cache.sealing import PlatformKey

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DIALECT"]


def _acknowledgement(answer: Mapping[str, Any]) -> Acknowledgement | Received:
    """Read 受理, or 收件: then there is neither a number nor a moment of acceptance."""
    if answer["state"] == "received":
        return Received(str(answer["case_id"]), dt.datetime.fromisoformat(answer["received_at"]))
    due = answer.get("due")
    return Acknowledgement(
        case_id=str(answer["case_id"]),
        server_no=str(answer["server_no"]),
        accepted=dt.datetime.fromisoformat(answer["accepted_at"]),
        due=dt.date.fromisoformat(due) if due else None,
    )


def _supplement(answer: Mapping[str, Any]) -> Received:
    return Received(str(answer["case_id"]), dt.datetime.fromisoformat(answer["received_at"]))


def _holdings(answer: Mapping[str, Any]) -> tuple[Holding, ...]:
    return tuple(
        Holding(
            str(one["license_type"]),
            str(one["source"]),
            dt.date.fromisoformat(one["as_of"]),
            str(one.get("trust", "C")),
        )
        for one in answer["holdings"]
    )


def _inquiry(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    document = answer["document"]
    if not isinstance(document, dict):
        raise TypeError("document")
    return document


def _changes(answer: Mapping[str, Any]) -> Changes:
    cases = tuple(_change(one) for one in answer["cases"])
    return Changes(str(answer["cursor"]), cases, str(answer.get("issued", "")), answer.get("more") is True)


def _change(one: Mapping[str, Any]) -> CaseChange:
    reason = one.get("reason")
    return CaseChange(
        case_id=str(one["case_id"]),
        state=str(one["state"]),
        server_no=str(one["server_no"]),
        at=str(one.get("at", "")),
        reason=reason if isinstance(reason, dict) else None,
        until=str(one.get("until") or ""),
    )


def _device(answer: Mapping[str, Any]) -> PlatformCard:
    return PlatformCard(
        PlatformKey.parse(answer["seal_key"]),
        str(answer["server_time"]),
        str(answer.get("register_key", "")),
        document=answer,
    )


def _pulse(answer: Mapping[str, Any]) -> PulseAnswer:
    return PulseAnswer(tuple(_gaps(one) for one in answer["stores"]), tuple(str(one) for one in answer["wake"]))


def _gaps(one: Mapping[str, Any]) -> StoreGaps:
    missing = ((int(first), int(last)) for first, last in one["missing"])
    return StoreGaps(str(one["store_id"]), tuple(missing), tuple(int(number) for number in one["reused"]))


DIALECT = Dialect(
    case="/v1/cases/{id}",
    supplement="/v1/supplements/{id}",
    blob="/v1/blobs/{id}",
    rating="/v1/evaluations/{id}",
    tally="/v1/tallies/{id}",
    holdings="/v1/holdings/query",
    inquiry="/v1/inquiries/{name}",
    feed="/v1/feeds/{name}",
    changes="/v1/cases/changes?cursor={cursor}",
    device="/v1/device",
    heartbeat="/v1/device/heartbeat",
    health="/healthz",
    receipt_keys="/v1/receipt-keys",
    read_acknowledgement=_acknowledgement,
    read_supplement=_supplement,
    read_holdings=_holdings,
    read_inquiry=_inquiry,
    read_changes=_changes,
    read_device=_device,
    read_pulse=_pulse,
)
