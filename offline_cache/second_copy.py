"""The second copy of everything that must reach the centre: one file a row, so that no single file holds the only one.

A file holds the sealed envelope, what its head says openly, and under a key of the device the local facts: receipt
number, claimant, receipt under the card's lock. Without that key the case can still be delivered.

A copy is durable before its row commits. A copy without a row in a sound database was never acknowledged; without its
database it is the row.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import time
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from offline_cache.durable import make_folder, read_file, write_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["LocalFacts", "SecondCopies", "SecondCopy"]

MAGIC = b"kiosk.second-copy/1"
NONCE = 12
NAME, PASSING = ".env", ".tmp"
RENEWING_S = 60


@dataclass(frozen=True, slots=True, repr=False)
class LocalFacts:
    """What only this device may read of a row."""

    item_id: str = ""
    receipt_no: str | None = None
    receipt_day: str | None = None
    receipt_count: int | None = None
    claimant: str = ""
    receipt_sealed: str | None = None  # base64
    answer: str | None = None
    last_code: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class SecondCopy:
    """One row with all it needs. `enclosures` are (SHA-256, size); `envelope` is empty once the centre has it."""

    store_id: str
    case_id: str
    lane: str
    seq: int
    created_ms: int
    state: str
    sealed_sha256: str
    envelope: bytes
    settled_ms: int | None = None
    enclosures: tuple[tuple[str, int], ...] = ()
    local: LocalFacts = field(default_factory=LocalFacts)


class SecondCopies:
    """The folder env/ of one store. Methods raise OSError when the disk refuses."""

    def __init__(self, folder: Path, secret: bytes) -> None:
        self._folder = folder / "env"
        self._box = AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=MAGIC).derive(secret))

    def berth(self, copy: SecondCopy) -> tuple[Path, bytes]:
        """Return where the copy of a new row belongs and what it holds: to be durable before the row commits."""
        return self._path(copy.case_id), self._pack(copy)

    def put(self, copy: SecondCopy) -> None:
        """Write or mend the copy of a row that stands, durably."""
        make_folder(self._folder)
        write_file(self._path(copy.case_id), self._pack(copy))

    def renew(self, copy: SecondCopy) -> None:
        """Put a copy in the place of an older one, without waiting for the disk: both are true."""
        passing = self._folder / f".{copy.case_id}{PASSING}"
        passing.write_bytes(self._pack(copy))
        passing.replace(self._path(copy.case_id))

    def proves(self, path: Path, body: bytes) -> bool:
        """Whether these bytes are a whole copy for this path."""
        try:
            self._unpack(body, path.name.removesuffix(NAME))
        except (ValueError, KeyError, TypeError):
            return False
        return True

    def drop(self, case_id: str) -> None:
        """Remove a copy, where it still is."""
        self._path(case_id).unlink(missing_ok=True)

    def names(self) -> set[str]:
        """Return the case ids that have a copy, sound or not."""
        found = self._folder.iterdir() if self._folder.is_dir() else ()
        return {path.name.removesuffix(NAME) for path in found if path.name.endswith(NAME)}

    def sweep(self) -> None:
        """Remove what was half written beside a copy, before today's courier began to renew any."""
        for path in self._folder.glob(f".*{PASSING}"):
            with contextlib.suppress(FileNotFoundError):
                if abs(time.time() - path.stat().st_mtime) > RENEWING_S:
                    path.unlink()

    def read(self, case_id: str) -> SecondCopy | None:
        """Return the copy of this case, None when there is none or it is damaged."""
        found = self._read(case_id)
        return replace(found[0], envelope=found[1]) if found else None

    def envelope(self, case_id: str, digest: str) -> bytes:
        """Return the envelope of this case when it has this SHA-256, else b""."""
        found = self._read(case_id)
        return found[1] if found and hashlib.sha256(found[1]).hexdigest() == digest else b""

    def heads(self, names: Iterable[str] | None = None) -> list[tuple[SecondCopy, int]]:
        """Return every sound copy, or those of these cases, without its envelope but with the size of that.

        In the order of the device's sequence. Of two with one number the newer file is meant: the older one's row did
        not commit, and its number was given again.
        """
        found: dict[int, tuple[SecondCopy, int]] = {}
        for name in self.names() if names is None else names:
            read = self._read(name)
            if read is not None:
                head = read[0]
                rival = found.get(head.seq)
                if rival is None or self._age(rival[0].case_id) < self._age(name):
                    found[head.seq] = head, len(read[1])
        return [found[seq] for seq in sorted(found)]

    def _age(self, case_id: str) -> int:
        return self._path(case_id).stat().st_mtime_ns

    def _read(self, case_id: str) -> tuple[SecondCopy, bytes] | None:
        try:
            return self._unpack(read_file(f"{self._folder}/{case_id}{NAME}"), case_id)
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None

    def _pack(self, copy: SecondCopy) -> bytes:
        head: dict[str, Any] = asdict(copy)
        del head["envelope"]
        local = json.dumps(head.pop("local")).encode()
        nonce = os.urandom(NONCE)
        closed = nonce + self._box.encrypt(nonce, local, copy.case_id.encode())
        line = json.dumps({**head, "local": base64.b64encode(closed).decode()}).encode()
        rest = line + b"\n" + copy.envelope
        digest = hashlib.sha256(rest).hexdigest().encode()
        return MAGIC + b" " + digest + b"\n" + rest

    def _unpack(self, body: bytes, case_id: str) -> tuple[SecondCopy, bytes]:
        """Return the copy without its envelope, and the envelope."""
        at = body.index(b"\n") + 1
        rest = memoryview(body)[at:]
        if body[: at - 1] != MAGIC + b" " + hashlib.sha256(rest).hexdigest().encode():
            raise ValueError("damaged")
        end = body.index(b"\n", at)
        head = json.loads(body[at:end].decode())
        closed = base64.b64decode(head.pop("local"))
        try:
            opened = self._box.decrypt(closed[:NONCE], closed[NONCE:], case_id.encode())
            local = LocalFacts(**json.loads(opened.decode()))
        except InvalidTag:  # the device has lost its secret: nobody can claim the receipt, the case goes its way
            local = LocalFacts()
        enclosures = tuple((str(name), int(size)) for name, size in head.pop("enclosures"))
        return SecondCopy(**head, enclosures=enclosures, envelope=b"", local=local), body[end + 1 :]

    def _path(self, case_id: str) -> Path:
        return self._folder / f"{case_id}{NAME}"
