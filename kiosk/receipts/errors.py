"""Why a paper was not composed, or a receipt not believed. `code` is the key of config/faults.toml.

PaperRefused          a fact is missing, or is not what its paper may say
ReceiptRefused        base of all below: this text does not prove a receipt
├── ProofDamaged      it is no receipt's code, or letters are missing or changed
├── ProofKeyUnknown   no terminal of the register signs with this key, or not at that time
├── ProofForged       the terminal's signature does not fit
├── ProofAltered      the signature fits, the case it is held against does not
└── ProofFromFuture   it says to have been signed later than now
RegisterRefused       the register of terminals is not signed by the centre, or not as agreed
"""

from __future__ import annotations

from typing import ClassVar

__all__ = [
    "PaperRefused",
    "ProofAltered",
    "ProofDamaged",
    "ProofForged",
    "ProofFromFuture",
    "ProofKeyUnknown",
    "ReceiptRefused",
    "RegisterRefused",
]


class PaperRefused(Exception):
    """A paper cannot be composed from these facts; the message names facts, never what they say."""

    code: ClassVar[str] = "paper-refused"


class ReceiptRefused(Exception):
    """Base of the refusals of a receipt's proof; messages hold nothing of its text."""

    code: ClassVar[str] = "proof-damaged"


class ProofDamaged(ReceiptRefused):
    """The text is no receipt's code, or is no longer whole."""

    code = "proof-damaged"


class ProofKeyUnknown(ReceiptRefused):
    """The register knows no such key, or not for the time that the receipt names."""

    code = "proof-key-unknown"


class ProofForged(ReceiptRefused):
    """The key is known and did not sign this."""

    code = "proof-forged"


class ProofAltered(ReceiptRefused):
    """What the paper says is not what was signed."""

    code = "proof-altered"


class ProofFromFuture(ReceiptRefused):
    """The receipt says to have been signed after the present moment."""

    code = "proof-from-future"


class RegisterRefused(Exception):
    """The register of terminals cannot be trusted or read."""

    code: ClassVar[str] = "register-refused"
