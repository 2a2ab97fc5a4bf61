"""Command APDUs with short and extended lengths (ISO 7816-4 §5.1, ISO 7816-3 §12.1)."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Command"]

_SHORT_MOST, _EXTENDED_MOST = 256, 65536


@dataclass(frozen=True, slots=True, repr=False)
class Command:
    """One command; `le` None expects no answer body, 256 (65536 when extended) means as much as there is.

    `extended` codes the lengths in three bytes, also where a short form would do.
    """

    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes = b""
    le: int | None = None
    extended: bool = False

    @property
    def header(self) -> bytes:
        """CLA INS P1 P2."""
        return bytes((self.cla, self.ins, self.p1, self.p2))

    def to_bytes(self) -> bytes:
        """Code the command. Raises ValueError when data or `le` need the extended form and it is not asked for."""
        most = _EXTENDED_MOST if self.extended else _SHORT_MOST
        if len(self.data) >= most or not 0 < (self.le or most) <= most:
            raise ValueError("lengths do not fit")
        octets = 2 if self.extended else 1
        mark = b"\x00" if self.extended and (self.data or self.le is not None) else b""
        size = len(self.data).to_bytes(octets, "big") if self.data else b""
        expected = b"" if self.le is None else (self.le % most).to_bytes(octets, "big")
        return self.header + mark + size + self.data + expected

    @classmethod
    def from_bytes(cls, raw: bytes) -> Command:
        """Take a command apart. Raises ValueError for what ISO 7816-4 does not allow."""
        if len(raw) < 4:
            raise ValueError("no header")
        extended = len(raw) >= 7 and raw[4] == 0
        octets, most, at = (2, _EXTENDED_MOST, 5) if extended else (1, _SHORT_MOST, 4)
        rest = raw[at:]
        data, le = b"", rest
        if len(rest) > octets:
            end = octets + int.from_bytes(rest[:octets], "big")
            data, le = rest[octets:end], rest[end:]
            if end == octets or len(data) != end - octets:
                raise ValueError("Lc")
        if len(le) not in {0, octets}:
            raise ValueError("Le")
        expected = (int.from_bytes(le, "big") or most) if le else None
        return cls(raw[0], raw[1], raw[2], raw[3], data, expected, extended)
