"""The travel documents of the lab's people: what is printed on them and what their chips repeat in EF.DG1.

Passports are of Utopia (UTO), ICAO's example state, with two lines of 44. Of the Chinese travel cards
CR 港澳居民来往内地通行证 and CT 台湾居民来往大陆通行证 print three lines of 30; CS 往来港澳通行证 and CD 往来台湾通行证
print one line of 30, and their chips add two more with the name.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drivers.lab.people import PEOPLE
from drivers.lab.zone_lines import chip_lines, information, one_line, passport_lines, three_lines

if TYPE_CHECKING:
    from drivers.lab.people import Person

__all__ = ["DOCUMENT_KINDS", "TravelDocument", "travel_document"]

_CODES = {
    "passport": ("P", "E"),
    "permit-hk": ("CR", "H"),
    "permit-tw": ("CT", ""),
    "permit-cs": ("CS", "C"),
    "permit-cd": ("CD", "L"),
}  # document code, and the letter before the number
DOCUMENT_KINDS = tuple(_CODES)
_EXPIRES = dt.date(2035, 5, 31)  # ten years after their issue


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class TravelDocument:
    """One document. `chip_zone` is the text of DG1 without line ends; `printed` the lines one can see.

    `mrz` is the MRZ information (9303-11 §4.3.2), `can` the card access number: what opens the chip.
    """

    kind: str
    state: str
    holder: Person
    number: str
    printed: tuple[str, ...]
    chip_zone: str
    personal_number: str
    expires: dt.date
    mrz: str
    can: str


def travel_document(kind: str, holder: Person) -> TravelDocument:
    """Make the document of that kind for one of the lab's people. Raises KeyError for another kind."""
    place = PEOPLE.index(holder) + 1
    code, prefix = _CODES[kind]
    number = f"{prefix}{9990000 + place:08d}"
    printed: tuple[str, ...]
    personal = {"CR": f"Q{place:07d}", "CT": f"Y1{place:08d}", "P": ""}.get(code, holder.number)
    if code == "P":
        printed = passport_lines(holder, number, _EXPIRES)
    elif code in {"CR", "CT"}:
        printed = three_lines(code, holder, number, _EXPIRES, personal)
    else:
        printed = (one_line(code, holder, number, _EXPIRES),)
    added = chip_lines(holder) if code in {"CS", "CD"} else ""
    return TravelDocument(
        kind=kind,
        state="UT" if kind == "passport" else "CN",
        holder=holder,
        number=number,
        printed=printed,
        chip_zone="".join(printed) + added,
        personal_number=personal,
        expires=_EXPIRES,
        mrz=information(number, holder.birth, _EXPIRES),
        can=f"{135790 + 1111 * place + DOCUMENT_KINDS.index(kind):06d}",
    )
