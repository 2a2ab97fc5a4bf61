"""Keys as a credential of systemd: encrypted with the machine's own key, and its TPM where there is one.

A unit with `LoadCredentialEncrypted=kiosk-keys:…/keys/kiosk-keys.cred` finds them in `$CREDENTIALS_DIRECTORY`, in
memory that is never swapped; root may also have them decrypted by the tool. Source: systemd-creds(1), systemd 252.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from offline_cache.durable import sync_folder, write_file
from offline_cache.key_stores.errors import KeyStoreMissing
from offline_cache.key_stores.port import Secrets
from offline_cache.key_stores.tool import ToolRefused, ask

if TYPE_CHECKING:
    from offline_cache.key_stores.port import KeyStore

__all__ = ["CREDENTIAL", "open_store"]

CREDENTIAL = "kiosk-keys"


def open_store(folder: Path) -> KeyStore:
    """Return the key store of this folder."""
    return _Credential(folder)


class _Credential:
    """Fits KeyStore. Writing needs root, reading a unit or root."""

    name: ClassVar[str] = "systemd-creds"

    def __init__(self, folder: Path) -> None:
        self._folder, self._file = folder, folder / f"{CREDENTIAL}.cred"

    def holds(self) -> bool:
        return self._file.exists()

    def read(self) -> Secrets:
        given = Path(os.environ.get("CREDENTIALS_DIRECTORY", "/nonexistent")) / CREDENTIAL
        if given.is_file():
            return Secrets.unpack(given.read_bytes())
        return Secrets.unpack(self._asked("decrypt", self._file.read_bytes()))

    def write(self, keys: Secrets) -> None:
        if not self._file.exists():
            write_file(self._file, self._asked("encrypt", keys.pack()))

    def erase(self) -> None:
        if self._file.exists():
            self._file.unlink()
            sync_folder(self._folder)

    def _asked(self, verb: str, body: bytes) -> bytes:
        """`auto`: with the host's key and the TPM, or whichever of them there is."""
        how = ("--with-key=auto",) if verb == "encrypt" else ()
        try:
            return ask("systemd-creds", verb, f"--name={CREDENTIAL}", *how, "-", "-", body=body)
        except ToolRefused:
            if os.geteuid():
                raise KeyStoreMissing("outside its unit only root may have the credential") from None
            raise
