"""What an enrolment gave this terminal: its name at the platform, its client certificate, the platform's card.

One file, changed in one step. The private key in it is encrypted under a secret of the device's key store.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from cryptography import x509

from kiosk.gateway.errors import Misconfigured
from offline_cache.durable import make_folder, write_file

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping
    from pathlib import Path

    from offline_cache.keys import DeviceKeys

__all__ = ["Enrolled", "certificate_ends", "keep_enrolled", "key_password", "present", "read_enrolled", "seal_pins"]

FILE = "enrolment.json"
PURPOSE = b"kiosk.tls-key/1"


@dataclass(frozen=True, slots=True, repr=False)
class Enrolled:
    """`certificate`, `authority` (who signed it) and `key` are PEM, "" where the platform gave none.

    `code_sha256` tells the code by which it came, so that the same code again is answered with the same key.
    """

    device_id: str
    url: str
    enrolment_id: str
    code_sha256: str
    key: str
    certificate: str = ""
    authority: str = ""
    card: Mapping[str, Any] = field(default_factory=dict)


def key_password(keys: DeviceKeys) -> bytes:
    """Return what the private key of the client certificate is encrypted under."""
    return keys.derived(PURPOSE).hex().encode()


def keep_enrolled(folder: Path, enrolled: Enrolled) -> None:
    """Put this in the place of whatever was known, durably. Raises OSError."""
    make_folder(folder)
    write_file(folder / FILE, json.dumps(asdict(enrolled), ensure_ascii=False).encode())


def read_enrolled(folder: Path) -> Enrolled | None:
    """Return what is known, None before the first enrolment. Raises Misconfigured where the file is damaged."""
    try:
        return Enrolled(**json.loads((folder / FILE).read_bytes()))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError):
        raise Misconfigured(f"{FILE} is damaged: enrol again") from None


def certificate_ends(enrolled: Enrolled | None) -> str:
    """Return the last day of the client certificate (ISO 8601), "" where there is none."""
    if enrolled is None or not enrolled.certificate:
        return ""
    return x509.load_pem_x509_certificate(enrolled.certificate.encode()).not_valid_after_utc.date().isoformat()


def seal_pins(folder: Path) -> str:
    """Return the platform's keys to seal to as the enrolment told them, newest first, in the words of a profile's pins.

    They are what is left when the store has lost the newer ones; "" before the first enrolment.
    """
    try:
        enrolled = read_enrolled(folder)
        listed = enrolled.card["seal_keys"] if enrolled else []
        newest = sorted(listed, key=lambda key: str(key["not_before"]), reverse=True)
        return " ".join(f"{key['suite']}:{key['public']}" for key in newest)
    except (Misconfigured, KeyError, TypeError):
        return ""


def present(context: ssl.SSLContext, enrolled: Enrolled, keys: DeviceKeys) -> None:
    """Let this side of a TLS line show the certificate. The key is decrypted in memory alone.

    Raises OSError (ssl.SSLError) where certificate and key do not fit, or the key was made under other device keys.
    """
    handle = os.memfd_create("client")
    try:
        os.write(handle, (enrolled.certificate + enrolled.key).encode())
        context.load_cert_chain(f"/proc/self/fd/{handle}", password=key_password(keys))
    finally:
        os.close(handle)
