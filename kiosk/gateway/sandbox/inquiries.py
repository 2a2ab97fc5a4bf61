"""Inquiries: what steps ask or order while the citizen waits, brought to the service of their kind."""

from __future__ import annotations

import importlib
import json
import pkgutil
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from kiosk.gateway.sandbox import services
from kiosk.gateway.sandbox.cases import RECEIPT, REFUSED
from kiosk.gateway.sandbox.contract import conforms
from kiosk.gateway.sandbox.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kiosk.gateway.sandbox.desks import Desks
    from kiosk.gateway.sandbox.proof import Sender
    from kiosk.gateway.sandbox.register import Register

__all__ = ["InquiryOffice", "Question", "Records"]

NO_LOOK = frozenset({"access-log", "slots", "book", "payments", "progress-code"})  # orders, and what is nobody's
PUT = "INSERT INTO service_record VALUES (?, ?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body"


@dataclass(frozen=True, slots=True, repr=False)
class Question:
    """One inquiry of one terminal about one person. `id` repeats when it is asked again."""

    id: str
    device_id: str
    number: str
    name: str
    what: Mapping[str, str]


class Records:
    """What services remember, each under its own `kind`."""

    def __init__(self, register: Register, kind: str) -> None:
        self._register, self._kind = register, kind

    def get(self, key: str) -> dict[str, Any] | None:
        """Return one record."""
        row = self._register.row("SELECT body FROM service_record WHERE kind = ? AND key = ?", self._kind, key)
        return json.loads(row["body"]) if row else None

    def put(self, key: str, body: Mapping[str, Any], person: str = "") -> None:
        """Keep a record, in the place of an earlier one under this key."""
        self._register.rows(PUT, self._kind, key, person, json.dumps(dict(body), ensure_ascii=False))

    def of(self, person: str) -> list[dict[str, Any]]:
        """Return the records that belong to this person, by key."""
        sql = "SELECT body FROM service_record WHERE kind = ? AND person = ? ORDER BY key"
        return [json.loads(row["body"]) for row in self._register.rows(sql, self._kind, person)]


class InquiryOffice:
    """Opens what is sealed, asks the service, signs what it says."""

    def __init__(self, desks: Desks) -> None:
        self._desks = desks

    def answer(self, sender: Sender, kind: str) -> dict[str, Any]:
        """Return the signed answer. Raises Problem: 404 no such service, 422."""
        service = _services().get(kind)
        if service is None:
            raise Problem(404, "urn:kiosk:not-found")
        centre = self._desks.centre
        head, body = centre.vault.open_envelope(sender, "query", "")
        if not conforms(head, "EnvelopeHead") or not conforms(body, "InquiryBody") or body["kind"] != kind:
            raise Problem(REFUSED, "urn:kiosk:schema")
        question = Question(head["case_id"], sender.device_id, body["number"], body["name"], body["what"])
        with centre.register.transaction():
            document = service(self._desks, question)
            if kind not in NO_LOOK:
                looking = (sender.device_id, question.id, question.number)
                self._desks.access.note(looking, kind, question.what.get("paper", ""), agent=body.get("agent", ""))
        answer = {"case_id": question.id, "sha256": sender.sha256, "kind": kind, "document": document}
        return centre.signer.signed(RECEIPT, answer, "receipt_sig")


@cache
def _services() -> dict[str, Callable[[Desks, Question], dict[str, Any]]]:
    names = (module.name for module in pkgutil.iter_modules(services.__path__))
    return {name.replace("_", "-"): importlib.import_module(f"{services.__name__}.{name}").answer for name in names}
