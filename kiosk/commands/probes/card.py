"""Read whatever card is there."""

from __future__ import annotations

import re
import signal
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.discovery import open_device
from drivers.errors import CardMute, CardNeedsKey, CardWithdrawn, DeviceError, PhotoUnreadable
from drivers.icao.mrz import key_from_mrz
from drivers.readers.aids import aids_for
from drivers.reading import Watch, read_in
from drivers.types import DocumentKey, Present, Unavailable
from kiosk.commands.probes.request import Finding
from kiosk.privacy import mask_name, mask_number

if TYPE_CHECKING:
    from config.schema import Profile
    from drivers.protocols import CardReader
    from drivers.types import CardReading
    from kiosk.commands.probes.request import Request

__all__ = ["probe"]

_APDU_S = 2.0
_COUNTS = {"apdus": int, "ms": float, "photo_bytes": int}


def probe(profile: Profile, request: Request) -> Finding:
    """Wait for a card, read it as the terminal does, tell what it said: masked unless `reveal`.

    Raises CardError, ReaderGone where there was nothing to read; a card that cannot be read is a finding with the
    journal of what was exchanged. A reading with a flaw is one that was made: `code` tells the flaw.
    """
    key = _key(request)
    options = profile.reader.options
    reader = open_device("readers", profile.reader.driver, options)
    try:
        present = _awaited(reader, request.wait_s)
        if isinstance(present, Unavailable):
            return Finding(ok=False, code=present.code)
        watch = Watch(sending=_set_deadline, again=lambda _: reader.wait(0) == present)
        try:
            reading = read_in(reader, replace(aids_for(options, reader), key=key), watch)
        except DeviceError as error:
            facts = {"detail": str(error), "atr": present.atr.hex(" "), "journal": list(watch.journal.tail())}
            return Finding(ok=False, code=error.code, facts=facts)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        reader.close()
    said = _facts(reading, reveal=request.reveal) | _saved(reading, request.save)
    atr, journal = present.atr.hex(" "), list(watch.journal.tail())
    return Finding(ok=True, code=reading.flaw, facts={"atr": atr, **said, "journal": journal})


def _saved(reading: CardReading, file: str) -> dict[str, object]:
    """Write the photo as a JPEG where one was asked for and read; a picture that cannot be decoded says so."""
    if not file or reading.photo is None:
        return {}
    from drivers.imaging import encode, portrait  # noqa: PLC0415 - OpenCV, for this wish alone

    try:
        pixels = portrait.decode_portrait(reading.photo)
    except PhotoUnreadable as refused:
        return {"saved": "", "photo": refused.code}
    Path(file).write_bytes(encode.encode_jpeg(pixels))
    return {"saved": file, "photo": f"{pixels.shape[1]} × {pixels.shape[0]}"}


def _set_deadline() -> None:
    """Have the kernel end this process when the APDU that goes out now stays without an answer."""
    signal.setitimer(signal.ITIMER_REAL, _APDU_S)


def _key(request: Request) -> DocumentKey | None:
    """Return what was typed off a travel document. Raises CardNeedsKey for what cannot be a key, without telling it."""
    can = request.can.strip()
    if can and re.fullmatch("[0-9]{6}", can, re.ASCII) is None:
        raise CardNeedsKey("--can: six digits")
    if not request.mrz.strip():
        return DocumentKey(can=can) if can else None
    try:
        return DocumentKey(mrz=key_from_mrz(request.mrz), can=can)
    except ValueError as wrong:
        raise CardNeedsKey(f"--mrz: {wrong}") from None


def _awaited(reader: CardReader, wait_s: float) -> Present | Unavailable:
    end = time.monotonic() + wait_s
    while True:
        presence = reader.wait(max(0.0, end - time.monotonic()))
        if isinstance(presence, Present):
            if presence.mute:
                raise CardMute("the card does not answer to reset: laid the wrong way round?")
            return presence
        if time.monotonic() >= end:
            if isinstance(presence, Unavailable):
                return presence
            raise CardWithdrawn(f"no card within {wait_s:g} s")


def _facts(reading: CardReading, *, reveal: bool) -> dict[str, object]:
    def name(text: str) -> str:
        return text if reveal else mask_name(text)

    def number(text: str) -> str:
        return text if reveal else mask_number(text)

    birth = str(reading.birth or "")
    size = len(reading.photo or b"")
    evidence: dict[str, object] = {key: _COUNTS.get(key, str)(value) for key, value in reading.evidence.items()}
    return {
        "kind": reading.kind,
        "name": name(reading.name),
        "latin_name": name(reading.latin_name),
        "number": number(reading.number),
        "card_number": number(reading.card_number),
        "personal_number": number(reading.personal_number),
        "sex": reading.sex,
        "ethnicity": reading.ethnicity if reveal else "",
        "birth": birth if reveal else birth[:4],
        "nationality": reading.nationality,
        "issuer": reading.issuer if reveal else "",
        "address": reading.address if reveal else "",
        "valid_from": str(reading.valid_from or ""),
        "valid_until": "长期" if reading.long_term else str(reading.valid_until or ""),
        "photo": f"{size} B" if size else "无照片",
        "trust": reading.trust.value,
        "flaw": reading.flaw,
        **evidence,
        "photo_bytes": size,
    }
