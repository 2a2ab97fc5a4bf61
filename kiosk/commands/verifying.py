"""Where a receipt's code is read from, whose keys count, and what it proves: the work of `verify`."""

from __future__ import annotations

import base64
import time
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.discovery import open_device
from drivers.errors import DeviceError, FrameGarbled
from drivers.imaging.codes import read_qr
from drivers.imaging.encode import decode
from kiosk.receipts.certificate import is_certificate, verify_certificate
from kiosk.receipts.errors import ReceiptRefused
from kiosk.receipts.known_keys import KnownKeys
from kiosk.receipts.proof import verify
from kiosk.receipts.register import DeviceKey
from offline_cache.keys import DeviceKeys
from offline_cache.replica import Replica
from offline_cache.store import Store

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from config.schema import Profile
    from kiosk.receipts.certificate import Certified
    from kiosk.receipts.proof import Proven

__all__ = ["judged", "known_keys", "pictured", "seen"]

_CAMERA_S = 20.0


def known_keys(profile: Profile) -> Sequence[DeviceKey]:
    """Return the keys that this terminal believes; none where it never ran."""
    folder = Path(profile.state_dir)
    if not (folder / "keys").is_dir():
        return ()
    keys = DeviceKeys.load_or_create(folder / "keys", profile.keys.store)
    own = DeviceKey(keys.public, profile.terminal_id)
    if not (folder / "store").is_dir():
        return (own,)
    store = Store.open(folder / "store", keys.secret)
    try:
        return KnownKeys(Replica(store), profile.platform.options.get("register_key", "")).all(own)
    finally:
        store.close()


def centre_key(profile: Profile) -> bytes | None:
    """Return the centre's key that this terminal believes: pinned, or told; None where it knows none."""
    folder, pinned = Path(profile.state_dir), profile.platform.options.get("register_key", "")
    if pinned:
        return base64.b64decode(pinned)
    if not (folder / "store").is_dir():
        return None
    keys = DeviceKeys.load_or_create(folder / "keys", profile.keys.store)
    store = Store.open(folder / "store", keys.secret)
    try:
        return KnownKeys(Replica(store)).centre
    finally:
        store.close()


def pictured(file: str) -> str:
    """Return what the code on a picture says, "" where none was found. Raises ValueError where it cannot be read."""
    try:
        return read_qr(decode(Path(file).read_bytes())) or ""
    except (OSError, FrameGarbled) as error:
        raise ValueError(f"--image {file}: {error}") from error


def seen(profile: Profile) -> str:
    """Look through the document camera until a code is read, 20 seconds at most. Raises ValueError."""
    until = time.monotonic() + _CAMERA_S
    try:
        camera = open_device("cameras", profile.camera.driver, profile.camera.options)
        try:
            for frame in camera.frames():
                said = read_qr(frame.pixels)
                if said or time.monotonic() > until:
                    return said or ""
        finally:
            camera.close()
    except DeviceError as gone:
        raise ValueError(f"--camera: {gone.code}: {gone}") from gone
    return ""


def judged(text: str, profile: Profile, now: dt.datetime) -> dict[str, object]:
    """Return what the text proves at `now`, or the fault code that says why not."""
    try:
        if is_certificate(text):
            return _certified(verify_certificate(text, centre_key(profile), now))
        return _told(verify(text, known_keys(profile), now))
    except ReceiptRefused as refusal:
        return {"ok": False, "code": refusal.code}


def _certified(found: Certified) -> dict[str, object]:
    return {
        "ok": True,
        "code": "",
        "state": "certificate",
        "query_code": found.query_code,
        "serial": found.serial,
        "surname": found.surname,
        "number_ends": found.number_ends,
        "until": found.until.isoformat(),
        "issued": found.issued.isoformat(),
        "digest": found.digest.hex(),
        "key_id": found.key_id,
    }


def _told(proven: Proven) -> dict[str, object]:
    stated = proven.statement
    return {
        "ok": True,
        "code": "",
        "state": stated.state,
        "query_code": proven.query_code,
        "terminal_id": proven.terminal_id,
        "copy": stated.copy,
        "signed": stated.signed.isoformat(),
        "clock_drift_s": stated.clock.drift_s,
        "clock_age_s": stated.clock.age_s,
        "case_id": stated.case_id,
        "digest": stated.digest.hex(),
        "key_id": stated.key_id,
    }
