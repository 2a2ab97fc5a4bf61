"""What the centre has, opened for demonstrations and tests; no real platform shows this."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kiosk.gateway.sandbox.cases import acknowledgement, attachments_of
from kiosk.gateway.sandbox.problems import Problem

if TYPE_CHECKING:
    from starlette.requests import Request

    from kiosk.gateway.sandbox.register import Register
    from kiosk.gateway.sandbox.vault import Vault

__all__ = ["Window"]


class Window:
    """GET /_sandbox/cases, /_sandbox/cases/{id}, /_sandbox/evaluations."""

    def __init__(self, register: Register, vault: Vault) -> None:
        self._register, self._vault = register, vault

    def routes(self) -> list[Route]:
        """Return where each view is."""
        return [
            Route("/_sandbox/cases", self.cases),
            Route("/_sandbox/cases/{id:str}", self.case),
            Route("/_sandbox/evaluations", self.evaluations),
        ]

    async def cases(self, _request: Request) -> Response:
        """List the received cases in order of arrival."""
        rows = self._register.rows("SELECT * FROM case_file ORDER BY change")
        return JSONResponse([self._summary(row) for row in rows])

    async def case(self, request: Request) -> Response:
        """Show one case whole: body, attachments, acknowledgement."""
        row = self._register.row("SELECT * FROM case_file WHERE case_id = ?", request.path_params["id"])
        if row is None:
            raise Problem(404, "urn:kiosk:case-unknown")
        body = json.loads(row["body"])
        attachments = [self._attachment(one, row["case_id"]) for one in attachments_of(body)]
        return JSONResponse({**self._summary(row), "body": body, "attachments": attachments})

    async def evaluations(self, _request: Request) -> Response:
        """List the received ratings."""
        rows = self._register.rows("SELECT * FROM rating ORDER BY rating_id")
        return JSONResponse([{**json.loads(row["body"]), "deliveries": row["deliveries"]} for row in rows])

    def _summary(self, row: dict[str, Any]) -> dict[str, Any]:
        kept = {name: row[name] for name in ("case_id", "device_id", "store_id", "seq", "server_no", "deliveries")}
        return {**kept, "acknowledgement": acknowledgement(row)}

    def _attachment(self, named: dict[str, Any], case_id: str) -> dict[str, Any]:
        row = self._register.row("SELECT data FROM blob WHERE sha256 = ?", named["sha256"])
        opened = self._vault.open_enclosure(row["data"] if row else b"", named["key"], case_id)
        kept = {name: named[name] for name in ("material_code", "sha256", "media")}
        return {**kept, "base64": base64.b64encode(opened).decode()}
