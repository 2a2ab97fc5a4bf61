"""The values of IPP attributes by their syntax (RFC 8010 §3.9)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from drivers.ipp.codes import Tag
from drivers.ipp.stream import HEAD, IppGarbled, Stream

if TYPE_CHECKING:
    from drivers.ipp.message import Scalar, Value

__all__ = ["read_text", "read_value"]

_LENGTHS: Final = {
    Tag.INTEGER: 4,
    Tag.ENUM: 4,
    Tag.BOOLEAN: 1,
    Tag.DATE_TIME: 11,
    Tag.RESOLUTION: 9,
    Tag.RANGE: 8,
}


def read_value(tag: int, body: bytes) -> Value:
    """Return one value. Raises IppGarbled where its syntax does not allow it."""
    if tag in _LENGTHS and len(body) != _LENGTHS[Tag(tag)]:
        raise IppGarbled("a value of the wrong length")
    if tag == Tag.BOOLEAN and body[0] > 1:
        raise IppGarbled("neither true nor false")
    if Tag.NO_VALUE_FIRST <= tag <= Tag.NO_VALUE_LAST:
        return tag, None
    return tag, _scalar(tag, body)


def _scalar(tag: int, body: bytes) -> Scalar:
    match tag:
        case Tag.INTEGER | Tag.ENUM:
            return int.from_bytes(body, "big", signed=True)
        case Tag.BOOLEAN:
            return body == b"\x01"
        case Tag.RANGE:
            return struct.unpack(">ii", body)
        case Tag.TEXT_WITH_LANGUAGE | Tag.NAME_WITH_LANGUAGE:
            return _with_language(body)
    return read_text(body, "utf-8") if tag >= Tag.TEXT else body


def _with_language(body: bytes) -> str:
    inner = Stream(b"\0" * HEAD + body)
    inner.string()
    text = inner.string()
    if inner.at != HEAD + len(body):
        raise IppGarbled("text with language of the wrong length")
    return read_text(text, "utf-8")


def read_text(raw: bytes, charset: str) -> str:
    """Return text. Raises IppGarbled."""
    try:
        return raw.decode(charset)
    except UnicodeDecodeError:
        raise IppGarbled("text in another charset") from None
