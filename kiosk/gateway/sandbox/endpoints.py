"""The endpoints that terminals use; openapi.yaml has their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kiosk.gateway.sandbox.hearing import ENVELOPE, JSON, PIECE, read_json
from kiosk.gateway.sandbox.identity import register_identities
from kiosk.gateway.sandbox.proof import prove_sender, prove_stranger

if TYPE_CHECKING:
    from typing import Any

    from starlette.requests import Request

    from kiosk.gateway.sandbox.desks import Desks

__all__ = ["Endpoints"]


class Endpoints:
    """Each reads a proven request, asks one desk, and says what the desk said."""

    def __init__(self, desks: Desks) -> None:
        self._desks, self._centre = desks, desks.centre

    def routes(self) -> list[Route]:
        """Return where each endpoint is."""
        register_identities()
        return [
            Route("/healthz", self.health),
            Route("/v1/enrolments", self.enrol, methods=["POST"]),
            Route("/v1/enrolments/{id:identity}", self.enrolment),
            Route("/v1/device", self.device),
            Route("/v1/device/heartbeat", self.heartbeat, methods=["POST"]),
            Route("/v1/catalogue", self.feed),
            Route("/v1/feeds/{feed:str}", self.feed),
            Route("/v1/receipt-keys", self.receipt_keys),
            Route("/v1/holdings/query", self.holdings, methods=["POST"]),
            Route("/v1/inquiries/{kind:str}", self.inquiry, methods=["POST"]),
            Route("/v1/cases/changes", self.changes),
            Route("/v1/cases/{id:identity}", self.case, methods=["PUT"]),
            Route("/v1/supplements/{id:identity}", self.supplement, methods=["PUT"]),
            Route("/v1/evaluations/{id:identity}", self.evaluation, methods=["PUT"]),
            Route("/v1/tallies/{id:identity}", self.tally, methods=["PUT"]),
            Route("/v1/appointments/slots", self.slots),
            Route("/v1/appointments/query", self.booked, methods=["POST"]),
            Route("/v1/appointments/{id:identity}", self.appointment, methods=["PUT"]),
            Route("/v1/blobs/{sha256:digest}", self.blob, methods=["HEAD", "PATCH"]),
        ]

    async def health(self, _request: Request) -> Response:
        """Say that the centre is there."""
        return JSONResponse({"status": "ok"})

    async def enrol(self, request: Request) -> Response:
        """Take a one-time code from a terminal that is not known yet."""
        sender = await prove_stranger(request, self._centre, JSON)
        return JSONResponse(self._desks.enrolments.claim(sender, read_json(sender.body, "EnrolmentWish")), 202)

    async def enrolment(self, request: Request) -> Response:
        """Say how an enrolment stands."""
        sender = await prove_stranger(request, self._centre)
        return JSONResponse(self._desks.enrolments.stands(sender, request.path_params["id"]))

    async def device(self, request: Request) -> Response:
        """Give the device card unless the terminal has it."""
        sender = await prove_sender(request, self._centre)
        card = self._desks.cards.card(sender.device_id)
        return _unless_known(request, self._desks.cards.etag(card), card)

    async def heartbeat(self, request: Request) -> Response:
        """Take a pulse, answer with what is missing."""
        sender = await prove_sender(request, self._centre, JSON)
        self._desks.decisions.advance()
        return JSONResponse(self._desks.pulses.feel(sender.device_id, read_json(sender.body, "Pulse")))

    async def feed(self, request: Request) -> Response:
        """Give what is published, whole or since a version, unless the terminal has it."""
        await prove_sender(request, self._centre)
        feed, since = request.path_params.get("feed", "catalogue"), request.query_params.get("since")
        etag = self._desks.feeds.etag(feed)
        if _known(request, etag):
            return Response(status_code=304, headers={"ETag": etag})
        document = self._desks.feeds.whole(feed) if since is None else self._desks.feeds.since(feed, since)
        return JSONResponse(document, headers={"ETag": etag})

    async def receipt_keys(self, request: Request) -> Response:
        """Give the signed register of the terminals that sign receipts."""
        await prove_sender(request, self._centre)
        return JSONResponse(self._desks.notary.certify(self._centre.clock.now()))

    async def holdings(self, request: Request) -> Response:
        """Say what offices hold on a person."""
        sender = await prove_sender(request, self._centre, ENVELOPE)
        return JSONResponse(self._desks.licences.ask(sender))

    async def inquiry(self, request: Request) -> Response:
        """Answer what a step asks while the citizen waits."""
        sender = await prove_sender(request, self._centre, ENVELOPE)
        return JSONResponse(self._desks.inquiries.answer(sender, request.path_params["kind"]))

    async def changes(self, request: Request) -> Response:
        """Say what became of this terminal's cases."""
        sender = await prove_sender(request, self._centre)
        self._desks.decisions.advance()
        return JSONResponse(self._desks.log.since(sender.device_id, request.query_params.get("cursor", "")))

    async def case(self, request: Request) -> Response:
        """Receive a case."""
        sender = await prove_sender(request, self._centre, ENVELOPE)
        return _told(*self._desks.cases.receive(sender, request.path_params["id"], request.scope.get("lever", "")))

    async def supplement(self, request: Request) -> Response:
        """Receive what a case still needs."""
        sender = await prove_sender(request, self._centre, ENVELOPE)
        return _told(*self._desks.supplements.receive(sender, request.path_params["id"]))

    async def tally(self, request: Request) -> Response:
        """Receive the counts of a day."""
        sender = await prove_sender(request, self._centre, ENVELOPE)
        return _told(*self._desks.questions.tally(sender, request.path_params["id"]))

    async def evaluation(self, request: Request) -> Response:
        """Receive a rating."""
        sender = await prove_sender(request, self._centre, ENVELOPE)
        return _told(*self._desks.ratings.rate(sender, request.path_params["id"]))

    async def slots(self, request: Request) -> Response:
        """Say when people can come."""
        await prove_sender(request, self._centre)
        return JSONResponse({"slots": self._desks.appointments.slots()})

    async def booked(self, request: Request) -> Response:
        """Say what is booked for a person."""
        return JSONResponse(self._desks.appointments.mine(await prove_sender(request, self._centre, ENVELOPE)))

    async def appointment(self, request: Request) -> Response:
        """Book, rebook or cancel."""
        sender = await prove_sender(request, self._centre, ENVELOPE)
        return _told(*self._desks.appointments.book(sender, request.path_params["id"]))

    async def blob(self, request: Request) -> Response:
        """Receive a piece of an enclosure, or say how much is here."""
        sender = await prove_sender(request, self._centre, PIECE)
        name = request.path_params["sha256"]
        if request.method == "HEAD":
            return Response(headers=self._desks.blobs.stands(name))
        offset, complete = request.headers.get("upload-offset", ""), request.headers.get("upload-complete", "")
        return Response(status_code=204, headers=self._desks.blobs.append(name, sender.body, offset, complete))


def _told(status: int, answer: dict[str, Any]) -> Response:
    return JSONResponse(answer, status)


def _known(request: Request, etag: str) -> bool:
    return etag in [one.strip() for one in request.headers.get("if-none-match", "").split(",")]


def _unless_known(request: Request, etag: str, document: dict[str, Any]) -> Response:
    if _known(request, etag):
        return Response(status_code=304, headers={"ETag": etag})
    return JSONResponse(document, headers={"ETag": etag})
