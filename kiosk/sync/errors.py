"""Why a case could not be filed, or the centre not be believed. `code` is the key of config/faults.toml."""

from __future__ import annotations

from typing import ClassVar

__all__ = ["CardRefused", "CaseUnknown", "FilingError", "SealKeyMissing"]


class FilingError(Exception):
    """Base of the refusals of the filing desk; nothing was committed."""

    code: ClassVar[str] = "filing-failed"


class SealKeyMissing(FilingError):
    """The centre was never reached and the profile pins no key: nothing could be sealed."""

    code = "seal-key-missing"


class CaseUnknown(FilingError):
    """No row waits under this case id, and none was accepted."""

    code = "filing-failed"


class CardRefused(Exception):
    """A card of the centre that no key vouches for which this terminal believes; the keys it knows stay in use."""

    code: ClassVar[str] = "platform-card"
