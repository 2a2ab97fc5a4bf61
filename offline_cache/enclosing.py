"""Closing a file for the centre: STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015), as age and Tink have it.

Prefix (7 bytes), then records of 64 KiB of the file and a tag (16); the last one may be shorter, and is empty for an
empty file. The nonce of a record is the prefix, its number (4 bytes, big-endian, from 0), and 1 for the last record, 0
for all others: cut, extended, doubled or in another order they do not open. Each record is bound to the form's name
and to the id of what names the enclosure.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from io import BytesIO

from offline_cache.suites.records import AES_STREAM, TAG, Form

__all__ = ["Enclosure", "enclose"]

PREFIX = 7
RECORD = 64 * 1024


@dataclass(frozen=True, slots=True, repr=False)
class Enclosure:
    """One encrypted file: its ciphertext, the SHA-256 of that, the key that opens it, and how."""

    ciphertext: bytes
    sha256: str
    key: bytes
    form: str


def enclose(body: bytes, identity: str, form: Form = AES_STREAM) -> Enclosure:
    """Encrypt one file for the case or supplement of this id, under a key of its own. Raises SuiteUnavailable."""
    key, prefix = os.urandom(form.key_size), os.urandom(PREFIX)
    cipher, bound = form.cipher(key), f"{form.name}\n{identity}".encode()
    count = max(1, -(-len(body) // RECORD))
    closed, plain, digest, at = BytesIO(), memoryview(body), hashlib.sha256(prefix), PREFIX
    closed.seek(PREFIX + len(body) + count * TAG - 1)
    closed.write(b"\0")  # the whole size at once: filled in place and handed out, three megabytes are never copied
    with closed.getbuffer() as room:
        room[:PREFIX] = prefix
        for number in range(count):
            piece = plain[number * RECORD : (number + 1) * RECORD]
            nonce = prefix + number.to_bytes(4) + bytes([number == count - 1])
            with room[at : at + len(piece) + TAG] as record:
                at += cipher.encrypt_into(nonce, piece, bound, record)
                digest.update(record)
    return Enclosure(closed.getvalue(), digest.hexdigest(), key, form.name)
