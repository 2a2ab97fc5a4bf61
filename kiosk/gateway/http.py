"""The PlatformGateway over HTTP, after the contract in openapi.yaml."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from kiosk.gateway.dialect import load_dialect
from kiosk.gateway.errors import GatewayError, NotThePlatform
from kiosk.gateway.options import Options
from kiosk.gateway.port import CatalogueFeed, FeedAnswer
from kiosk.gateway.verdict import json_of, judge
from kiosk.gateway.wire import ANSWER_LIMIT, Wire
from offline_cache.sealing import EnvelopeHead, make_envelope

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kiosk.domain.case import Acknowledgement, Holding
    from kiosk.gateway.port import Changes, PlatformCard, PlatformGateway
    from kiosk.gateway.wire import Answer
    from offline_cache.keys import DeviceKeys

__all__ = ["HttpGateway", "open_gateway"]

BLOB_PIECE = 128 * 1024  # one request each, so that a slow line makes headway within every deadline
CATALOGUE_LIMIT = 4 * 1024 * 1024
FEED_LIMIT = 8 * 1024 * 1024
ENVELOPE = {"Content-Type": "application/vnd.kiosk.envelope+json"}
PIECE = {"Content-Type": "application/octet-stream"}
Read = TypeVar("Read")


def open_gateway(options: Mapping[str, str], keys: DeviceKeys) -> PlatformGateway:
    """Make a gateway for the calling thread; nothing is sent yet. Options: see kiosk.gateway.options.

    Raises Misconfigured.
    """
    return HttpGateway(Options.parse(options), keys)


class HttpGateway:
    """A PlatformGateway; see the port for what each call promises."""

    def __init__(self, options: Options, keys: DeviceKeys) -> None:
        self._device_id = options.device_id
        self._keys = keys
        self._dialect = load_dialect(options.dialect)
        self._wire = Wire(options, keys)
        self._card: PlatformCard | None = None

    def submit(self, envelope: bytes, case_id: str) -> Acknowledgement:
        """Hand in a sealed case; the answer must name it and the digest of what was sent."""
        answer = self._call("PUT", self._dialect.case.format(id=case_id), envelope, headers=ENVELOPE)
        said = self._echoed(answer, case_id, envelope)
        return _read(self._dialect.read_acknowledgement, said)

    def rate(self, envelope: bytes, rating_id: str) -> None:
        """Hand in a sealed rating; the answer must name it and the digest of what was sent."""
        answer = self._call("PUT", self._dialect.rating.format(id=rating_id), envelope, headers=ENVELOPE)
        self._echoed(answer, rating_id, envelope)

    def put_blob(self, sha256: str, body: bytes) -> None:
        """Hand in one enclosure in pieces, from where the centre says it stands."""
        target = self._dialect.blob.format(id=sha256)
        stands = self._call("HEAD", target)
        offset, complete = _offset(stands, len(body)), stands.headers.get("Upload-Complete") == "?1"
        while not complete:
            piece = body[offset : offset + BLOB_PIECE]
            last = offset + len(piece) == len(body)
            place = {"Upload-Offset": str(offset), "Upload-Complete": f"?{int(last)}"}
            answer = self._call("PATCH", target, piece, headers={**PIECE, **place})
            offset, complete = _offset(answer, len(body)), answer.headers.get("Upload-Complete") == "?1"
            if complete is not last:
                raise NotThePlatform("the enclosure did not arrive as it was sent")

    def holdings(self, identity_number: str, license_types: tuple[str, ...]) -> tuple[Holding, ...]:
        """Ask the licence store; the question is sealed, since it holds an ID number."""
        query_id = str(uuid.uuid4())
        head = EnvelopeHead("query", self._device_id, "", query_id, 0, dt.datetime.now(dt.UTC).isoformat())
        question = {"schema": "kiosk.holdings/1", "number": identity_number, "license_types": list(license_types)}
        envelope = make_envelope(question, head, self._own_card().seal_key, self._keys)
        said = self._echoed(self._call("POST", self._dialect.holdings, envelope, headers=ENVELOPE), query_id, envelope)
        return _read(self._dialect.read_holdings, said)

    def catalogue(self, etag: str) -> CatalogueFeed:
        """Fetch the service items unless `etag` is still the newest."""
        condition = {"If-None-Match": etag} if etag else {}
        answer = self._call("GET", self._dialect.catalogue, headers=condition, limit=CATALOGUE_LIMIT)
        if not answer.body and etag:
            return CatalogueFeed(etag, None)
        json_of(answer)
        return CatalogueFeed(answer.headers.get("ETag", ""), answer.body)

    def feed(self, name: str, etag: str, since: int | None) -> FeedAnswer:
        """Fetch a feed unless `etag` is still the newest."""
        target = self._dialect.feed.format(name=quote(name, safe=""))
        target += "" if since is None else f"?since={since}"
        answer = self._call("GET", target, headers={"If-None-Match": etag} if etag else {}, limit=FEED_LIMIT)
        if not answer.body and etag:
            return FeedAnswer(etag, None)
        return FeedAnswer(answer.headers.get("ETag", ""), json_of(answer))

    def changes(self, cursor: str) -> Changes:
        """Fetch what became of this terminal's cases."""
        said = json_of(self._call("GET", self._dialect.changes.format(cursor=quote(cursor, safe=""))))
        return _read(self._dialect.read_changes, said)

    def device(self) -> PlatformCard:
        """Fetch the centre's card."""
        self._card = _read(self._dialect.read_device, json_of(self._call("GET", self._dialect.device)))
        return self._card

    def receipt_keys(self) -> bytes:
        """Fetch the register of receipt keys; whoever uses it proves it."""
        answer = self._call("GET", self._dialect.receipt_keys, limit=CATALOGUE_LIMIT)
        json_of(answer)
        return answer.body

    def health(self) -> None:
        """Return when the centre is there."""
        json_of(self._call("GET", self._dialect.health))

    def close(self) -> None:
        """Close the connections."""
        self._wire.close()

    def _own_card(self) -> PlatformCard:
        return self._card or self.device()

    def _call(
        self,
        method: str,
        target: str,
        body: bytes = b"",
        *,
        headers: Mapping[str, str] | None = None,
        limit: int = ANSWER_LIMIT,
    ) -> Answer:
        try:
            answer = self._wire.exchange(method, target, body, headers=headers or {}, limit=limit)
            judge(answer)
        except GatewayError:
            self._card = None  # the key to seal to may have changed
            raise
        return answer

    def _echoed(self, answer: Answer, case_id: str, envelope: bytes) -> dict[str, Any]:
        """Return the JSON of an answer that proves to be about exactly what was sent."""
        said = json_of(answer)
        if said.get("case_id") != case_id or said.get("sha256") != hashlib.sha256(envelope).hexdigest():
            raise NotThePlatform("the answer is about something else")
        return said


def _read(reader: Callable[[Mapping[str, Any]], Read], said: Mapping[str, Any]) -> Read:
    try:
        return reader(said)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotThePlatform(f"an answer not as agreed: {type(error).__name__}") from None


def _offset(answer: Answer, size: int) -> int:
    """Return how many bytes of an enclosure the centre has. Raises NotThePlatform."""
    text = answer.headers.get("Upload-Offset", "")
    if not text.isdecimal() or int(text) > size:
        raise NotThePlatform("no offset in the answer")
    return int(text)
