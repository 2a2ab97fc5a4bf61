"""Certificates under a private authority of the sandbox: for terminals by their own request, for its own TLS."""

from __future__ import annotations

import datetime as dt
import ipaddress
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from kiosk.gateway.sandbox.keyfile import key_in
from kiosk.gateway.sandbox.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Authority"]

PEM = serialization.Encoding.PEM
YEARS = dt.timedelta(days=3650)
VALID = dt.timedelta(days=397)
HERE = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
BACK = dt.timedelta(days=1)  # a terminal's clock may be a little behind


class Authority:
    """Keeps its EC key and its own certificate in two files of the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        pem = key_in(folder / "authority.key", _new_key)
        key = serialization.load_pem_private_key(pem, None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError("authority.key holds no EC key")
        self._key = key
        self._own = x509.load_pem_x509_certificate(key_in(folder / "authority.pem", self._certify_itself))

    @property
    def pem(self) -> str:
        """The authority's certificate."""
        return self._own.public_bytes(PEM).decode("ascii")

    def certify(self, request_pem: str, device_id: str, now: dt.datetime) -> str:
        """Return a certificate in the terminal's name, whatever name the request has. Raises Problem 422."""
        try:
            request = x509.load_pem_x509_csr(request_pem.encode())
            if not request.is_signature_valid:
                raise Problem(422, "urn:kiosk:csr")
            builder = _builder(device_id, self._own.subject, now, VALID).public_key(request.public_key())
        except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
            raise Problem(422, "urn:kiosk:csr") from None
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH])
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        made = builder.add_extension(usage, critical=False).sign(self._key, hashes.SHA256())
        return made.public_bytes(PEM).decode("ascii")

    def serving(self, now: dt.datetime) -> tuple[Path, Path]:
        """Return the files of a certificate and its key for a server on this machine."""
        key_file, file = self._folder / "server.key", self._folder / "server.pem"
        key = serialization.load_pem_private_key(key_in(key_file, _new_key), None)

        def made() -> bytes:
            name = "Kiosk sandbox"
            builder = _builder(name, self._own.subject, now, VALID).public_key(key.public_key())  # type: ignore[arg-type] # EC
            builder = builder.add_extension(x509.SubjectAlternativeName(HERE), critical=False)
            builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            return builder.sign(self._key, hashes.SHA256()).public_bytes(PEM)

        key_in(file, made)
        return file, key_file

    def _certify_itself(self) -> bytes:
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Kiosk sandbox authority")])
        builder = _builder("Kiosk sandbox authority", name, dt.datetime.now(dt.UTC), YEARS)
        builder = builder.public_key(self._key.public_key())
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        return builder.sign(self._key, hashes.SHA256()).public_bytes(PEM)


def _builder(subject: str, issuer: x509.Name, now: dt.datetime, lasts: dt.timedelta) -> x509.CertificateBuilder:
    begins = now.astimezone(dt.UTC) - BACK
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)]))
        .issuer_name(issuer)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + BACK + lasts)
    )


def _new_key() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
