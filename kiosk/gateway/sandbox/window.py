"""What the centre has, opened for demonstrations and tests; no real platform shows this."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kiosk.domain.complaints import STUCK_ITEM
from kiosk.domain.sampling import drawn, sure_between
from kiosk.domain.satisfaction import Satisfaction
from kiosk.gateway.sandbox.case_lights import shown
from kiosk.gateway.sandbox.case_rules import read_item
from kiosk.gateway.sandbox.cases import attachments_of
from kiosk.gateway.sandbox.enclosures import open_enclosure
from kiosk.gateway.sandbox.hotline import clusters, ticket
from kiosk.gateway.sandbox.problems import Problem

if TYPE_CHECKING:
    from starlette.requests import Request

    from config.schema import ServiceItem
    from kiosk.gateway.sandbox.desks import Desks

__all__ = ["Window"]

FOLLOWED = 10
SUMMARY = ("case_id", "device_id", "store_id", "seq", "server_no", "state", "deliveries")


class Window:
    """GET /_sandbox/cases, lights, refusals, supplements, evaluations, complaints, questions, devices and queries."""

    def __init__(self, desks: Desks) -> None:
        self._desks = desks
        self._register = desks.centre.register

    def routes(self) -> list[Route]:
        """Return where each view is."""
        return [
            Route("/_sandbox/cases", self.cases),
            Route("/_sandbox/lights", self.lights),
            Route("/_sandbox/refusals", self.refusals),
            Route("/_sandbox/cases/{id:str}", self.case),
            Route("/_sandbox/supplements", self.supplements),
            Route("/_sandbox/evaluations", self.evaluations),
            Route("/_sandbox/complaints", self.complaints),
            Route("/_sandbox/follow-ups", self.follow_ups),
            Route("/_sandbox/questions", self.questions),
            Route("/_sandbox/devices", self.devices),
            Route("/_sandbox/heartbeats", self.heartbeats),
            Route("/_sandbox/licence-queries", self.licence_queries),
            Route("/_sandbox/ledger", self.ledger),
        ]

    async def cases(self, _request: Request) -> Response:
        """List the cases that were taken, in order of arrival."""
        self._desks.decisions.advance()
        rows = self._register.rows("SELECT * FROM case_file WHERE status < 400 ORDER BY number")
        return JSONResponse([self._summary(row) for row in rows])

    async def lights(self, _request: Request) -> Response:
        """List the cases under way with their lights, of a joint one each office's own (F40, F46)."""
        self._desks.decisions.advance()
        return JSONResponse(shown(self._desks.centre))

    async def refusals(self, _request: Request) -> Response:
        """List the cases that were refused at the counter."""
        rows = self._register.rows("SELECT * FROM case_file WHERE status >= 400 ORDER BY number")
        return JSONResponse([self._summary(row) for row in rows])

    async def case(self, request: Request) -> Response:
        """Show one case whole: body, attachments, acknowledgement."""
        self._desks.decisions.advance()
        row = self._register.row("SELECT * FROM case_file WHERE case_id = ?", request.path_params["id"])
        if row is None:
            raise Problem(404, "urn:kiosk:case-unknown")
        body = json.loads(row["body"])
        attachments = [self._attachment(one, row["case_id"]) for one in attachments_of(body)]
        return JSONResponse({**self._summary(row), "body": body, "attachments": attachments})

    async def supplements(self, _request: Request) -> Response:
        """List the received supplements."""
        rows = self._register.rows("SELECT * FROM supplement ORDER BY supplement_id")
        return JSONResponse([{**json.loads(row["answer"]), "deliveries": row["deliveries"]} for row in rows])

    async def evaluations(self, _request: Request) -> Response:
        """List the received ratings."""
        return JSONResponse(self._desks.ratings.listed())

    async def complaints(self, _request: Request) -> Response:
        """List questions and complaints with their owners and last days, and what gets stuck most often."""
        self._desks.decisions.advance()
        sql = "SELECT * FROM case_file WHERE status < 400 ORDER BY number"
        rows = [row for row in self._register.rows(sql) if json.loads(row["body"])["item"]["id"] == STUCK_ITEM]
        tickets = [ticket(row, self._matter(row)) for row in rows]
        return JSONResponse({"tickets": tickets, "clusters": clusters(tickets)})

    async def follow_ups(self, request: Request) -> Response:
        """Draw whom to ask again (`seed`, `count`), and say what the rated ones say, with the interval of 95 %."""
        seed, count = request.query_params.get("seed", ""), request.query_params.get("count", "")
        levels = [one["level"] for one in self._desks.ratings.listed()]
        good = sum(not Satisfaction(level).bad for level in levels)
        cases = [row["case_id"] for row in self._register.rows("SELECT case_id FROM case_file WHERE status < 400")]
        told = {"asked": len(levels), "good": good, "between": sure_between(good, len(levels))}
        return JSONResponse({"drawn": drawn(cases, seed, int(count) if count.isdecimal() else FOLLOWED), **told})

    async def questions(self, _request: Request) -> Response:
        """List how often frequent questions were opened, the most asked of each item first."""
        return JSONResponse(self._desks.questions.listed())

    async def devices(self, _request: Request) -> Response:
        """List the terminals."""
        return JSONResponse(self._desks.centre.devices.all())

    async def heartbeats(self, _request: Request) -> Response:
        """Show the last pulse of every terminal."""
        rows = self._register.rows("SELECT * FROM heartbeat ORDER BY device_id")
        return JSONResponse([{**row, "body": json.loads(row["body"])} for row in rows])

    async def licence_queries(self, _request: Request) -> Response:
        """List who asked for licences, and for which types."""
        return JSONResponse(self._register.rows("SELECT * FROM data_access ORDER BY at"))

    async def ledger(self, request: Request) -> Response:
        """Hand on the rows of the ledger after number `since`: what oversight (电子监察) follows."""
        since = request.query_params.get("since", "0")
        rows = self._desks.ledger.rows(int(since) if since.isdecimal() else 0)
        return JSONResponse([asdict(row) for row in rows])

    def _matter(self, row: dict[str, Any]) -> ServiceItem | None:
        catalogue = self._desks.centre.catalogue
        matter = json.loads(row["body"]).get("form", {}).get("matter", "")
        return read_item(catalogue, matter) if catalogue and matter else None

    def _summary(self, row: dict[str, Any]) -> dict[str, Any]:
        return {**{name: row[name] for name in SUMMARY}, "acknowledgement": json.loads(row["answer"])}

    def _attachment(self, named: dict[str, Any], case_id: str) -> dict[str, Any]:
        opened = open_enclosure(self._desks.blobs.read(named["sha256"]), named, case_id)
        kept = {name: named[name] for name in ("material_code", "sha256", "media")}
        return {**kept, "base64": base64.b64encode(opened).decode()}
