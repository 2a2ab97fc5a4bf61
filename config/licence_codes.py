"""电子证照标识 (GB/T 36904-2018): root, kind, issuer, serial, version, and a check character over them."""

from __future__ import annotations

import re
from typing import Final

from config.codes import is_uscc

__all__ = ["LICENCE_ROOT", "check_character", "is_licence_id", "licence_id"]

LICENCE_ROOT: Final = "1.2.156.3005.2"
_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHAPE: Final = re.compile(
    r"1\.2\.156\.3005\.2\.([0-9A-Z]{18})([0-9A-Z]{3})\.([0-9A-Z]{6}|[0-9A-Z]{18})\.([0-9A-Z]+)\.([0-9]{3})\.([0-9A-Z])"
)
_SIZE: Final = len(_ALPHABET)


def check_character(parts: str) -> str:
    """Return the check character of these digits and letters (ISO/IEC 7064 hybrid system MOD 37,36).

    Raises ValueError for any other character.
    """
    product = _SIZE
    for character in parts:
        product = ((product + _ALPHABET.index(character)) % _SIZE or _SIZE) * 2 % (_SIZE + 1)
    return _ALPHABET[(_SIZE + 1 - product) % _SIZE]


def licence_id(defined_by: str, kind: str, issuer: str, serial: str, version: int = 1) -> str:
    """Return the mark of a licence: whose kind it is (统一社会信用代码 and three digits), who issued it, its serial.

    Raises ValueError for parts that no mark has.
    """
    parts = (f"{defined_by}{kind}", issuer, serial, f"{version:03}")
    mark = ".".join((LICENCE_ROOT, *parts, check_character("".join(parts))))
    if not is_licence_id(mark):
        raise ValueError("not the parts of a licence's mark")
    return mark


def is_licence_id(text: str) -> bool:
    """Whether this is the mark of a licence. An issuer may be a region of six digits instead of a code of its own."""
    found = _SHAPE.fullmatch(text)
    if found is None:
        return False
    owner, kind, issuer, serial, version, check = found.groups()
    known = is_uscc(owner) and (len(issuer) == len("340100") or is_uscc(issuer))
    return known and check_character(f"{owner}{kind}{issuer}{serial}{version}") == check
