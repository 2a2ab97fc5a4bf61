"""EF.SOD as CMS SignedData (ICAO 9303-10 §4.6.2, RFC 5652): content, signer, signature; nothing is believed yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from asn1crypto import cms

from drivers.errors import CardGarbled
from drivers.icao import tlv
from drivers.icao.certificates import TORN, SigningCertificate
from drivers.icao.security_object import SecurityObject, read_security_object

if TYPE_CHECKING:
    from asn1crypto.algos import SignedDigestAlgorithm

__all__ = ["CONTENT_TYPE", "SignedDocument", "SodUnreadable", "read_sod"]

SOD_TAG: Final = 0x77
CONTENT_TYPE: Final = "2.23.136.1.1.1"  # id-icao-mrtd-security-ldsSecurityObject
_MOST_BYTES: Final = 1 << 16
_MOST_PARTS: Final = 16
_SET_OF: Final = b"\x31"


class SodUnreadable(ValueError):
    """No file, no CMS, or none that a travel document may have."""


@dataclass(frozen=True, slots=True)
class SignedDocument:
    """What EF.SOD holds. `attributes` is the coding that the signature covers."""

    content: bytes
    listed: SecurityObject
    digest: str
    stated_digest: bytes
    stated_type: str
    attributes: bytes
    algorithm: SignedDigestAlgorithm
    signature: bytes
    signer: SigningCertificate


def read_sod(file: bytes) -> SignedDocument:
    """Take EF.SOD apart. Raises SodUnreadable, also when the signer's certificate is not in it."""
    if len(file) > _MOST_BYTES:
        raise SodUnreadable("too long")
    try:
        return _read(tlv.find(file, SOD_TAG))
    except CardGarbled as error:
        raise SodUnreadable(str(error)) from None
    except SodUnreadable:
        raise
    except TORN:
        raise SodUnreadable("torn") from None


def _read(der: bytes) -> SignedDocument:
    outer = cms.ContentInfo.load(der, strict=True)
    if outer["content_type"].native != "signed_data":
        raise SodUnreadable("no signed data")
    signed = outer["content"]
    inner = signed["encap_content_info"]
    if inner["content_type"].dotted != CONTENT_TYPE or not 1 <= len(signed["signer_infos"]) <= _MOST_PARTS:
        raise SodUnreadable("no signed security object")
    content = bytes(inner["content"])
    info = signed["signer_infos"][0]
    attributes = info["signed_attrs"]
    if not 1 <= len(attributes) <= _MOST_PARTS:
        raise SodUnreadable("no signed attributes")
    stated = {one["type"].native: one["values"][0] for one in attributes}
    return SignedDocument(
        content=content,
        listed=read_security_object(content),
        digest=str(info["digest_algorithm"]["algorithm"].native),
        stated_digest=bytes(stated["message_digest"]),
        stated_type=str(stated["content_type"].dotted),
        attributes=_SET_OF + attributes.dump()[1:],
        algorithm=info["signature_algorithm"],
        signature=bytes(info["signature"]),
        signer=_signer(info["sid"], signed["certificates"]),
    )


def _signer(identifier: cms.SignerIdentifier, certificates: cms.CertificateSet) -> SigningCertificate:
    if not 1 <= len(certificates) <= _MOST_PARTS:
        raise SodUnreadable("no certificates")
    for choice in certificates:
        if choice.name != "certificate":
            continue
        certificate = SigningCertificate(choice.chosen.dump())
        if _is_meant(identifier, certificate):
            return certificate
    raise SodUnreadable("the signer's certificate is missing")


def _is_meant(identifier: cms.SignerIdentifier, certificate: SigningCertificate) -> bool:
    if identifier.name == "subject_key_identifier":
        return bytes(identifier.chosen) == certificate.own_identifier
    return certificate.is_named(identifier.chosen["issuer"], int(identifier.chosen["serial_number"].native))
