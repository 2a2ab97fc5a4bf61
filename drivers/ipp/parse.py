"""Read IPP bytes that came over a wire: all of it is hostile until it is read (RFC 8010 §3.1 to §3.9)."""

from __future__ import annotations

import struct
from typing import Final

from drivers.ipp.codes import Tag
from drivers.ipp.message import Attributes, Group, Message, Value
from drivers.ipp.stream import HEAD, IppGarbled, Stream
from drivers.ipp.values import read_text, read_value

__all__ = ["parse"]

_FIRST_SYNTAX: Final = 0x10
_DEEPEST: Final = 8


def parse(data: bytes) -> Message:
    """Return the message in `data`; what follows its end is the document. Raises IppGarbled."""
    if len(data) < HEAD:
        raise IppGarbled("shorter than a head")
    major, minor, code, number = struct.unpack_from(">BBHI", data)
    if major not in {1, 2}:
        raise IppGarbled("neither IPP 1 nor 2")
    stream = Stream(data)
    groups: list[Group] = []
    while (tag := stream.octet()) != Tag.END:
        if tag == 0 or tag >= _FIRST_SYNTAX:
            raise IppGarbled("a value outside any group")
        groups.append(Group(tag, _attributes(stream)))
    return Message(code, number, tuple(groups), data[stream.at :], (major, minor))


def _attributes(stream: Stream) -> Attributes:
    found: dict[str, list[Value]] = {}
    name = ""
    while stream.ahead() >= _FIRST_SYNTAX:
        tag, label, body = stream.value()
        if label:
            name = read_text(label, "ascii")
            if name in found:
                raise IppGarbled("an attribute said twice")
            found[name] = []
        elif not name:
            raise IppGarbled("a value without an attribute")
        if tag == Tag.BEGIN_COLLECTION:
            _skip_collection(stream, 1)
            found[name].append((tag, None))
        else:
            found[name].append(read_value(tag, body))
    return {key: tuple(values) for key, values in found.items()}


def _skip_collection(stream: Stream, depth: int) -> None:
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
