"""归档包: a ZIP of stored files, one form for one content, with a signed list of what is in it (F47).

Whoever has the centre's public key names every file that was altered, removed or put in, without a platform.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["CONTAINER", "altered", "packed"]

CONTAINER: Final = "container"
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
PURPOSE: Final = b"kiosk.archive/1\n"
UNREADABLE: Final = (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError, OSError)
LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)  # a moment of the ZIP itself would be one more thing that nobody signed


def packed(files: Mapping[str, bytes], about: Mapping[str, Any], sign: Callable[[bytes], bytes]) -> bytes:
    """Return the package; `about` goes into the signed list beside digest and size of each file."""
    listed = {name: {"sha256": _digest(body), "size": len(body)} for name, body in sorted(files.items())}
    said = {"schema": "kiosk.archive/1", **about, "files": listed}
    manifest = json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1).encode()
    signature = base64.b64encode(sign(PURPOSE + manifest))
    return _zipped({**files, MANIFEST: manifest, SIGNATURE: signature})


def altered(package: bytes, public: bytes) -> list[str]:
    """Return the name of every file that is not as it was signed; CONTAINER for what is no file. None when all stand.

    `public` is the centre's Ed25519 key, 32 bytes.
    """
    found, wrong = _unzipped(package)
    manifest, signature = found.pop(MANIFEST, b""), found.pop(SIGNATURE, b"")
    listed = _listed(manifest, signature, public)
    if listed is None:  # what the list says of the others is worth nothing
        return sorted(wrong or {MANIFEST, SIGNATURE})
    for name in {*listed, *found}:
        body = found.get(name)
        if body is None or _digest(body) != listed.get(name):
            wrong.add(name)
    if not wrong and _zipped({**found, MANIFEST: manifest, SIGNATURE: signature}) != package:
        wrong.add(CONTAINER)
    return sorted(wrong)


def _listed(manifest: bytes, signature: bytes, public: bytes) -> dict[str, str] | None:
    """Return the digests of the signed list by name, None when it is not the centre's."""
    try:
        value = base64.b64decode(signature, validate=True)
        Ed25519PublicKey.from_public_bytes(public).verify(value, PURPOSE + manifest)
        return {name: one["sha256"] for name, one in json.loads(manifest)["files"].items()}
    except (InvalidSignature, ValueError, KeyError, TypeError):
        return None


def _zipped(files: Mapping[str, bytes]) -> bytes:
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w", zipfile.ZIP_STORED) as archive:
        for name, body in sorted(files.items()):
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.create_system = 3
            archive.writestr(entry, body)
    return page.getvalue()


def _unzipped(package: bytes) -> tuple[dict[str, bytes], set[str]]:
    """Return what can be read, and the names of what cannot."""
    found: dict[str, bytes] = {}
    wrong: set[str] = set()
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            for entry in archive.infolist():
                body = _stored(archive, entry)
                if body is None or entry.filename in found:
                    wrong.add(entry.filename)
                else:
                    found[entry.filename] = body
    except UNREADABLE:
        wrong.add(CONTAINER)
    return found, wrong


def _stored(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | None:
    if entry.compress_type != zipfile.ZIP_STORED:
        return None
    try:
        return archive.read(entry)
    except UNREADABLE:
        return None


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
