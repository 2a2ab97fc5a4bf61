"""The technician's smart card: proves a key by challenge and response, PIV style (NIST SP 800-73-4, part 2).

Nobody is asked for a PIN: key 9E signs for whoever holds the card, and its certificate tells who that is. Keys are
P-256 (algorithm 11) or Ed25519 (algorithm E0, as YubiKey 5.7 numbers it). The certificate counts when one of the
anchors in the folder `technicians/` of the trust store issued it. Whose certificate names the unit 帮办员 is a helper.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import secrets
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import InvalidVersion, load_der_x509_certificate
from cryptography.x509.oid import NameOID

from drivers.apdu import Conversation, matching, words
from drivers.errors import CardGarbled, CardUnknown
from drivers.icao.tlv import encode, find
from drivers.icao.trust_anchors import anchor_files, certificates_in
from drivers.types import CardReading, Trust

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cryptography.x509 import Certificate

    from drivers.protocols import CardChannel, CardProfile, ReadingAids

__all__ = ["PROFILE"]

_SELECT = bytes.fromhex("00A404000B") + bytes.fromhex("A000000308000010000100")
_GET_CERTIFICATE = bytes.fromhex("00CB3FFF055C035FC101")
_P256, _ED25519 = 0x11, 0xE0
_ALGORITHMS = {_P256: "P-256", _ED25519: "Ed25519"}
_NOT_THERE = {0x6A82, 0x6A88}
_CARD_AUTHENTICATION_KEY = 0x9E
_OBJECT, _CERTIFICATE, _COMPRESSED = 0x53, 0x70, 0x71
_TEMPLATE, _CHALLENGE, _RESPONSE = 0x7C, 0x81, 0x82
_CHALLENGE_SIZE = 32
_TRUST_FOLDER = "technicians"
_HELPERS = "帮办员"
_T1 = 1


class _TechnicianCard:
    """Fits CardProfile."""

    def matches(self, atr: bytes) -> bool:
        """Know the one make of card that says its name in its historical bytes."""
        return b"YubiKey" in atr

    def read(self, channel: CardChannel, progress: Callable[[float], None], aids: ReadingAids) -> CardReading:
        """Read the certificate and have a random challenge signed; the last APDU proves that it is still this card.

        Without that proof, or without an anchor's word for the certificate, the reading has a flaw.
        """
        card = Conversation(channel)
        any_length = b"\x00" if _speaks_t1(channel.atr) else b""
        if not card.transmit(_SELECT + any_length).ok:
            raise CardUnknown("no PIV application")
        answer = card.transmit(_GET_CERTIFICATE + any_length)
        if answer.sw in _NOT_THERE:
            raise CardUnknown("no card authentication certificate")
        if not answer.ok:
            raise CardGarbled(f"the certificate answered {answer.sw:04X}")
        certificate = _certificate(answer.data)
        progress(len(answer.data) / (len(answer.data) + _CHALLENGE_SIZE))
        nonce = secrets.token_bytes(_CHALLENGE_SIZE)
        answer = card.transmit(_general_authenticate(certificate.algorithm, nonce) + any_length)
        if not answer.ok:
            raise CardGarbled(f"the challenge was answered {answer.sw:04X}")
        is_holder = _is_signed(certificate, find(answer.data, _TEMPLATE, _RESPONSE), nonce)
        progress(1.0)
        trust, flaw = _judge(certificate, aids.trust) if is_holder else (Trust.PA_FAILED, "card-pa-signature")
        return CardReading(
            kind="helper" if certificate.unit == _HELPERS else "technician",
            name=certificate.name,
            number=certificate.serial,
            valid_from=certificate.since.date(),
            valid_until=certificate.until.date(),
            trust=trust,
            flaw=flaw,
            evidence={"algorithm": _ALGORITHMS[certificate.algorithm]},
        )


PROFILE: CardProfile = _TechnicianCard()


def _speaks_t1(atr: bytes) -> bool:
    """Whether the ATR offers T=1 (ISO 7816-3 §8.2.3): there a command says that it wants an answer, T=0 forbids it."""
    at = 1
    while at < len(atr):
        indicator = atr[at] >> 4
        at += indicator.bit_count()
        if not indicator & 0x8 or at >= len(atr):
            return False
        if atr[at] & 0x0F == _T1:
            return True
    return False


@dataclass(frozen=True, slots=True, repr=False)
class _Certificate:
    """What a certificate says, all of it read: the library looks at most of it only when it is asked for."""

    whole: Certificate
    name: str
    serial: str
    unit: str
    since: dt.datetime
    until: dt.datetime
    key: EllipticCurvePublicKey | Ed25519PublicKey
    algorithm: int


def _certificate(said: bytes) -> _Certificate:
    """Take the data object apart. Raises CardGarbled."""
    if find(said, _OBJECT, _COMPRESSED) != b"\x00":
        raise CardGarbled("a compressed certificate")
    try:
        return _loaded(find(said, _OBJECT, _CERTIFICATE))
    except (ValueError, TypeError, UnsupportedAlgorithm, InvalidVersion):
        raise CardGarbled("the certificate is none") from None


def _loaded(der: bytes) -> _Certificate:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a serial that is negative, and the like: the signature decides
        whole = load_der_x509_certificate(der)
        key, serial = whole.public_key(), whole.serial_number
        since, until = whole.not_valid_before_utc, whole.not_valid_after_utc
        names = whole.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        units = whole.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
    unit = str(units[0].value) if units else ""
    name = words("common name", str(names[0].value if names else "").encode("utf-16-le"), "utf-16-le")
    name = matching("common name", ".+", name)
    if isinstance(key, Ed25519PublicKey):
        return _Certificate(whole, name, f"{serial:x}", unit, since, until, key, _ED25519)
    if isinstance(key, EllipticCurvePublicKey) and isinstance(key.curve, SECP256R1):
        return _Certificate(whole, name, f"{serial:x}", unit, since, until, key, _P256)
    raise CardGarbled("the certificate's key is of another kind")


def _general_authenticate(algorithm: int, nonce: bytes) -> bytes:
    """Ask for a signature: Ed25519 signs the challenge, P-256 takes the challenge for a digest."""
    challenge = hashlib.sha256(nonce).digest() if algorithm == _P256 else nonce
    body = encode(_TEMPLATE, encode(_RESPONSE, b"") + encode(_CHALLENGE, challenge))
    return bytes((0x00, 0x87, algorithm, _CARD_AUTHENTICATION_KEY, len(body))) + body


def _is_signed(certificate: _Certificate, signature: bytes, nonce: bytes) -> bool:
    try:
        if isinstance(certificate.key, EllipticCurvePublicKey):
            certificate.key.verify(signature, nonce, ECDSA(SHA256()))
        else:
            certificate.key.verify(signature, nonce)
    except InvalidSignature:
        return False
    return True


def _judge(certificate: _Certificate, trust: str) -> tuple[Trust, str]:
    """Ask the anchors for the certificate: how far it is trusted, and the fault code when it is not."""
    verdict = Trust.PA_UNKNOWN_CA, "card-pa-authority"
    now = dt.datetime.now(dt.UTC)
    for anchor in _anchors(trust):
        try:
            certificate.whole.verify_directly_issued_by(anchor)
        except (InvalidSignature, UnsupportedAlgorithm):
            verdict = Trust.PA_FAILED, "card-pa-signature"
        except (ValueError, TypeError):
            continue  # another authority, or a key that certificates are not signed with
        else:
            ends = ((certificate.since, certificate.until), (anchor.not_valid_before_utc, anchor.not_valid_after_utc))
            if all(since <= now <= until for since, until in ends):
                return Trust.PA_OK, ""
            verdict = Trust.PA_FAILED, "card-pa-expired"
    return verdict


def _anchors(trust: str) -> Iterator[Certificate]:
    """Load the technicians' authorities; a file that holds no certificate vouches for nobody."""
    for file in anchor_files(trust, _TRUST_FOLDER):
        with contextlib.suppress(OSError, ValueError):
            yield from map(load_der_x509_certificate, certificates_in(file))
