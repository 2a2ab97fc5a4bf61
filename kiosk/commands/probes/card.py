"""Read whatever card is there."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from drivers.discovery import open_device
from drivers.errors import CardMute, CardWithdrawn
from drivers.reading import read_card
from drivers.types import Present, Unavailable
from kiosk.commands.probes.request import Finding
from kiosk.privacy import mask_name, mask_number

if TYPE_CHECKING:
    from config.schema import Profile
    from drivers.protocols import CardReader
    from drivers.types import CardReading
    from kiosk.commands.probes.request import Request

__all__ = ["probe"]


def probe(profile: Profile, request: Request) -> Finding:
    """Wait for a card, read it, tell what it said: masked unless `reveal`. Raises CardError, ReaderGone."""
    reader = open_device("readers", profile.reader.driver, profile.reader.options)
    try:
        present = _awaited(reader, request.wait_s)
        if isinstance(present, Unavailable):
            return Finding(ok=False, code=present.code)
        with reader.connect() as channel:
            reading = read_card(channel, lambda _: None)
    finally:
        reader.close()
    return Finding(ok=True, facts={"atr": present.atr.hex(" "), **_facts(reading, reveal=request.reveal)})


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
    name, number = reading.name, reading.number
    return {
        "kind": reading.kind,
        "name": name if reveal else mask_name(name),
        "number": number if reveal else mask_number(number),
        "issuer": reading.issuer if reveal else "",
        "valid_until": "长期" if reading.long_term else str(reading.valid_until or ""),
        "photo_bytes": len(reading.photo or b""),
        "trust": reading.trust.value,
        **reading.evidence,
    }
