"""Bar 1: how many APDUs each card takes, and the least that its files allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.cards_bench import CARDS, truth
from benchmarks.figures import Figure, at_most, seen
from drivers.lab.cards.emrtd import EmrtdCard
from drivers.lab.people import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["figures"]

_BAC, _PACE = 3, 7  # SELECT, GET CHALLENGE, EXTERNAL AUTHENTICATE; EF.CardAccess, MSE, four times GA, SELECT
_ROOM_3DES, _ROOM_AES = 231, 223  # most bytes of a file in a short answer under secure messaging
_WHOLE = 65_000
_WHO = PEOPLE[0]


def figures(*, quick: bool) -> Iterator[Figure]:
    """Read each card once over the loopback."""
    del quick
    for label, card in CARDS.items():
        taken = int(truth(label, _WHO.key).evidence["apdus"])
        note = f"least {least}" if (least := _least(label)) else ""
        name = f"APDUs, {label}"
        yield at_most(name, taken, card.most, note=note) if card.most else seen(name, taken, note=note)
    sizes = {f"{file:04X}": len(content) for file, content in _chip("passport")._files.items()}
    yield seen("bytes of the passport's files", ", ".join(f"{file} {size:,}" for file, size in sizes.items()))


def _chip(label: str) -> EmrtdCard:
    card = CARDS[label].make(_WHO)
    if not isinstance(card, EmrtdCard):
        raise TypeError(label)
    return card


def _least(label: str) -> int:
    """Return the fewest APDUs in which all files of a chip can be read once; 0 for cards that are no such chips."""
    if not CARDS[label].document:
        return 0
    chip = _chip(label)
    # ruff: noqa: SLF001 - the campaign looks inside the lab's chip
    is_pace = not chip._traits.bac
    is_3des = not is_pace or chip._traits.pace[0].suite.block == 8
    room = _WHOLE if chip._traits.extended else _ROOM_3DES if is_3des else _ROOM_AES
    return (_PACE if is_pace else _BAC) + sum(-(-len(content) // room) for content in chip._files.values())
