"""Families of receipt printers as the lab plays them: what each answers, and with which bits it tells each fault.

Every table is written from the makers' papers alone, without a look at the driver, so that each proves the other:
Epson ESC/POS reference (DLE EOT, GS r, GS I), Custom VKP80 commands (915DX010100) with Pyramid's Reliance and Phoenix
notes, Citizen PPU-700 as CyberPlat's TerminalClient reads it, Masung's SDK, the SNBC driver of a bank's terminal.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["EXIT", "FAMILIES", "Family"]

EXIT = "at-exit"
"""The mark of a paper that waits at the exit: no fault."""

_Bits = dict[int, bytes]  # DLE EOT n -> bits of its answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """`well` is what each DLE EOT n answers when nothing is wrong, `marks` the bits that a fault adds to it.

    `real_time` False: DLE EOT waits its turn. `purges` knows DLE DC4 8, `recovers` DLE ENQ 2, `echoes` GS ( H.
    `presents` holds a paper at the exit, `retracts` obeys GS e. `identity` answers GS I n.
    """

    well: Mapping[int, bytes]
    marks: Mapping[str, Mapping[int, bytes]]
    real_time: bool = True
    purges: bool = False
    recovers: bool = False
    echoes: bool = False
    presents: bool = False
    retracts: bool = False
    identity: Mapping[int, bytes] = field(default_factory=dict)

    def status(self, query: int, conditions: Iterable[str]) -> bytes:
        """Return the answer to DLE EOT `query`; b"" where this family has none."""
        answer = self.well.get(query, b"")
        for condition in conditions:
            bits = self.marks.get(condition, {}).get(query, b"").ljust(len(answer), b"\0")
            answer = bytes(byte | bit for byte, bit in zip(answer, bits, strict=True))
        return answer

    @property
    def faults(self) -> frozenset[str]:
        """What can be wrong with such a printer."""
        return frozenset(self.marks) - {EXIT}


def _answers(**bits: int) -> _Bits:
    """Name one-byte answers as n1=0x12."""
    return {int(query[1:]): bytes((value,)) for query, value in bits.items()}


def _with(marks: Mapping[str, _Bits], **more: _Bits) -> dict[str, _Bits]:
    """Return `marks` and, fault by fault (_ for -), the answers that are added."""
    joined = dict(marks)
    for name, bits in more.items():
        fault = name.replace("_", "-")
        joined[fault] = joined.get(fault, {}) | bits
    return joined


def _full(at: int, bits: int) -> _Bits:
    """Return bits of byte `at` of the six bytes that DLE EOT 20 answers: 10 0F paper user recoverable fatal."""
    return {20: bytes(at) + bytes((bits,)) + bytes(5 - at)}


_WELL = _answers(n1=0x12, n2=0x12, n3=0x12, n4=0x12)
_EPSON: dict[str, _Bits] = {
    "near-end": _answers(n4=0x0C),
    "paper-out": _answers(n1=0x08, n2=0x20, n4=0x6C),
    "cover-open": _answers(n1=0x08, n2=0x04),
    "cutter": _answers(n1=0x08, n2=0x40, n3=0x08),
    "head-hot": _answers(n1=0x08, n2=0x40, n3=0x40),
    "jam": _answers(n1=0x08, n2=0x40, n3=0x04),
    "failure": _answers(n1=0x08, n2=0x40, n3=0x20),
    "offline": _answers(n1=0x08),
}
_PLAIN = {fault: _EPSON[fault] for fault in ("near-end", "paper-out", "cover-open", "cutter", "head-hot", "offline")}

_CUSTOM = _with(
    {fault: bits for fault, bits in _EPSON.items() if fault != "offline"},  # it goes offline for a cause alone
    near_end=_full(2, 0x04),
    paper_out=_full(2, 0x05),
    cover_open=_full(3, 0x03),
    head_hot=_full(4, 0x01),
    voltage=_answers(n1=0x08, n2=0x40, n3=0x40) | _full(4, 0x08),
    jam=_full(4, 0x40),
    black_mark=_answers(n1=0x08, n2=0x40, n3=0x04) | _full(4, 0x80),
    cutter=_full(5, 0x01),
    failure=_full(5, 0x04),
    presenter_jam=_answers(n1=0x08, n2=0x40, n3=0x20) | _full(5, 0x80),
) | {EXIT: _full(2, 0x20)}

_CITIZEN = {
    "near-end": _answers(n4=0x0C),
    "paper-out": _answers(n1=0x08, n2=0x20, n4=0x2C),
    "cover-open": _answers(n1=0x08, n2=0x04, n5=0x04),
    "cutter": _answers(n1=0x08, n2=0x40, n3=0x08),
    "head-hot": _answers(n1=0x08, n2=0x40, n5=0x08),
    "voltage": _answers(n1=0x08, n2=0x40, n5=0x60),
    "presenter-jam": _answers(n1=0x08, n2=0x40, n3=0x04, n6=0x20),
    "failure": _answers(n1=0x08, n2=0x40, n6=0x40),
    "offline": _answers(n1=0x08),
    EXIT: _answers(n4=0x40),
}

_MASUNG = {
    "near-end": _answers(n4=0x0C),
    "paper-out": _answers(n1=0x08, n4=0x6C),
    "cover-open": _answers(n1=0x08, n2=0x04),
    "cutter": _answers(n1=0x08, n3=0x08),
    "head-hot": _answers(n1=0x08, n3=0x40),
    "black-mark": _answers(n1=0x08, n3=0x20),
    "jam": _answers(n1=0x08, n5=0x08),
    "presenter-jam": _answers(n1=0x08, n5=0x01),
    "pulled": _answers(n1=0x08, n5=0x02),
    "retract-full": _answers(n1=0x08, n5=0x80),
    "offline": _answers(n1=0x08),
    EXIT: _answers(n5=0x04),
}

_SNBC = _with(
    _EPSON,
    cover_open=_answers(n5=0x01),
    paper_out=_answers(n5=0x12),
    cutter=_answers(n5=0x04),
    head_hot=_answers(n5=0x08),
    near_end=_answers(n5=0x10),
    jam=_answers(n5=0x20),
    presenter_jam=_answers(n1=0x08, n2=0x40, n5=0x40),
    loading=_answers(n1=0x08, n2=0x40, n5=0x80),
    pulled=_answers(n1=0x08, n2=0x40, n6=0x80),
)

_PHOENIX = {fault: {query: bit for query, bit in bits.items() if query != 3} for fault, bits in _PLAIN.items()}


def _name(maker: bytes, model: bytes) -> _Bits:
    return {66: b"\x5f" + maker + b"\0", 67: b"\x5f" + model + b"\0"}


FAMILIES: Mapping[str, Family] = {
    "epson": Family(
        well=_WELL,
        marks=_EPSON,
        purges=True,
        recovers=True,
        echoes=True,
        identity=_answers(n1=0x20, n2=0x02) | _name(b"EPSON", b"TM-T88V"),
    ),
    "custom": Family(
        well=_WELL | {20: b"\x10\x0f\0\0\0\0"},
        marks=_CUSTOM,
        presents=True,
        retracts=True,
        identity=_answers(n1=0x5D),
    ),
    "citizen": Family(
        well=_WELL | _answers(n5=0x12, n6=0x12),
        marks=_CITIZEN,
        purges=True,
        presents=True,
        identity=_answers(n1=0x75) | _name(b"CITIZEN", b"PPU-700"),
    ),
    "masung": Family(well=_WELL | _answers(n1=0x16, n5=0x00), marks=_MASUNG, presents=True),
    "snbc": Family(well=_WELL | _answers(n5=0x00, n6=0x00), marks=_SNBC, identity=_name(b"SNBC", b"BK-C310")),
    "phoenix": Family(well=_WELL | _answers(n3=0x00), marks=_PHOENIX, real_time=False),
    "plain": Family(well=_WELL, marks=_PLAIN),
}
"""By the word that names it: `printer family NAME`."""
