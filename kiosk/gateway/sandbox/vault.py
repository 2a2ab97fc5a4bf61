"""The centre's private keys, and the opening of envelopes: the only place that can read a case."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidSignature, InvalidTag

from kiosk.gateway.sandbox.keyfile import key_in
from kiosk.gateway.sandbox.problems import Problem
from kiosk.gateway.sandbox.seal_suites import DEFAULT, SUITES
from kiosk.gateway.sandbox.signer import canonical, key_id_of

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.gateway.sandbox.proof import Sender

__all__ = ["Opened", "SealKey", "Vault"]

Opened = tuple[dict[str, Any], dict[str, Any]]  # head, body
PURPOSE = b"kiosk.envelope/1\n"
SIGNED_WITH = "ed25519"  # also where the head does not say


@dataclass(frozen=True, slots=True, repr=False)
class SealKey:
    """One key of one suite."""

    suite: str
    key_id: str
    public: bytes
    private: bytes


class Vault:
    """Keeps a row of keys for each suite; terminals seal to the newest of a row, all of them open.

    Files: `seal.key`, `seal-1.key`, …, and with the suite's name behind `seal` for all but the default one.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows: dict[str, list[SealKey]] = {}
        for suite in SUITES:
            self._rows[suite] = [self._key(suite, 0)]
            while self._path(suite, len(self._rows[suite])).exists():
                self._rows[suite].append(self._key(suite, len(self._rows[suite])))

    @property
    def current(self) -> SealKey:
        """The default suite's key to seal to."""
        return self._rows[DEFAULT][-1]

    @property
    def keys(self) -> list[SealKey]:
        """All keys that open, a suite after the other, oldest first."""
        return [key for row in self._rows.values() for key in row]

    def row(self, suite: str) -> list[SealKey]:
        """Return the keys of this suite. Raises KeyError: the platform does not offer it."""
        return list(self._rows[suite])

    def rotate(self, suite: str) -> SealKey:
        """Make a new key to seal to. Raises KeyError."""
        row = self._rows[suite]
        row.append(self._key(suite, len(row)))
        return row[-1]

    def open_envelope(self, sender: Sender, kind: str, case_id: str) -> Opened:
        """Return head and body of an envelope of this kind and id ("": any). Raises Problem 422."""
        try:
            envelope = json.loads(sender.body)
            signature = _decoded(envelope.pop("signature"))
            sender.key.verify(signature, PURPOSE + canonical(envelope))
            sealed = _decoded(envelope.pop("sealed"))
            by_name = {(key.suite, key.key_id): key for key in self.keys}
            key = by_name.get((envelope["suite"], envelope["key_id"]))
            if key is None:
                raise Problem(422, "urn:kiosk:key-unknown")
            expected = (kind, sender.device_id, SIGNED_WITH)
            if (envelope["kind"], envelope["device_id"], envelope.get("alg", SIGNED_WITH)) != expected:
                raise Problem(422, "urn:kiosk:envelope")
            body = json.loads(SUITES[key.suite].unseal(key.private, sealed, PURPOSE + canonical(envelope)))
        except (InvalidSignature, InvalidTag, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise Problem(422, "urn:kiosk:envelope") from None
        if case_id not in {"", envelope["case_id"]} or not isinstance(body, dict):
            raise Problem(422, "urn:kiosk:envelope")
        return envelope, body

    def _path(self, suite: str, number: int) -> Path:
        words = ["seal", *([suite] if suite != DEFAULT else []), *([str(number)] if number else [])]
        return self._folder / f"{'-'.join(words)}.key"

    def _key(self, suite: str, number: int) -> SealKey:
        private = key_in(self._path(suite, number), SUITES[suite].make)
        public = SUITES[suite].public(private)
        return SealKey(suite, key_id_of(public), public, private)


def _decoded(text: str) -> bytes:
    """Read base64 as it is written in one way alone: bits that mean nothing must be zero. Raises ValueError."""
    body = base64.b64decode(text, validate=True)
    if base64.b64encode(body).decode() != text:
        raise ValueError("not canonical")
    return body
