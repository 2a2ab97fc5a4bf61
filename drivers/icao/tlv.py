"""BER-TLV as travel documents use it (ICAO 9303-10 §4, ISO 7816-4 §5.2.2): definite lengths, tags of one or two bytes.

Every object that is read comes from an unknown chip: whatever is not exactly there is CardGarbled.
"""

from __future__ import annotations

from drivers.errors import CardGarbled

__all__ = ["MOST_OBJECTS", "encode", "find", "parse", "whole_size"]

MOST_OBJECTS = 64
_MORE_TAG_BYTES = 0x1F
_LONG = 0x80


def encode(tag: int, value: bytes) -> bytes:
    """Return tag, shortest length and value."""
    size = len(value)
    head = tag.to_bytes(2 if tag > 0xFF else 1, "big")
    if size < _LONG:
        return head + bytes((size,)) + value
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return head + bytes((_LONG | len(octets),)) + octets + value


def parse(data: bytes) -> list[tuple[int, bytes]]:
    """Take the whole buffer apart, one level deep. Raises CardGarbled, also for more than MOST_OBJECTS objects."""
    objects: list[tuple[int, bytes]] = []
    at = 0
    while at < len(data):
        tag, start, size = _head(data, at)
        at = start + size
        if at > len(data):
            raise CardGarbled(f"object {tag:02X} ends early")
        objects.append((tag, data[start:at]))
        if len(objects) > MOST_OBJECTS:
            raise CardGarbled("too many objects")
    return objects


def find(data: bytes, *path: int) -> bytes:
    """Return the value of the first object of each tag of the path, one inside the other. Raises CardGarbled."""
    for wanted in path:
        for tag, value in parse(data):
            if tag == wanted:
                data = value
                break
        else:
            raise CardGarbled(f"object {wanted:02X} is missing")
    return data


def whole_size(start: bytes, tag: int) -> int:
    """Tell from the first bytes of a file how long it is, header included. Raises CardGarbled for another tag."""
    found, value_at, size = _head(start, 0)
    if found != tag:
        raise CardGarbled(f"object {tag:02X} expected")
    return value_at + size


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """Return tag, place of the value, length of the value."""
    try:
        tag = data[at]
        if tag & _MORE_TAG_BYTES == _MORE_TAG_BYTES:
            at += 1
            tag = tag << 8 | data[at]
            if data[at] & _LONG:
                raise CardGarbled("a tag of three bytes")
        size = data[at + 1]
        if size < _LONG:
            return tag, at + 2, size
        octets = data[at + 2 : at + 2 + (size & 0x7F)]
        if not 1 <= len(octets) == size & 0x7F <= 3:
            raise CardGarbled(f"length of object {tag:02X}")
        return tag, at + 2 + len(octets), int.from_bytes(octets, "big")
    except IndexError:
        raise CardGarbled("an object's header ends early") from None
