"""The words that work the lab's printer: what a hand, a worn part or a power cut does to it, and what mends each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.lab.printer_families import FAMILIES
from drivers.lab.printer_mouth import MANNERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drivers.lab.printer_mechanism import Mechanism
    from drivers.lab.printer_mouth import Mouth
    from drivers.lab.printer_slot import Slot

__all__ = ["USAGE", "obey"]

USAGE = (
    "printer paper-near-end | paper-out | paper-out-at MM | refill | cover-open | cover-close | cutter | overheat | "
    "jam | presenter-jam | retract-full | voltage | black-mark | pulled | loading | failure | offline | mend [FAULT] | "
    "silent | garbage | split | slow MS | talk | not-taken | take | power-cycle | "
    f"family {'|'.join(FAMILIES)} | state; each family knows the faults that its own status can tell"
)

_SHORT = {"paper-near-end": "near-end", "overheat": "head-hot"}


def obey(words: Sequence[str], mechanism: Mechanism, mouth: Mouth, slot: Slot) -> None:
    """Do what one line of words says. Raises ValueError with the usage when they are no command of this family."""
    known = [_SHORT.get(word, word) for word in words]
    if known != ["state"] and not (_harm(known, mechanism) or _cure(known, mechanism, mouth) or _handle(known, slot)):
        _converse(known, mouth)


def _harm(words: list[str], mechanism: Mechanism) -> bool:
    match words:
        case [fault] if fault in mechanism.family.faults:
            mechanism.faults.add(fault)
        case ["paper-out-at", millimetres] if millimetres.isdecimal():
            mechanism.rows_left = int(millimetres) * 8
        case ["family", name] if name in FAMILIES:
            mechanism.family = FAMILIES[name]
            mechanism.faults &= mechanism.family.faults
        case _:
            return False
    return True


def _cure(words: list[str], mechanism: Mechanism, mouth: Mouth) -> bool:
    match words:
        case ["mend"]:
            mechanism.faults.clear()
            mechanism.rows_left = None
            _speak_well(mouth)
        case ["mend", fault] if fault in mechanism.family.faults:
            mechanism.faults.discard(fault)
        case ["cover-close"]:
            mechanism.faults.discard("cover-open")
        case ["refill"]:
            mechanism.faults -= {"paper-out", "near-end"}
            mechanism.rows_left, mechanism.rows_fed = None, 0
        case _:
            return False
    return True


def _handle(words: list[str], slot: Slot) -> bool:
    match words:
        case ["not-taken"]:
            slot.leaves = True
        case ["take"]:
            slot.take()
        case _:
            return False
    return True


def _converse(words: list[str], mouth: Mouth) -> None:
    match words:
        case ["talk"]:
            _speak_well(mouth)
        case [manner] if manner in MANNERS:
            mouth.manner = manner
        case ["slow", milliseconds] if milliseconds.isdecimal():
            mouth.late_s = int(milliseconds) / 1000
        case _:
            raise ValueError(USAGE)


def _speak_well(mouth: Mouth) -> None:
    mouth.manner, mouth.late_s = "talk", 0.0
