"""Why a key store gives nothing. `code` is the key of config/faults.toml.

KeysBroken
├── KeyStoreMissing   the tool or the chip that the store needs is not there
├── KeysLocked        the chip keeps the keys from a machine that did not start as it did when they were sealed
└── KeyStoreOther     the keys lie in another store than the profile asks for
"""

from __future__ import annotations

from offline_cache.errors import KeysBroken

__all__ = ["KeyStoreMissing", "KeyStoreOther", "KeysLocked"]


class KeyStoreMissing(KeysBroken):
    """What this key store is made of is not on this machine."""

    code = "key-store-missing"


class KeysLocked(KeysBroken):
    """The TPM refuses: firmware or Secure Boot is not as it was when the keys were sealed."""

    code = "keys-locked"


class KeyStoreOther(KeysBroken):
    """The keys lie elsewhere than the profile says; they are moved by an explicit command alone."""

    code = "key-store-other"
