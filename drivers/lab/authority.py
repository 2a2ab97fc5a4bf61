"""A certificate authority of the lab: a country's, or whoever vouches for technicians."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes

__all__ = ["Authority"]

_DAY = dt.timedelta(days=1)
_LIFE = 3650 * _DAY


class Authority:
    """A self-signed authority with a P-256 key; `certificate` is its anchor."""

    def __init__(self, name: str, country: str = "CN") -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._country = country
        subject = self._name(name)
        self.certificate = self._sign(subject, subject, self._key.public_key(), _now() - 2 * _LIFE, _now() + _LIFE)

    def issue(
        self, subject: str, public_key: CertificatePublicKeyTypes, *, ended: dt.timedelta | None = None, unit: str = ""
    ) -> x509.Certificate:
        """Certify that `public_key` may sign for `subject` of `unit`: ten years, or until `ended` ago."""
        until = _now() + (_LIFE - _DAY if ended is None else -ended)
        return self._sign(self._name(subject, unit), self.certificate.subject, public_key, until - _LIFE, until)

    def _name(self, common: str, unit: str = "") -> x509.Name:
        parts = (NameOID.COUNTRY_NAME, self._country), (NameOID.ORGANIZATION_NAME, "DEMONSTRATION 示范")
        of = ((NameOID.ORGANIZATIONAL_UNIT_NAME, unit),) if unit else ()
        named = [x509.NameAttribute(kind, text) for kind, text in (*parts, *of, (NameOID.COMMON_NAME, common))]
        return x509.Name(named)

    def _sign(
        self,
        subject: x509.Name,
        issuer: x509.Name,
        public_key: CertificatePublicKeyTypes,
        since: dt.datetime,
        until: dt.datetime,
    ) -> x509.Certificate:
        root = subject == issuer
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(public_key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(since)
            .not_valid_after(until)
            .add_extension(_usage(root=root), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False)
            .add_extension(x509.BasicConstraints(ca=root, path_length=0 if root else None), critical=True)
            .sign(self._key, SHA256())
        )


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _usage(*, root: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not root,
        key_cert_sign=root,
        crl_sign=root,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
