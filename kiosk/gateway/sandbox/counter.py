"""What happens at the centre's counter and in public: pick-ups, posted papers, calls made, ratings with their replies.

Loopback only, without signatures, like the other windows of the sandbox.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kiosk.gateway.sandbox.handing_over import Handovers
from kiosk.gateway.sandbox.problems import Problem
from kiosk.gateway.sandbox.receipt_codes import case_by_code, case_by_proof
from kiosk.gateway.sandbox.telling_people import Calls

if TYPE_CHECKING:
    from starlette.requests import Request

    from kiosk.gateway.sandbox.desks import Desks

__all__ = ["Counter"]


class Counter:
    """GET /_sandbox/scans?code=…, handovers/{id}, calls, public-ratings; POST /_sandbox/pick-ups {"code", "number"}."""

    def __init__(self, desks: Desks) -> None:
        self._desks, self._register = desks, desks.centre.register
        self._handovers, self._calls = Handovers(desks.centre), Calls(desks.centre)

    def routes(self) -> list[Route]:
        """Return where each is."""
        return [
            Route("/_sandbox/scans", self.scan),
            Route("/_sandbox/handovers/{id:str}", self.handover),
            Route("/_sandbox/calls", self.calls),
            Route("/_sandbox/public-ratings", self.ratings),
            Route("/_sandbox/pick-ups", self.pick_up, methods=["POST"]),
        ]

    async def scan(self, request: Request) -> Response:
        """Open the case whose code lies under the scanner: a receipt's, or that of a cover sheet."""
        text = request.query_params.get("code", "")
        row = case_by_proof(self._register, text) or case_by_code(self._register, text.rpartition("#")[2])
        if row is None:
            raise Problem(404, "urn:kiosk:case-unknown")
        wanted: list[str] = json.loads(row["demanded"])
        return JSONResponse({"case_id": row["case_id"], "state": row["state"], "wanted": wanted})

    async def handover(self, request: Request) -> Response:
        """Say how the result comes to its owner, with the slip that was signed for."""
        self._desks.decisions.advance()
        case_id = request.path_params["id"]
        return JSONResponse({"handover": self._handovers.told(case_id), "proof": self._handovers.slip(case_id)})

    async def calls(self, _request: Request) -> Response:
        """List what people were told, and by which way."""
        return JSONResponse(self._calls.all())

    async def ratings(self, _request: Request) -> Response:
        """Show what people say and what was answered, of matters alone."""
        return JSONResponse(self._desks.ratings.public())

    async def pick_up(self, request: Request) -> Response:
        """Open a locker."""
        try:
            wish: dict[str, Any] = await request.json()
            code, number = str(wish["code"]), str(wish["number"])
        except (ValueError, KeyError, TypeError):
            raise Problem(400, "urn:kiosk:malformed") from None
        return JSONResponse(self._handovers.open(code, number))
