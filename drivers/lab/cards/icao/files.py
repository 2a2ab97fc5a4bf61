"""The files of a travel document's chip (ICAO 9303-10): EF.COM, EF.SOD, DG1, DG2 and, on the travel cards, DG11."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Literal

from drivers.icao.tlv import encode
from drivers.lab.cards.icao.sod import make_sod
from drivers.lab.documents import travel_document
from drivers.lab.people import person
from drivers.lab.pki import lab_pki
from drivers.lab.portraits import SIZE, portrait

if TYPE_CHECKING:
    from collections.abc import Mapping

    from drivers.lab.cards.icao.sod import Flaw
    from drivers.lab.documents import TravelDocument
    from drivers.lab.pki import DocumentSigner, Issuer, Scheme

__all__ = ["COM", "SOD", "document_files"]

COM, SOD, DG1, DG2, DG11 = 0x011E, 0x011D, 0x0101, 0x0102, 0x010B
_TAGS = {DG1: 0x61, DG2: 0x75, DG11: 0x6B}
_FACIAL_RECORD_OVERHEAD = 46


def document_files(
    kind: str, key: str, flaw: Flaw = "", scheme: Scheme = "ecdsa", form: Literal["jp2", "jpeg"] = "jp2"
) -> Mapping[int, bytes]:
    """Make the elementary files, by identifier, of the document of that kind that belongs to the person with that key.

    Raises KeyError for a kind that is no travel document, ValueError for somebody who is not of the lab.
    """
    return _made(kind, key, flaw, scheme, form)


@functools.lru_cache(maxsize=64)
def _made(kind: str, key: str, flaw: Flaw, scheme: Scheme, form: Literal["jp2", "jpeg"]) -> Mapping[int, bytes]:
    document = travel_document(kind, person(key))
    groups = {DG1: _dg1(document.chip_zone), DG2: _dg2(portrait(key, form), form)}
    if document.personal_number:
        groups[DG11] = _dg11(document)
    signed = make_sod({file & 0xFF: content for file, content in groups.items()}, _signer(document, flaw, scheme), flaw)
    if flaw == "altered":
        family = document.holder.latin_name.partition(" ")[0]
        groups[DG1] = _dg1(document.chip_zone.replace(f"{family}<<", f"X{family[1:]}<<", 1))
    return {COM: _com(groups), SOD: signed, **groups}


def _signer(document: TravelDocument, flaw: Flaw, scheme: Scheme) -> DocumentSigner:
    issuers: dict[Flaw, Issuer] = {"impostor": "impostor", "authority": "stranger"}
    return lab_pki().signer(document.state, scheme, issuers.get(flaw, "own"), expired=flaw == "expired")


def _com(groups: Mapping[int, bytes]) -> bytes:
    present = bytes(_TAGS[file] for file in groups)
    return encode(0x60, encode(0x5F01, b"0107") + encode(0x5F36, b"040000") + encode(0x5C, present))


def _dg1(zone: str) -> bytes:
    return encode(0x61, encode(0x5F1F, zone.encode("ascii")))


def _dg2(photo: bytes, form: Literal["jp2", "jpeg"]) -> bytes:
    """One face (ISO 19794-5 §5): record header, facial information, image information, picture."""
    width, height = (side.to_bytes(2, "big") for side in SIZE)
    information = (len(photo) + _FACIAL_RECORD_OVERHEAD - 14).to_bytes(4, "big") + bytes(16)
    image = bytes((0x01, 0x01 if form == "jp2" else 0x00)) + width + height + bytes((0x01, 0x02)) + bytes(4)
    record = b"FAC\x00010\x00" + (len(photo) + _FACIAL_RECORD_OVERHEAD).to_bytes(4, "big") + b"\x00\x01"
    header = encode(0xA1, bytes.fromhex("80020101 810102 820100 87020101 88020008"))
    template = encode(0x7F60, header + encode(0x5F2E, record + information + image + photo))
    return encode(0x75, encode(0x7F61, encode(0x02, b"\x01") + template))


def _dg11(document: TravelDocument) -> bytes:
    name = encode(0x5F0E, document.holder.name.encode())
    number = encode(0x5F10, document.personal_number.encode("ascii"))
    return encode(0x6B, encode(0x5C, bytes.fromhex("5F0E5F10")) + name + number)
