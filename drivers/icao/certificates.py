"""Certificates of travel documents (ICAO 9303-12 §7): who signs, for which country, and when."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from asn1crypto.x509 import Certificate

from drivers.icao.signatures import PublicKey, load_key, verifies

if TYPE_CHECKING:
    import datetime as dt

    from asn1crypto.x509 import Name

__all__ = ["TORN", "SigningCertificate"]

TORN: Final = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)
"""What asn1crypto raises, sooner or later, for bytes that are not what they should be."""


class SigningCertificate:
    """One certificate in DER, taken apart as far as an inspection needs it. Raises one of TORN when it is none."""

    def __init__(self, der: bytes) -> None:
        certificate = Certificate.load(der, strict=True)
        self._certificate = certificate
        self.subject = _comparable(certificate.subject)
        self.issuer = _comparable(certificate.issuer)
        self.serial = int(certificate.serial_number)
        self.country = _first(certificate.subject, "country_name")
        self.organisation = _first(certificate.subject, "organization_name")
        validity = certificate["tbs_certificate"]["validity"]
        self._since: dt.date = validity["not_before"].native.date()
        self._until: dt.date = validity["not_after"].native.date()
        self.own_identifier: bytes = certificate.key_identifier or b""
        self.authority_identifier: bytes = certificate.authority_key_identifier or b""
        usage = certificate.key_usage_value
        self.may_sign_documents = usage is None or "digital_signature" in usage.native

    @cached_property
    def key(self) -> PublicKey:
        """The public key. Raises UnknownAlgorithm and what else is TORN."""
        return load_key(self._certificate.public_key)

    def is_named(self, issuer: Name, serial: int) -> bool:
        """Whether issuer and serial number are this certificate's."""
        return (_comparable(issuer), serial) == (self.issuer, self.serial)

    def valid_on(self, day: dt.date) -> bool:
        """Whether the certificate is within its time."""
        return self._since <= day <= self._until

    def signed_by(self, authority: SigningCertificate) -> bool:
        """Whether the authority's key signed this certificate. Raises UnknownAlgorithm and what else is TORN."""
        certificate = self._certificate
        return verifies(
            authority.key,
            certificate["signature_algorithm"],
            bytes(certificate["signature_value"]),
            certificate["tbs_certificate"].dump(),
            "sha1",
        )


def _comparable(name: Name) -> tuple[tuple[str, str], ...]:
    """Return what two codings of one name have in common: case and spaces count for nothing (RFC 5280 §7.1)."""
    return tuple(
        (part["type"].dotted, " ".join(str(part["value"].native).casefold().split()))
        for names in name.chosen
        for part in names
    )


def _first(name: Name, attribute: str) -> str:
    return next(
        (str(part["value"].native) for names in name.chosen for part in names if part["type"].native == attribute), ""
    )
