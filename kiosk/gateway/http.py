"""The PlatformGateway over HTTP, after the contract in openapi.yaml."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import uuid
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from kiosk.gateway.dialect import load_dialect
from kiosk.gateway.errors import GatewayError, Misconfigured, NotThePlatform, Rejected
from kiosk.gateway.options import Options
from kiosk.gateway.port import FeedAnswer
from kiosk.gateway.proofs import SignKeys, prove, prove_receipt, prove_refusal
from kiosk.gateway.upload import Upload
from kiosk.gateway.verdict import json_of, judge
from kiosk.gateway.wire import ANSWER_LIMIT, Wire
from offline_cache.published_keys import best, published
from offline_cache.sealing import EnvelopeHead, kind_of, make_envelope

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kiosk.domain.case import Acknowledgement, Holding, Received
    from kiosk.domain.inquiry import Inquiry
    from kiosk.domain.person import Identity
    from kiosk.gateway.port import Changes, PlatformCard, PlatformGateway, Pulse, PulseAnswer
    from kiosk.gateway.wire import Answer
    from offline_cache.keys import DeviceKeys
    from offline_cache.sealing import PlatformKey

__all__ = ["HttpGateway", "open_gateway"]

REGISTER_LIMIT = 4 * 1024 * 1024
FEED_LIMIT = 8 * 1024 * 1024
DOCUMENT_LIMIT = 1024 * 1024
ENVELOPE = {"Content-Type": "application/vnd.kiosk.envelope+json"}
JSON = {"Content-Type": "application/json"}
INQUIRY = "kiosk.inquiry/1"
CARD, CHANGES, PULSE = "kiosk.device/1", "kiosk.changes/1", "kiosk.pulse/1"
Read = TypeVar("Read")
Said = TypeVar("Said", bound="Mapping[str, Any]")


def open_gateway(options: Mapping[str, str], keys: DeviceKeys) -> PlatformGateway:
    """Make a gateway for the calling thread; nothing is sent yet. Options: see kiosk.gateway.options.

    Raises Misconfigured.
    """
    return HttpGateway(Options.parse(options), keys)


class HttpGateway:
    """A PlatformGateway; see the port for what each call promises."""

    def __init__(self, options: Options, keys: DeviceKeys) -> None:
        self._device_id, self._suites = options.device_id, options.suites
        self._keys = keys
        self._dialect = load_dialect(options.dialect)
        self._wire = Wire(options, keys)
        self._upload = Upload(self._call)
        self._sign_keys = SignKeys()
        self._card: PlatformCard | None = None

    def trust(self, keys: SignKeys) -> None:
        """Believe what these keys signed."""
        self._sign_keys = keys

    def submit(self, envelope: bytes, case_id: str) -> Acknowledgement | Received:
        """Hand in a sealed case, or what one still needs; the answer must name it, its digest, and be signed."""
        added = kind_of(envelope) == "supplement"
        target = self._dialect.supplement if added else self._dialect.case
        try:
            answer = self._call("PUT", target.format(id=case_id), envelope, headers=ENVELOPE)
        except Rejected as refusal:
            raise self._proven(refusal, case_id, envelope) from None
        said = _echoed(json_of(answer), case_id, envelope)
        prove_receipt(said, self._sign_keys)
        return _read(self._dialect.read_supplement if added else self._dialect.read_acknowledgement, said)

    def rate(self, envelope: bytes, rating_id: str) -> None:
        """Hand in a sealed rating; the answer must name it and the digest of what was sent, and be signed."""
        self._put(self._dialect.rating, envelope, rating_id)

    def tally(self, envelope: bytes, tally_id: str) -> None:
        """Hand in the sealed counts of a day; the answer proves itself as that to a rating does."""
        self._put(self._dialect.tally, envelope, tally_id)

    def put_blob(self, sha256: str, body: bytes, *, fresh: bool = False) -> None:
        """Hand in one enclosure in pieces, from where the centre says it stands."""
        self._upload.put(self._dialect.blob.format(id=sha256), sha256, body, fresh=fresh)

    def holdings(
        self, identity_number: str, license_types: tuple[str, ...], item_id: str = "", look: str = "", agent: str = ""
    ) -> tuple[Holding, ...]:
        """Ask the licence store; the question is sealed, since it holds an ID number."""
        query_id = look or str(uuid.uuid4())
        head = EnvelopeHead("query", self._device_id, "", query_id, 0, dt.datetime.now(dt.UTC).isoformat())
        question = {
            "schema": "kiosk.holdings/1",
            "number": identity_number,
            "license_types": list(license_types),
            "item_id": item_id,
            **({"agent": agent} if agent else {}),
        }
        envelope = make_envelope(question, head, self._seal_key(), self._keys)
        answer = self._call("POST", self._dialect.holdings, envelope, headers=ENVELOPE)
        return _read(self._dialect.read_holdings, _echoed(json_of(answer), query_id, envelope))

    def inquire(self, inquiry: Inquiry, identity: Identity) -> Mapping[str, Any]:
        """Put an inquiry, sealed, since it names a person; the answer must name it and be signed."""
        head = EnvelopeHead("query", self._device_id, "", inquiry.id, 0, dt.datetime.now(dt.UTC).isoformat())
        who = {"number": identity.number, "name": identity.name}
        who |= {"agent": identity.agent.number} if identity.agent else {}
        question = {"schema": INQUIRY, "kind": inquiry.kind, **who, "what": dict(inquiry.what)}
        envelope = make_envelope(question, head, self._seal_key(), self._keys)
        answer = self._call("POST", self._dialect.inquiry.format(name=inquiry.kind), envelope, headers=ENVELOPE)
        said = _echoed(json_of(answer), inquiry.id, envelope)
        prove_receipt(said, self._sign_keys)
        return _read(self._dialect.read_inquiry, said)

    def feed(self, name: str, etag: str, since: int | None) -> FeedAnswer:
        """Fetch a feed unless `etag` is still the newest."""
        target = self._dialect.feed.format(name=quote(name, safe=""))
        target += "" if since is None else f"?since={since}"
        answer = self._call("GET", target, headers={"If-None-Match": etag} if etag else {}, limit=FEED_LIMIT)
        if answer.status == HTTPStatus.NOT_MODIFIED:
            return FeedAnswer(etag, None)
        return FeedAnswer(answer.headers.get("ETag", ""), json_of(answer))

    def changes(self, cursor: str) -> Changes:
        """Fetch what became of this terminal's cases."""
        answer = self._call("GET", self._dialect.changes.format(cursor=quote(cursor, safe="")), limit=DOCUMENT_LIMIT)
        return _read(self._dialect.read_changes, self._document(answer, CHANGES))

    def device(self) -> PlatformCard:
        """Fetch the centre's card."""
        answer = self._call("GET", self._dialect.device, limit=DOCUMENT_LIMIT)
        card = _read(self._dialect.read_device, json_of(answer))
        return dataclasses.replace(card, etag=answer.headers.get("ETag", ""))

    def pulse(self, pulse: Pulse) -> PulseAnswer:
        """Tell how this terminal is, and hear what the centre misses of it."""
        told = dataclasses.asdict(pulse)
        del told["ledger"]
        if pulse.ledger:
            told["ledger"] = dict(zip(("number", "seal"), pulse.ledger, strict=True))
        told["stores"] = [{"store_id": one, "highest_seq": highest} for one, highest in pulse.stores.items()]
        body = json.dumps(told).encode()
        answer = self._call("POST", self._dialect.heartbeat, body, headers=JSON, limit=DOCUMENT_LIMIT)
        return _read(self._dialect.read_pulse, self._document(answer, PULSE))

    def receipt_keys(self) -> bytes:
        """Fetch the register of receipt keys; whoever uses it proves it."""
        answer = self._call("GET", self._dialect.receipt_keys, limit=REGISTER_LIMIT)
        json_of(answer)
        return answer.body

    def health(self) -> None:
        """Return when the centre is there."""
        json_of(self._call("GET", self._dialect.health))

    def close(self) -> None:
        """Close the connections."""
        self._wire.close()

    def _seal_key(self) -> PlatformKey:
        key = best(published(self._own_card().document), self._suites, dt.datetime.now(dt.UTC))
        if key is None:
            raise Misconfigured("the centre has no key of a suite that the profile names")
        return key

    def _own_card(self) -> PlatformCard:
        if self._card is None:
            card = self.device()
            prove(card.document, CARD, self._sign_keys)
            self._card = card
        return self._card

    def _put(self, target: str, envelope: bytes, name: str) -> None:
        answer = self._call("PUT", target.format(id=name), envelope, headers=ENVELOPE)
        prove_receipt(_echoed(json_of(answer), name, envelope), self._sign_keys)

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

    def _document(self, answer: Answer, purpose: str) -> dict[str, Any]:
        """Return a document that the centre signed for this terminal."""
        said = json_of(answer)
        prove(said, purpose, self._sign_keys)
        if said.get("device_id") != self._device_id:
            raise NotThePlatform("a document for somebody else")
        return said

    def _proven(self, refusal: Rejected, case_id: str, envelope: bytes) -> GatewayError:
        """Return the refusal with its reason, once it proves to be about exactly what was sent."""
        try:
            reason = _echoed(refusal.problem, case_id, envelope).get("reason")
            prove_refusal(refusal.problem, self._sign_keys)
        except NotThePlatform as error:
            return error
        if not isinstance(reason, dict) or not isinstance(reason.get("text_zh"), str):
            return NotThePlatform("a refusal without a reason")
        return Rejected(refusal.reason, refusal.problem, reason)


def _echoed(said: Said, case_id: str, envelope: bytes) -> Said:
    """Return what proves to be about exactly what was sent. Raises NotThePlatform."""
    if said.get("case_id") != case_id or said.get("sha256") != hashlib.sha256(envelope).hexdigest():
        raise NotThePlatform("the answer is about something else")
    return said


def _read(reader: Callable[[Mapping[str, Any]], Read], said: Mapping[str, Any]) -> Read:
    try:
        return reader(said)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotThePlatform(f"an answer not as agreed: {type(error).__name__}") from None
