"""Make IPP attributes, and the bytes of a message (RFC 8010 §3.1)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from drivers.ipp.codes import Tag

if TYPE_CHECKING:
    from drivers.ipp.message import Message, Scalar, Value

__all__ = ["encode", "keyword", "name", "number", "uri", "yes"]

_NUMBERS = {Tag.INTEGER, Tag.ENUM}


def keyword(*words: str) -> tuple[Value, ...]:
    """Make an attribute of keywords."""
    return tuple((Tag.KEYWORD, word) for word in words)


def name(text: str) -> tuple[Value, ...]:
    """Make an attribute that is a name."""
    return ((Tag.NAME, text),)


def uri(text: str) -> tuple[Value, ...]:
    """Make an attribute that is a URI."""
    return ((Tag.URI, text),)


def number(value: int, tag: int = Tag.INTEGER) -> tuple[Value, ...]:
    """Make an attribute that is a whole number, or an enumeration."""
    return ((tag, value),)


def yes(*, value: bool) -> tuple[Value, ...]:
    """Make an attribute that is true or false."""
    return ((Tag.BOOLEAN, value),)


def encode(message: Message) -> bytes:
    """Return the bytes of a message. Raises ValueError for a value that its syntax cannot hold."""
    out = [struct.pack(">BBHI", *message.version, message.code, message.number)]
    for group in message.groups:
        out.append(bytes((group.tag,)))
        for attribute, values in group.attributes.items():
            label = attribute.encode("ascii")
            for tag, value in values:
                body = _body(tag, value)
                out.append(struct.pack(">BH", tag, len(label)) + label + struct.pack(">H", len(body)) + body)
                label = b""  # a further value of the same attribute has no name
    out.append(bytes((Tag.END,)))
    return b"".join(out) + message.document


def _body(tag: int, value: Scalar) -> bytes:
    match value:
        case None if Tag.NO_VALUE_FIRST <= tag <= Tag.NO_VALUE_LAST:
            return b""
        case bool() if tag == Tag.BOOLEAN:
            return bytes((value,))
        case int() if tag in _NUMBERS and -(2**31) <= value < 2**31:
            return struct.pack(">i", value)
        case str() if tag >= Tag.TEXT:
            return value.encode()
        case bytes():
            return value
        case (int(low), int(high)) if tag == Tag.RANGE:
            return struct.pack(">ii", low, high)
    raise ValueError(f"no value of syntax {tag:#04x}")
