"""Closing what goes to the centre so that nobody on the way, and not this terminal either, can read it again.

Body: sealed by one of the suites in offline_cache.suites to the centre's key, bound to the envelope's head.
Envelope: canonical JSON, signed with the device's Ed25519 key, since sealing alone does not say who sealed.
Files that belong to a body: offline_cache.enclosing; their keys travel inside the sealed body.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from offline_cache.suites.registry import DEFAULT, suite

if TYPE_CHECKING:
    from collections.abc import Mapping

    from offline_cache.keys import DeviceKeys

__all__ = ["EnvelopeHead", "PlatformKey", "canonical", "kind_of", "make_envelope"]

PURPOSE = b"kiosk.envelope/1\n"
SIGNED_WITH = "ed25519"  # what the device's key is; envelopes of the first release do not say


def canonical(value: object) -> bytes:
    """Return the one JSON text of this value: sorted keys, no blanks, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True)
class PlatformKey:
    """A public key of the centre, its name, and the suite that seals to it."""

    key_id: str
    public: bytes
    suite: str = DEFAULT

    @classmethod
    def parse(cls, text: str, suite_name: str = DEFAULT) -> PlatformKey:
        """Read base64 of a public key; the name is the start of its SHA-256.

        Raises:
            ValueError: this is no key of the suite.
            SuiteUnavailable: the suite is unknown, or its library is not installed.
        """
        try:
            public = base64.b64decode(text, validate=True)
        except binascii.Error as error:
            raise ValueError("not base64") from error
        suite(suite_name).seal(b"", public, b"")  # some keys can be read and yet not be sealed to
        return cls(hashlib.sha256(public).hexdigest()[:16], public, suite_name)


@dataclass(frozen=True, slots=True)
class EnvelopeHead:
    """What anybody may read. `kind` is case, supplement, rating, tally; by `store_id`, `seq` the centre sees gaps."""

    kind: str
    device_id: str
    store_id: str
    case_id: str
    seq: int
    created: str


def kind_of(envelope: bytes) -> str:
    """Return what an envelope of our own says that it is."""
    return str(json.loads(envelope).get("kind", ""))


def make_envelope(body: Mapping[str, object], head: EnvelopeHead, to: PlatformKey, keys: DeviceKeys) -> bytes:
    """Seal a body under its head and sign the whole. Raises SuiteUnavailable."""
    open_part = {**asdict(head), "suite": to.suite, "key_id": to.key_id, "alg": SIGNED_WITH}
    sealed = suite(to.suite).seal(canonical(body), to.public, PURPOSE + canonical(open_part))
    signed = {**open_part, "sealed": base64.b64encode(sealed).decode()}
    signature = keys.sign(PURPOSE + canonical(signed))
    return canonical({**signed, "signature": base64.b64encode(signature).decode()})
