"""Every way in which something personal can be written down: what a search for it has to look for.

A text is taken in the character sets that cards, Python, Qt and printers use, each of them as it is and in the codes
that logs, URLs, mails, JSON, XML and chips use; a number also as packed digits; bytes of a picture in the same codes.
"""

from __future__ import annotations

import base64
import binascii
import json
import quopri
import struct
import urllib.parse

CHARSETS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-32-le")
SHORTEST = 6  # bytes: anything shorter is found by chance
CARRIER = b"\x01\x02\x03"


def codes(plain):
    """Yield (name, coded) for bytes: as they are, and as others would write them."""
    yield "plain", plain
    yield "hexadecimal", plain.hex().encode()
    yield "HEXADECIMAL", plain.hex().upper().encode()
    for shift in range(3):
        whole = base64.b64encode(CARRIER[:shift] + plain + CARRIER)
        first = -(-shift * 8 // 6)  # the first letter that is the secret's alone
        letters = whole[first : (shift + len(plain)) * 8 // 6]
        yield f"base64 at {shift}", letters
        yield f"base64url at {shift}", letters.translate(bytes.maketrans(b"+/", b"-_"))
    percent = urllib.parse.quote_from_bytes(plain, safe="").encode()
    yield "percent", percent
    yield "percent in small letters", "".join(f"%{byte:02x}" for byte in plain).encode()
    yield "quoted-printable", quopri.encodestring(plain, quotetabs=False).replace(b"=\n", b"").strip()
    yield "escaped", "".join(f"\\x{byte:02x}" for byte in plain).encode()
    yield "base32", base64.b32encode(plain).rstrip(b"=")[: len(plain) * 8 // 5]
    yield "uuencoded", binascii.b2a_uu(plain[:45])[1 : 1 + len(plain[:45]) // 3 * 4]


def writings(text):
    """Return {bytes: form} of a text, each form once; what is too short to be told from chance is left out."""
    found = {}
    for charset in CHARSETS:
        for name, coded in codes(text.encode(charset)):
            found.setdefault(coded, f"{charset} {name}")
    found.setdefault(json.dumps(text).strip('"').encode(), "JSON escapes")
    found.setdefault(json.dumps(text).strip('"').upper().replace("\\U", "\\u").encode(), "JSON escapes, capitals")
    for form in ("&#{};", "&#x{:x};", "&#x{:X};"):
        found.setdefault("".join(form.format(ord(letter)) for letter in text).encode(), "XML")
    found.setdefault(text.encode("utf-7"), "utf-7")
    if text.isdecimal() and text.isascii():
        packed = bytes.fromhex(text + "f" * (len(text) % 2))
        found.setdefault(packed, "packed digits")
        found.setdefault(bytes(byte >> 4 | (byte & 15) << 4 for byte in packed), "packed digits, turned")
    return {needle: form for needle, form in found.items() if len(needle) >= SHORTEST}


def pictures(runs):
    """Return {bytes: form} of stretches of a picture or a file."""
    return {coded: name for run in runs for name, coded in codes(run)}


def coordinates(values):
    """Return {bytes: form} of numbers that a pen drew: as text, and as processors hold them."""
    found = {}
    for value in values:
        found |= {
            repr(value).encode(): "digits",
            struct.pack("<d", value): "binary64",
            struct.pack(">d", value): "swapped",
        }
    return found


def labelled(**needles):
    """Return {bytes: "what as form"} of {what: {bytes: form}}."""
    return {needle: f"{what} as {form}" for what, forms in needles.items() for needle, form in forms.items()}
