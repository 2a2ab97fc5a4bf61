"""Where a person's data may have stayed: every writing of it, looked for in files, in output and in living memory."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.lab.documents import DOCUMENT_KINDS, travel_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from drivers.lab.people import Person

__all__ = ["found_in", "found_in_memory", "secrets_of", "writings"]

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "gb18030")  # Python keeps its strings in three of them
_CHUNK = 1 << 22


def secrets_of(holder: Person) -> dict[str, str]:
    """Return what may be told of this person nowhere, by what it is."""
    documents = [travel_document(kind, holder) for kind in DOCUMENT_KINDS]
    return {
        "name": holder.name,
        "Latin name": holder.latin_name,
        "Latin name in the zone": holder.latin_name.replace(" ", "<<"),
        "number": holder.number,
        "card number": holder.card_number,
        "address": holder.address,
        **{f"{one.kind} number": one.number for one in documents},
        **{f"{one.kind} key": one.mrz for one in documents},
        **{f"{one.kind} access number": one.can for one in documents[:1]},
    }


def writings(secrets: Mapping[str, str]) -> dict[bytes, str]:
    """Return every way in which the secrets could lie in memory or in a file, with what each would be."""
    found: dict[bytes, str] = {}
    for what, text in secrets.items():
        for encoding in _ENCODINGS:
            plain = text.encode(encoding)
            found.setdefault(plain, f"{what} ({encoding})")
            found.setdefault(plain.hex().encode(), f"{what} ({encoding}, hexadecimal)")
            found.setdefault(plain.hex().upper().encode(), f"{what} ({encoding}, hexadecimal)")
    return {needle: what for needle, what in found.items() if len(needle) > 5}


def found_in(data: bytes, needles: Mapping[bytes, str]) -> set[str]:
    """Return what of it stands in these bytes."""
    return {what for needle, what in needles.items() if needle in data}


def found_in_memory(pid: int, needles: Iterable[bytes]) -> dict[bytes, int]:
    """Count the needles in all memory that a living process can write to. Raises OSError when it has gone."""
    counts: dict[bytes, int] = {}
    wanted = tuple(needles)
    longest = max(map(len, wanted))
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text("utf-8").splitlines():
            span, rights = line.split()[:2]
            if not rights.startswith("rw"):
                continue
            start, end = (int(place, 16) for place in span.split("-"))
            for place in range(start, end, _CHUNK):
                with contextlib.suppress(OSError, OverflowError, ValueError):
                    memory.seek(place)
                    piece = memory.read(min(_CHUNK + longest, end - place))
                    for needle in wanted:
                        if count := piece.count(needle):
                            counts[needle] = counts.get(needle, 0) + count
    return counts
