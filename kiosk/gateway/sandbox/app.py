"""The sandbox platform: every endpoint of openapi.yaml, and a window for demonstrations under /_sandbox/."""

from __future__ import annotations

import base64
import datetime as dt
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kiosk.gateway.sandbox.blobs import BlobOffice
from kiosk.gateway.sandbox.cases import BEIJING, CaseOffice
from kiosk.gateway.sandbox.catalogue import publish
from kiosk.gateway.sandbox.faults import Faults
from kiosk.gateway.sandbox.licences import holdings_of
from kiosk.gateway.sandbox.notary import Notary
from kiosk.gateway.sandbox.problems import Problem, answer_problem
from kiosk.gateway.sandbox.proof import Sender, prove_sender
from kiosk.gateway.sandbox.register import Register
from kiosk.gateway.sandbox.vault import Vault
from kiosk.gateway.sandbox.window import Window

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from starlette.requests import Request
    from starlette.types import ASGIApp

__all__ = ["build"]


def build(store: Path, catalogue: Path | None) -> ASGIApp:
    """Return the application over the files in `store`, publishing the service items in `catalogue`."""
    register = Register(store / "platform.db")
    notary = Notary(store / "register.key", register)
    platform = Platform(register, Vault(store / "seal.key"), notary, catalogue)

    @asynccontextmanager
    async def life(_app: Starlette) -> AsyncIterator[None]:
        yield
        register.close()

    app = Starlette(
        routes=[*platform.routes(), *Window(register, platform.vault).routes()],
        exception_handlers={Problem: answer_problem},
        lifespan=life,
    )
    return Faults(app)


class Platform:
    """The endpoints that terminals use; see openapi.yaml for their words."""

    def __init__(self, register: Register, vault: Vault, notary: Notary, catalogue: Path | None) -> None:
        self.vault, self._notary = vault, notary
        self._register, self._catalogue = register, catalogue
        self._cases, self._blobs = CaseOffice(register, vault), BlobOffice(register)

    def routes(self) -> list[Route]:
        """Return where each endpoint is."""
        return [
            Route("/healthz", self.health),
            Route("/v1/device", self.device),
            Route("/v1/catalogue", self.catalogue),
            Route("/v1/receipt-keys", self.receipt_keys),
            Route("/v1/holdings/query", self.holdings, methods=["POST"]),
            Route("/v1/cases/changes", self.changes),
            Route("/v1/cases/{id:uuid}", self.case, methods=["PUT"]),
            Route("/v1/evaluations/{id:uuid}", self.evaluation, methods=["PUT"]),
            Route("/v1/blobs/{id:str}", self.blob, methods=["HEAD", "PATCH"]),
        ]

    async def health(self, _request: Request) -> Response:
        """Say that the centre is there."""
        return JSONResponse({"status": "ok"})

    async def device(self, request: Request) -> Response:
        """Give the key to seal to, and the time."""
        await self._sender(request)
        key = base64.b64encode(self.vault.public).decode()
        now = dt.datetime.now(BEIJING).isoformat(timespec="seconds")
        card = {"seal_key": key, "key_id": self.vault.key_id, "server_time": now}
        return JSONResponse(card | {"register_key": self._notary.public})

    async def receipt_keys(self, request: Request) -> Response:
        """Give the signed register of the terminals that sign receipts."""
        await self._sender(request)
        return JSONResponse(self._notary.certify(dt.datetime.now(BEIJING)))

    async def catalogue(self, request: Request) -> Response:
        """Give the service items unless the terminal has them."""
        await self._sender(request)
        etag, body = publish(self._catalogue)
        if request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers={"ETag": etag})
        return Response(body, headers={"ETag": etag}, media_type="application/json")

    async def holdings(self, request: Request) -> Response:
        """Say what offices hold on a person."""
        sender = await self._sender(request)
        head, question = self.vault.open_envelope(sender, "query", "")
        held = holdings_of(question["number"], question["license_types"])
        return JSONResponse({"case_id": head["case_id"], "sha256": sender.sha256, "holdings": held})

    async def case(self, request: Request) -> Response:
        """Receive a case."""
        status, answer = self._cases.receive(await self._sender(request), str(request.path_params["id"]))
        return JSONResponse(answer, status)

    async def evaluation(self, request: Request) -> Response:
        """Receive a rating."""
        status, answer = self._cases.rate(await self._sender(request), str(request.path_params["id"]))
        return JSONResponse(answer, status)

    async def changes(self, request: Request) -> Response:
        """Say what became of this terminal's cases."""
        sender = await self._sender(request)
        return JSONResponse(self._cases.changes(sender.device_id, request.query_params.get("cursor", "")))

    async def blob(self, request: Request) -> Response:
        """Receive a piece of an enclosure, or say how much is here."""
        sender = await self._sender(request)
        name = request.path_params["id"]
        if request.method == "HEAD":
            return Response(headers=self._blobs.stands(name))
        offset, complete = request.headers.get("upload-offset", ""), request.headers.get("upload-complete", "")
        return Response(status_code=204, headers=self._blobs.append(name, sender.body, offset, complete))

    async def _sender(self, request: Request) -> Sender:
        return await prove_sender(request, self._register)
