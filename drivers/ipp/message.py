"""One IPP request or answer as plain data, and its bytes (RFC 8010 §3.1)."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from drivers.ipp.codes import Tag

__all__ = ["Attributes", "Group", "Message", "Scalar", "Value", "encode", "keyword", "name", "number", "uri", "yes"]

Scalar = int | bool | str | bytes | tuple[int, ...] | None
Value = tuple[int, Scalar]
"""A syntax tag and what it holds: None where the tag says that there is no value (unknown, unsupported)."""

Attributes = dict[str, tuple[Value, ...]]
_VERSION = (1, 1)
_NUMBERS = {Tag.INTEGER, Tag.ENUM}


@dataclass(frozen=True, slots=True, repr=False)
class Group:
    """Attributes under one delimiter: of the operation, of a job, of the printer."""

    tag: int
    attributes: Attributes

    def first(self, attribute: str) -> Scalar:
        """Return the first value of that attribute, None where it is missing or has no value."""
        values = self.attributes.get(attribute, ())
        return values[0][1] if values else None

    def words(self, attribute: str) -> tuple[str, ...]:
        """Return all values of that attribute that are text."""
        return tuple(value for _, value in self.attributes.get(attribute, ()) if isinstance(value, str))

    def count(self, attribute: str) -> int | None:
        """Return the first value if it is a whole number, else None."""
        value = self.first(attribute)
        return value if isinstance(value, int) and not isinstance(value, bool) else None


@dataclass(frozen=True, slots=True, repr=False)
class Message:
    """`code` is the operation of a request, the status of an answer; `number` ties the two together."""

    code: int
    number: int
    groups: tuple[Group, ...]
    document: bytes = b""
    version: tuple[int, int] = _VERSION

    def of(self, tag: int) -> tuple[Group, ...]:
        """Return the groups under that delimiter, in order."""
        return tuple(group for group in self.groups if group.tag == tag)


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
