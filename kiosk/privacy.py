"""Names and numbers as a public screen may show them, and a filter that keeps numbers out of the log."""

from __future__ import annotations

import logging
import re
import unicodedata
from typing import Final

__all__ = ["Redaction", "mask_digits", "mask_name", "mask_number", "mask_phone", "redact"]

MOST_STARS: Final = 3
SHORT_NAME: Final = 2
CITIZEN_LENGTHS: Final = (15, 18)
PHONE_LENGTH: Final = 11
LAST: Final = 4
REDACTED: Final = "[redacted]"
PERSONAL: Final = re.compile(
    r"(?<!\d)(?:"
    r"\d{6}[ \-]?(?:\d[ \-]?){8}\d{3}[\dXx]"  # 公民身份号码, 18
    r"|\d{6}[ \-]?\d{6}[ \-]?\d{3}"  # its old form, 15
    r"|(?:\+?86[ \-]?)?1[3-9]\d[ \-]?\d{4}[ \-]?\d{4}"  # mobile telephone
    r")(?!\d)"
)


def mask_name(name: str) -> str:
    """Return the first and the last character with stars between: 赵*兰, 欧**国; of two, the first: 李*.

    Counted in characters people see: variation selectors and combining marks belong to the one before.
    Never more than three stars, so that a long name's length is not told.
    """
    seen = [character for character in name.strip() if unicodedata.category(character) not in {"Mn", "Me", "Cf"}]
    if len(seen) <= SHORT_NAME:
        return "".join(seen[:-1]) + "*" * bool(seen)
    return seen[0] + "*" * min(len(seen) - 2, MOST_STARS) + seen[-1]


def mask_number(number: str) -> str:
    """Return 999901 ******** 0224: region and last four of a citizen number; of others the first and the last two."""
    text = number.strip()
    if len(text) in CITIZEN_LENGTHS:
        return f"{text[:6]} {'*' * (len(text) - 10)} {text[-4:]}"
    if len(text) > MOST_STARS * 2:
        return f"{text[0]}{'*' * (len(text) - 3)}{text[-2:]}"
    return "*" * len(text)


def mask_phone(phone: str) -> str:
    """Return 138 **** 6620; anything that is not an 11-digit number becomes stars."""
    digits = re.sub(r"[ \-]", "", phone)
    if len(digits) != PHONE_LENGTH or not digits.isdecimal():
        return "*" * len(digits)
    return f"{digits[:3]} **** {digits[-4:]}"


def mask_digits(digits: str) -> str:
    """Return **** 6620: the last four of a telephone or an account; four or fewer (a house number) name nobody."""
    return digits if len(digits) <= LAST else f"**** {digits[-LAST:]}"


def redact(text: str) -> str:
    """Return the text with everything that looks like an ID or mobile telephone number taken out."""
    return PERSONAL.sub(REDACTED, text)


class Redaction(logging.Filter):
    """A last net under the log: install it on every handler. Names cannot be recognised and must never be logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record's message and traceback; every record passes."""
        record.msg = redact(record.getMessage())
        record.args = ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = redact(record.exc_text)
        if record.stack_info:
            record.stack_info = redact(record.stack_info)
        return True
