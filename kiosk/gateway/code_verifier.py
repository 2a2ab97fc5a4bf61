"""The port of scanned codes (F19): whoever says whose 网证, 电子营业执照 or 社保电子码 a telephone has shown.

What it says is a statement under a key of its own, not the platform's: {nonce, code_sha256, at} and either a person
{kind, name, number, enterprise} or `refused`, a fault code; `signature` over all of it (kiosk.gateway.proofs).
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LIFE_S", "PURPOSE", "VERIFY", "CodeVerifier", "digest_of"]

VERIFY: Final = "verify-code"
"""The inquiry that brings a code to its verifier."""
PURPOSE: Final = "kiosk.code/1"
LIFE_S: Final = 60
"""For how long a code counts after the telephone made it, and a statement after it was signed, in seconds."""


class CodeVerifier(Protocol):
    """Answers for a code once: shown again under another nonce, it is refused."""

    def verify(self, code: str, nonce: str) -> Mapping[str, Any]:
        """Return the signed statement; whatever is wrong with the code is `refused` in it, never an exception."""


def digest_of(code: str) -> str:
    """Return the name by which a statement says which code it is about."""
    return hashlib.sha256(code.encode()).hexdigest()
