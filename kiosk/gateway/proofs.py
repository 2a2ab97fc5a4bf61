"""What the centre signed, proven: Ed25519 over a purpose, a newline and the canonical JSON of a document.

The other ends: openapi.yaml, "Signatures of the platform". The same proof holds on the line and in a batch.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.gateway.errors import KeyUnknown, NotThePlatform
from offline_cache.sealing import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["SignKeys", "prove", "prove_receipt", "prove_refusal"]

_KEY_SIZE = 32
_RECEIPT, _RECEIPT_MEMBER = "kiosk.receipt/1", "receipt_sig"
_REFUSAL_MEMBERS = ("case_id", "sha256", "state", "reason", _RECEIPT_MEMBER)


@dataclass(frozen=True, slots=True)
class SignKeys:
    """The keys by which the centre signs: key id to Ed25519 public key, 32 bytes. Empty: it is not known yet."""

    keys: Mapping[str, bytes] = field(default_factory=dict)

    @classmethod
    def of_card(cls, listed: Iterable[Mapping[str, object]]) -> SignKeys:
        """Read `sign_keys` of a card: {key_id, alg, public}; other algorithms are passed over.

        Raises ValueError: a key is not 32 bytes of base64, or not the one that its name says; or there is none.
        """
        keys = {}
        for one in listed:
            if one.get("alg") == "ed25519":
                public = _public(one.get("public"))
                if one.get("key_id") != _key_id(public):
                    raise ValueError("a key under another key's name")
                keys[_key_id(public)] = public
        if not keys:
            raise ValueError("no key that signs")
        return cls(keys)

    @classmethod
    def pinned(cls, text: str) -> SignKeys:
        """Read the key that a profile pins, base64; "" pins none. Raises ValueError."""
        if not text:
            return cls()
        public = _public(text)
        return cls({_key_id(public): public})

    def __bool__(self) -> bool:
        return bool(self.keys)


def prove(document: Mapping[str, object], purpose: str, keys: SignKeys, member: str = "signature") -> None:
    """Return when `document[member]`, {key_id, value}, is the signature of one of `keys` over all other members.

    Raises NotThePlatform, of its kind KeyUnknown; the message holds nothing of the document.
    """
    said = document.get(member)
    if not isinstance(said, dict):
        raise NotThePlatform(f"no {member}")
    public = keys.keys.get(str(said.get("key_id")))
    if public is None:
        raise KeyUnknown(f"{member} by a key that is not known")
    signed = {name: value for name, value in document.items() if name != member}
    try:
        value = base64.b64decode(said.get("value", ""), validate=True)
        message = purpose.encode() + b"\n" + canonical(signed)
        Ed25519PublicKey.from_public_bytes(public).verify(value, message)
    except (InvalidSignature, ValueError, TypeError, RecursionError):
        raise NotThePlatform(f"{member} does not hold") from None


def prove_receipt(answer: Mapping[str, object], keys: SignKeys) -> None:
    """Return when `receipt_sig` of an answer that says "received" or "booked" holds. Raises NotThePlatform."""
    prove(answer, _RECEIPT, keys, _RECEIPT_MEMBER)


def prove_refusal(problem: Mapping[str, object], keys: SignKeys) -> None:
    """Return when a refusal's `receipt_sig` holds over case_id, sha256, state and reason. Raises NotThePlatform."""
    prove({name: problem.get(name) for name in _REFUSAL_MEMBERS}, _RECEIPT, keys, _RECEIPT_MEMBER)


def _public(text: object) -> bytes:
    public = base64.b64decode(text, validate=True) if isinstance(text, str) else b""
    if len(public) != _KEY_SIZE:
        raise ValueError("a key is 32 bytes of base64")
    Ed25519PublicKey.from_public_bytes(public)
    return public


def _key_id(public: bytes) -> str:
    return hashlib.sha256(public).hexdigest()[:16]
