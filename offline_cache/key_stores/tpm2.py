"""Keys sealed by a TPM 2.0: nobody opens them on another machine, or on this one with another start-up.

The policy is the SHA-256 banks of PCR 0 (firmware) and 7 (Secure Boot). The TPM seals under its ECC storage key, which
it makes anew from its seed each time. What it unseals comes back through a salted, encrypted session, so that nothing
can be read off the bus. The tools are Debian's `tpm2-tools`; `TPM2TOOLS_TCTI` says where the TPM is, without it the
kernel's resource manager. Source: tpm2_create(1), tpm2_unseal(1), TPM 2.0 Library part 1, 11.4.10 and 19.7.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import json
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from offline_cache.durable import sync_folder, write_file
from offline_cache.errors import KeysBroken
from offline_cache.key_stores.errors import KeysLocked, KeyStoreMissing
from offline_cache.key_stores.port import Secrets
from offline_cache.key_stores.tool import ToolRefused, ask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from offline_cache.key_stores.port import KeyStore

__all__ = ["open_store"]

Result = TypeVar("Result")
PCRS = "sha256:0,7"
FORMAT = "kiosk.tpm2-sealed/1"
PARENT, SESSION, OBJECT = "parent.ctx", "session.ctx", "sealed.ctx"
STORAGE_KEY = "fixedtpm|fixedparent|sensitivedataorigin|userwithauth|noda|restricted|decrypt"
"""As the TCG's template. `noda`: otherwise each power cut counts as a guess, and the third locks the TPM up."""
FULL = "0x90[23]"  # TPM_RC_OBJECT_MEMORY, TPM_RC_SESSION_MEMORY
POLICY_FAIL = "0x99D"  # TPM_RC_POLICY_FAIL of session 1


def open_store(folder: Path) -> KeyStore:
    """Return the key store of this folder."""
    return _Sealed(folder)


class _Sealed:
    """Fits KeyStore."""

    name: ClassVar[str] = "tpm2"

    def __init__(self, folder: Path) -> None:
        self._folder, self._file = folder, folder / "tpm2.sealed"

    def holds(self) -> bool:
        return self._file.exists()

    def read(self) -> Secrets:
        return _again(self._unsealed)

    def write(self, keys: Secrets) -> None:
        if not self._file.exists():
            write_file(self._file, _again(lambda: _sealed(keys)))

    def erase(self) -> None:
        if self._file.exists():
            self._file.unlink()
            sync_folder(self._folder)

    def _unsealed(self) -> Secrets:
        pcrs, public, private = _parts(self._file.read_bytes())
        with _parent() as room:
            (room / "public").write_bytes(public)
            (room / "private").write_bytes(private)
            _tpm("load", "-Q", "-C", PARENT, "-u", "public", "-r", "private", "-c", OBJECT, room=room)
            _flush(room)
            _tpm("startauthsession", "--policy-session", "--tpmkey-context", PARENT, "-S", SESSION, room=room)
            _flush(room)
            _tpm("sessionconfig", SESSION, "--enable-encrypt", room=room)
            _tpm("policypcr", "-Q", "-S", SESSION, "-l", pcrs, room=room)
            try:
                return Secrets.unpack(_tpm("unseal", "-c", OBJECT, "-p", f"session:{SESSION}", room=room))
            finally:
                _tpm("flushcontext", SESSION, room=room)


def _sealed(keys: Secrets) -> bytes:
    with _parent() as room:
        _tpm("createpolicy", "-Q", "--policy-pcr", "-l", PCRS, "-L", "policy", room=room)
        words = ("-a", "fixedtpm|fixedparent|noda", "-i", "-", "-u", "public", "-r", "private")
        _tpm("create", "-Q", "-C", PARENT, "-L", "policy", *words, body=keys.pack(), room=room)
        parts = {name: base64.b64encode((room / name).read_bytes()).decode() for name in ("public", "private")}
    return json.dumps({"format": FORMAT, "pcrs": PCRS, **parts}).encode()


def _parts(body: bytes) -> tuple[str, bytes, bytes]:
    try:
        said = json.loads(body)
        public, private = (base64.b64decode(said[part], validate=True) for part in ("public", "private"))
        pcrs = {FORMAT: str(said["pcrs"])}[said["format"]]
    except (ValueError, KeyError, TypeError, binascii.Error):
        raise KeysBroken("tpm2.sealed is damaged") from None
    return pcrs, public, private


@contextlib.contextmanager
def _parent() -> Iterator[Path]:
    """Give a passing folder in which the storage key waits; leave nothing in the TPM's few places."""
    with tempfile.TemporaryDirectory(prefix="kiosk-tpm2-") as name:
        room = Path(name)
        _tpm("createprimary", "-Q", "-C", "o", "-G", "ecc", "-a", STORAGE_KEY, "-c", PARENT, room=room)
        try:
            _flush(room)
            yield room
        finally:
            with contextlib.suppress(KeysBroken):
                _flush(room, "-t", "-l")  # tpm2_createpolicy 5.4 leaves its session behind


def _flush(room: Path | None, *kinds: str) -> None:
    """Empty the few places for objects (-t), loaded (-l) or saved (-s) sessions, where no resource manager does it."""
    if not re.search("tpmrm|tabrmd", _where()):
        for kind in kinds or ("-t",):
            _tpm("flushcontext", kind, room=room)


def _again(act: Callable[[], Result]) -> Result:
    """Do it, and once more where the TPM was full of what a killed process has left in it."""
    try:
        return act()
    except ToolRefused as refused:
        if not re.search(FULL, refused.said, re.IGNORECASE):
            raise
    _flush(None, "-t", "-l", "-s")
    return act()


def _where() -> str:
    return os.environ.get("TPM2TOOLS_TCTI", "device:/dev/tpmrm0")


def _tpm(verb: str, *words: str, room: Path | None, body: bytes = b"") -> bytes:
    try:
        return ask(f"tpm2_{verb}", "--tcti", _where(), *words, body=body, folder=room)
    except ToolRefused as refused:
        if POLICY_FAIL in refused.said.upper().replace("0X", "0x"):
            raise KeysLocked("PCR 0 or 7 is not as it was") from None
        if "could not load tcti" in refused.said.lower():
            raise KeyStoreMissing("no TPM can be reached") from None
        raise
