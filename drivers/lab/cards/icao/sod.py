"""EF.SOD: the signed list of hashes of a travel document's data groups (ICAO 9303-10 §4.6.2, RFC 5652)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Literal, get_args

from cryptography.hazmat.primitives.serialization import Encoding

from drivers.icao.tlv import encode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from drivers.lab.pki import DocumentSigner, Scheme

__all__ = ["FLAWS", "Flaw", "make_sod"]

Flaw = Literal["", "altered", "missing", "digest", "signature", "authority", "impostor", "expired", "unreadable"]
"""What is wrong with a document: each is found by one rule of passive authentication.

altered: a data group changed after signing · missing: the hash of DG2 is not there · digest: messageDigest is not
that of the list · signature: a bit of it flipped · authority: signed below a CSCA nobody knows · impostor: below one
that only has the known one's name · expired: the signer's certificate ended · unreadable: no CMS at all.
"""
FLAWS: tuple[Flaw, ...] = get_args(Flaw)

_SEQUENCE, _SET, _OID, _OCTETS, _INTEGER, _NULL = 0x30, 0x31, 0x06, 0x04, 0x02, b"\x05\x00"
_LDS_OBJECT = encode(_OID, bytes.fromhex("678108010101"))
_SIGNED_DATA = encode(_OID, bytes.fromhex("2A864886F70D010702"))
_CONTENT_TYPE = encode(_OID, bytes.fromhex("2A864886F70D010903"))
_MESSAGE_DIGEST = encode(_OID, bytes.fromhex("2A864886F70D010904"))
_SHA256 = encode(_SEQUENCE, encode(_OID, bytes.fromhex("608648016503040201")) + _NULL)
_MGF1 = encode(_SEQUENCE, encode(_OID, bytes.fromhex("2A864886F70D010108")) + _SHA256)
_PSS = encode(0xA0, _SHA256) + encode(0xA1, _MGF1) + encode(0xA2, encode(_INTEGER, b"\x20"))
_ECDSA = encode(_SEQUENCE, encode(_OID, bytes.fromhex("2A8648CE3D040302")))
_ALGORITHMS: dict[Scheme, bytes] = {
    "ecdsa": _ECDSA,
    "brainpool": _ECDSA,
    "rsa": encode(_SEQUENCE, encode(_OID, bytes.fromhex("2A864886F70D01010B")) + _NULL),
    "rsa-pss": encode(_SEQUENCE, encode(_OID, bytes.fromhex("2A864886F70D01010A")) + encode(_SEQUENCE, _PSS)),
}


def make_sod(groups: Mapping[int, bytes], signer: DocumentSigner, flaw: Flaw = "") -> bytes:
    """Sign the data groups (number to whole file content) and return the content of EF.SOD.

    Of the flaws only those of the list and of the signature are made here.
    """
    if flaw == "unreadable":
        return encode(0x77, b"no cryptographic message at all")
    listed = {number: content for number, content in groups.items() if not (flaw == "missing" and number == 2)}
    hashes = b"".join(
        encode(_SEQUENCE, encode(_INTEGER, bytes((number,))) + encode(_OCTETS, hashlib.sha256(content).digest()))
        for number, content in sorted(listed.items())
    )
    lds = encode(_SEQUENCE, encode(_INTEGER, b"\x00") + _SHA256 + encode(_SEQUENCE, hashes))
    return encode(0x77, _signed(lds, signer, flaw))


def _signed(content: bytes, signer: DocumentSigner, flaw: Flaw) -> bytes:
    digest = hashlib.sha256(content + (b"?" if flaw == "digest" else b"")).digest()
    attributes = _attribute(_CONTENT_TYPE, _LDS_OBJECT) + _attribute(_MESSAGE_DIGEST, encode(_OCTETS, digest))
    signature = signer.sign(encode(_SET, attributes))
    if flaw == "signature":
        signature = signature[:-1] + bytes((signature[-1] ^ 1,))
    certificate = signer.certificate
    serial = certificate.serial_number
    number = encode(_INTEGER, serial.to_bytes(serial.bit_length() // 8 + 1, "big"))
    info = encode(
        _SEQUENCE,
        encode(_INTEGER, b"\x01")
        + encode(_SEQUENCE, certificate.issuer.public_bytes() + number)
        + _SHA256
        + encode(0xA0, attributes)
        + _ALGORITHMS[signer.scheme]
        + encode(_OCTETS, signature),
    )
    data = encode(
        _SEQUENCE,
        encode(_INTEGER, b"\x03")
        + encode(_SET, _SHA256)
        + encode(_SEQUENCE, _LDS_OBJECT + encode(0xA0, encode(_OCTETS, content)))
        + encode(0xA0, certificate.public_bytes(Encoding.DER))
        + encode(_SET, info),
    )
    return encode(_SEQUENCE, _SIGNED_DATA + encode(0xA0, data))


def _attribute(kind: bytes, value: bytes) -> bytes:
    return encode(_SEQUENCE, kind + encode(_SET, value))
