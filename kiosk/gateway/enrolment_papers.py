"""The papers of an enrolment: the key and the request that go in, the certificate and the card that come out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kiosk.gateway.errors import NotThePlatform
from kiosk.gateway.proofs import SignKeys, prove

if TYPE_CHECKING:
    from kiosk.gateway.enrolled import Enrolled

__all__ = ["CARD", "check_papers", "new_key", "signing_request"]

PEM = serialization.Encoding.PEM
CARD = "kiosk.device/1"


def new_key(password: bytes) -> str:
    """Make an EC key (P-256) for the client certificate; return it as PKCS 8, encrypted."""
    how = serialization.BestAvailableEncryption(password)
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, how).decode()


def signing_request(key: str, password: bytes, device_id: str) -> str:
    """Return the request for a certificate (PKCS 10). Raises ValueError: the key was made under other device keys."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, device_id)])
    request = (
        x509.CertificateSigningRequestBuilder().subject_name(subject).sign(_private(key, password), hashes.SHA256())
    )
    return request.public_bytes(PEM).decode()


def check_papers(enrolled: Enrolled, password: bytes) -> None:
    """Return when certificate and card are what they should be.

    Raises ValueError, KeyError, TypeError, NotThePlatform: the certificate is for another key or not signed by the
    authority, the card is another terminal's or not signed by the platform that it describes.
    """
    card = enrolled.card
    if card["device_id"] != enrolled.device_id:
        raise NotThePlatform("another terminal's card")
    prove(card, CARD, SignKeys.of_card(card["sign_keys"]))
    if not enrolled.certificate:
        return
    certificate = x509.load_pem_x509_certificate(enrolled.certificate.encode())
    if certificate.public_key() != _private(enrolled.key, password).public_key():
        raise NotThePlatform("a certificate for another key")
    try:
        certificate.verify_directly_issued_by(x509.load_pem_x509_certificate(enrolled.authority.encode()))
    except (InvalidSignature, UnsupportedAlgorithm):
        raise NotThePlatform("a certificate that its authority did not sign") from None


def _private(key: str, password: bytes) -> ec.EllipticCurvePrivateKey:
    private = serialization.load_pem_private_key(key.encode(), password)
    if not isinstance(private, ec.EllipticCurvePrivateKey):
        raise TypeError("no EC key")
    return private
