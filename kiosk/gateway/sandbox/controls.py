"""The officials' side of the sandbox: what a demonstration decides by hand. Loopback only, without signatures."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kiosk.gateway.sandbox.contract import conforms
from kiosk.gateway.sandbox.problems import Problem
from kiosk.gateway.sandbox.seal_suites import DEFAULT
from kiosk.gateway.sandbox.till import Till

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from kiosk.gateway.sandbox.desks import Desks

__all__ = ["Controls"]


class Controls:
    """POST /_sandbox/… with a JSON object.

    settings {name: value}: see settings.py. office {"speed", "hurry_s"}: the officials' clock.
    cases/{id}/decision {"state", "reason"?: {code, text_zh, bring: [{material_code, text_zh}]}, "until"?}: one step;
        with "member" of a joint case, its office's own (completed or returned).
    devices/{id} {"revoked"}: shut out. keys {"grace_days", "suite"}: a new key to seal to.
    enrolments {"device_id"}: a one-time code. enrolments/{id} {"admitted"}: let in who waits.
    evaluations/{id}/correction {"reply"?}: a bad rating was put right; the reply is public.
    ledger {"month"}: which of its rows were touched, and the month's figures with their formulas.
    payments {"act", "order_no"?, "seconds"?}: what a wallet does with a code that the terminal shows; see till.py.
    """

    def __init__(self, desks: Desks) -> None:
        self._desks = desks

    def routes(self) -> list[Route]:
        """Return where each control is."""
        acts: dict[str, Callable[[dict[str, Any], Request], object]] = {
            "settings": self.settings,
            "office": self.office,
            "cases/{id:str}/decision": self.decision,
            "devices/{id:str}": self.device,
            "keys": self.keys,
            "enrolments": self.enrolments,
            "enrolments/{id:str}": self.enrolment,
            "evaluations/{id:str}/correction": self.correction,
            "ledger": self.ledger,
            "payments": self.payments,
        }
        return [Route(f"/_sandbox/{path}", _endpoint(act), methods=["POST"]) for path, act in acts.items()]

    def settings(self, wish: dict[str, Any], _request: Request) -> object:
        """Change how the platform is set; answer all settings."""
        return self._desks.centre.settings.change(wish)

    def office(self, wish: dict[str, Any], _request: Request) -> object:
        """Set the officials' clock, let them do what is due; answer its time."""
        clock = self._desks.centre.clock
        if "speed" in wish:
            clock.set_speed(_finite(wish["speed"]))
        clock.hurry(_finite(wish.get("hurry_s", 0.0)))
        self._desks.decisions.advance()
        return {"office_s": clock.office_s()}

    def decision(self, wish: dict[str, Any], request: Request) -> object:
        """Take one step with a case."""
        case_id, because, until = request.path_params["id"], wish.get("reason"), wish.get("until")
        if because is not None and not conforms(because, "Reason"):
            raise ValueError("reason")
        if until is not None:
            dt.date.fromisoformat(until)
        if member := wish.get("member", ""):
            row = self._desks.decisions.decide_lane(case_id, member, wish["state"], because)
        else:
            row = self._desks.decisions.decide(case_id, wish["state"], because, until)
        return {"case_id": case_id, "state": row["state"], "server_no": row["server_no"]}

    def device(self, wish: dict[str, Any], request: Request) -> object:
        """Revoke a terminal, or let it in again."""
        self._desks.centre.devices.revoke(request.path_params["id"], revoked=bool(wish["revoked"]))
        return {"device_id": request.path_params["id"], "revoked": bool(wish["revoked"])}

    def keys(self, wish: dict[str, Any], _request: Request) -> object:
        """Change the key to seal to."""
        grace = dt.timedelta(days=_finite(wish.get("grace_days", 90)))
        return {"key_id": self._desks.cards.rotate(grace, wish.get("suite", DEFAULT))}

    def enrolments(self, wish: dict[str, Any], request: Request) -> object:
        """Give out a one-time code."""
        if not conforms(wish["device_id"], "DeviceId"):
            raise ValueError("device_id")
        return self._desks.enrolments.issue(wish["device_id"], str(request.base_url).rstrip("/"))

    def enrolment(self, wish: dict[str, Any], request: Request) -> object:
        """Admit or refuse who waits."""
        return self._desks.enrolments.settle(request.path_params["id"], admitted=bool(wish["admitted"]))

    def correction(self, wish: dict[str, Any], request: Request) -> object:
        """Say that a bad rating was put right."""
        return self._desks.ratings.correct(request.path_params["id"], str(wish.get("reply", "")))

    def ledger(self, wish: dict[str, Any], _request: Request) -> object:
        """Verify the ledger and count a month."""
        return self._desks.ledger.report(wish["month"])

    def payments(self, wish: dict[str, Any], _request: Request) -> object:
        """Scan, pay or refuse as the citizen's telephone would."""
        with self._desks.centre.register.transaction():
            till = Till(self._desks.centre)
            order = till.telephone(wish["act"], wish.get("order_no", ""), _finite(wish.get("seconds", 10.0)))
        return {"order_no": order["order_no"], "state": order["state"], "charges": order.get("charges", 0)}


def _finite(value: object) -> float:
    """Return a number that a clock can have. Raises ValueError."""
    if not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ValueError("no time")
    return float(value)


def _endpoint(act: Callable[[dict[str, Any], Request], object]) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        try:
            return JSONResponse(act(await request.json(), request))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Problem(400, "urn:kiosk:malformed") from None

    return endpoint
