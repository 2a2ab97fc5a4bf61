"""Read IPP bytes that came over a wire: all of it is hostile until it is read (RFC 8010 §3.1 to §3.9)."""

from __future__ import annotations

import struct
from typing import Final

from drivers.ipp.codes import Tag
from drivers.ipp.message import Attributes, Group, Message, Scalar, Value

__all__ = ["IppGarbled", "parse"]

MOST_VALUES: Final = 20_000
_HEAD: Final = 8
_FIRST_SYNTAX: Final = 0x10
_DEEPEST: Final = 8
_LENGTHS: Final = {
    Tag.INTEGER: 4,
    Tag.ENUM: 4,
    Tag.BOOLEAN: 1,
    Tag.DATE_TIME: 11,
    Tag.RESOLUTION: 9,
    Tag.RANGE: 8,
}


class IppGarbled(ValueError):
    """Bytes that RFC 8010 does not allow; the message tells what is wrong and quotes nothing."""


def parse(data: bytes) -> Message:
    """Return the message in `data`; what follows its end is the document. Raises IppGarbled."""
    if len(data) < _HEAD:
        raise IppGarbled("shorter than a head")
    major, minor, code, number = struct.unpack_from(">BBHI", data)
    if major not in {1, 2}:
        raise IppGarbled("neither IPP 1 nor 2")
    stream = _Stream(data)
    groups: list[Group] = []
    while (tag := stream.octet()) != Tag.END:
        if tag == 0 or tag >= _FIRST_SYNTAX:
            raise IppGarbled("a value outside any group")
        groups.append(Group(tag, _attributes(stream)))
    return Message(code, number, tuple(groups), data[stream.at :], (major, minor))


class _Stream:
    """A cursor over the bytes; every step is checked."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.at = _HEAD
        self.values = 0

    def octet(self) -> int:
        return self.take(1)[0]

    def ahead(self) -> int:
        if self.at >= len(self._data):
            raise IppGarbled("ends before its end tag")
        return self._data[self.at]

    def take(self, count: int) -> bytes:
        piece = self._data[self.at : self.at + count]
        if len(piece) < count:
            raise IppGarbled("ends inside a value")
        self.at += count
        return piece

    def string(self) -> bytes:
        (length,) = struct.unpack(">H", self.take(2))
        if length >= 0x8000:
            raise IppGarbled("a negative length")
        return self.take(length)

    def value(self) -> tuple[int, bytes, bytes]:
        """Return the syntax, the name and the body of one value."""
        self.values += 1
        if self.values > MOST_VALUES:
            raise IppGarbled("too many values")
        return self.octet(), self.string(), self.string()


def _attributes(stream: _Stream) -> Attributes:
    found: dict[str, list[Value]] = {}
    name = ""
    while stream.ahead() >= _FIRST_SYNTAX:
        tag, label, body = stream.value()
        if label:
            name = _text(label, "ascii")
            if name in found:
                raise IppGarbled("an attribute said twice")
            found[name] = []
        elif not name:
            raise IppGarbled("a value without an attribute")
        if tag == Tag.BEGIN_COLLECTION:
            _skip_collection(stream, 1)
            found[name].append((tag, None))
        else:
            found[name].append(_value(tag, body))
    return {key: tuple(values) for key, values in found.items()}


def _skip_collection(stream: _Stream, depth: int) -> None:
    """Pass over a collection: nothing this terminal asks for is one."""
    if depth > _DEEPEST:
        raise IppGarbled("collections too deep")
    while True:
        tag, label, _ = stream.value()
        if label or tag < _FIRST_SYNTAX:
            raise IppGarbled("a collection that does not end")
        if tag == Tag.END_COLLECTION:
            return
        if tag == Tag.BEGIN_COLLECTION:
            _skip_collection(stream, depth + 1)


def _value(tag: int, body: bytes) -> Value:
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
    return _text(body, "utf-8") if tag >= Tag.TEXT else body


def _with_language(body: bytes) -> str:
    inner = _Stream(b"\0" * _HEAD + body)
    inner.string()
    text = inner.string()
    if inner.at != _HEAD + len(body):
        raise IppGarbled("text with language of the wrong length")
    return _text(text, "utf-8")


def _text(raw: bytes, charset: str) -> str:
    try:
        return raw.decode(charset)
    except UnicodeDecodeError:
        raise IppGarbled("text in another charset") from None
