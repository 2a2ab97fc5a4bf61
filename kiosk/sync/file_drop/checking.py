"""Looking a batch over, whichever way it goes, without putting anything into effect."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kiosk.gateway.errors import NotThePlatform
from kiosk.gateway.proofs import SignKeys, prove
from kiosk.sync.file_drop.errors import BatchDamaged
from kiosk.sync.file_drop.manifests import SCHEMA, read_manifest
from kiosk.sync.file_drop.reader import read_file

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.sync.file_drop.manifests import Listed, Manifest

__all__ = ["Checked", "check"]

ENVELOPE = "kiosk.envelope/1"


@dataclass(slots=True)
class Checked:
    """What was found; `wrong` has a line for everything that is not as it must be."""

    batch_id: str
    direction: str = ""
    device_id: str = ""
    files: int = 0
    rescue: bool = False
    wrong: list[str] = field(default_factory=list)


def check(batch: Path, centre: SignKeys) -> Checked:
    """Check signature, files, and what the files say of themselves; `centre` are the centre's keys, for what goes down.

    An envelope of a rescue batch is not proven here: its key is not in the batch, but known to the centre.
    """
    found = Checked(batch.name)
    try:
        manifest = read_manifest(batch)
    except BatchDamaged as error:
        found.wrong.append(f"manifest.json: {error}")
        return found
    found.direction, found.device_id, found.files = manifest.direction, manifest.device_id, len(manifest.files)
    found.rescue = manifest.document.get("rescue") is True
    keys = centre
    if manifest.direction == "up":
        keys = _own(manifest.document.get("public_key"))
    _note(found, "manifest.json", manifest.document, SCHEMA, keys)
    for listed in manifest.files:
        _file(batch, listed, manifest, keys, found)
    known = {"manifest.json", *(one.path for one in manifest.files)}
    found.wrong += [f"{path}: not listed" for path in _there(batch) if path not in known]
    return found


def _file(batch: Path, listed: Listed, manifest: Manifest, keys: SignKeys, found: Checked) -> None:
    body = read_file(batch, listed)
    if body is None:
        found.wrong.append(f"{listed.path}: missing or damaged")
    elif listed.path.startswith("blobs/"):
        if listed.path != f"blobs/{listed.sha256}":
            found.wrong.append(f"{listed.path}: under another name than its digest")
    else:
        try:
            said = json.loads(body)
        except (ValueError, RecursionError):
            said = None
        if not isinstance(said, dict):
            found.wrong.append(f"{listed.path}: no JSON object")
        elif listed.path.startswith("envelopes/"):
            _envelope(listed.path, said, manifest, keys, found)
        else:
            if said.get("device_id", manifest.device_id) != manifest.device_id:
                found.wrong.append(f"{listed.path}: for another terminal")
            _note(found, listed.path, said, str(said.get("schema")), keys)


def _envelope(path: str, said: dict[str, Any], manifest: Manifest, keys: SignKeys, found: Checked) -> None:
    if path != f"envelopes/{said.get('case_id')}.json" or said.get("device_id") != manifest.device_id:
        found.wrong.append(f"{path}: another envelope than its name says")
    if not found.rescue:
        signature = {"key_id": next(iter(keys.keys), ""), "value": said.get("signature")}
        _note(found, path, {**said, "signature": signature}, ENVELOPE, keys)


def _note(found: Checked, path: str, document: dict[str, Any], purpose: str, keys: SignKeys) -> None:
    try:
        prove(document, purpose, keys)
    except NotThePlatform as error:
        found.wrong.append(f"{path}: {error}")


def _own(public: object) -> SignKeys:
    """Return the terminal's own key as its manifest tells it; none when that is no key."""
    try:
        return SignKeys.pinned(public) if isinstance(public, str) else SignKeys()
    except ValueError:
        return SignKeys()


def _there(batch: Path) -> list[str]:
    return sorted(path.relative_to(batch).as_posix() for path in batch.rglob("*") if not path.is_dir())
