"""The characters that a Chinese printer has in its ROM: cells of 24 by 24 dots, addressed by GBK's two bytes.

A ROM cannot hold the 66 000 Hanzi of four-byte codes (GB 18030-2022 has 87 887, two bytes reach 20 966): those are
sent as pictures of a cell's height.
"""

from __future__ import annotations

from itertools import groupby

__all__ = ["CELL", "cells", "rom_bytes", "strangers"]

CELL = 24
"""Height of a line of the ROM's characters in dots, and width of a Hanzi; a letter is half as wide."""

_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2002\u2009\u202f", " ") | {"\u2003": "\u3000"})


def rom_bytes(text: str) -> bytes:
    """Return what prints a text in Chinese mode (FS &). Raises UnicodeEncodeError for what the ROM lacks."""
    coded = text.translate(_SPACES).encode("gbk")
    if any(byte < 0x20 or byte in {0x7F, 0x80} for byte in coded):
        raise UnicodeEncodeError("gbk", text, 0, len(text), "no character that is printed")
    return coded


def cells(text: str) -> int:
    """Return how wide a text of the ROM's characters is, in half cells."""
    return len(rom_bytes(text))


def strangers(text: str) -> list[str]:
    """Return the stretches of a text that the ROM lacks, in order."""
    return ["".join(stretch) for known, stretch in groupby(text, _known) if not known]


def _known(character: str) -> bool:
    try:
        return bool(rom_bytes(character))
    except UnicodeEncodeError:
        return False
