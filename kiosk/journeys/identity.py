"""From what a card said to who stands here: the checks between a reading and an Identity.

What each kind must prove, and what its number must be (GB 11643-1999; 外国人永久居留身份证 of 2017: nationality and
12 digits; travel documents: as the MRZ's check digits let it through).
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from drivers.types import Trust
from kiosk.domain.numbers import NumberInvalid, read_citizen_number
from kiosk.domain.person import Identity

if TYPE_CHECKING:
    import datetime as dt

    from drivers.types import CardReading

__all__ = ["IdentityRefused", "identify"]

TRAVEL_DOCUMENTS: Final = frozenset({"passport", "permit-hk", "permit-tw", "permit-cs", "permit-cd"})
SAM_CARDS: Final = frozenset({"resident", "hmt", "foreigner"})
PREFIXES: Final = {"hmt": ("81", "82", "83"), "foreigner": ("9",)}
FOREIGNER_2017: Final = re.compile("[A-Z]{3}[0-9]{12}")
DOCUMENT_NUMBER: Final = re.compile("[A-Z0-9]{5,22}")
PADDING: Final = " \0\u3000"
SEXES: Final = {"1": "男", "2": "女", "M": "男", "F": "女", "男": "男", "女": "女"}


class IdentityRefused(Exception):
    """This card does not tell who stands here; `code` is a key of config/faults.toml. Holds nothing personal."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def identify(reading: CardReading, today: dt.date) -> Identity:
    """Return the person of a card, or refuse.

    Raises IdentityRefused: the reading's own flaw, card-technician, card-pa-authority, card-unproven, card-name-empty,
    card-number-invalid, card-birth-mismatch, card-expired. A number is never refused for its region: the place of a
    first registration may no longer exist. Names are kept as the card writes them, whichever middle dot it uses.
    """
    _prove(reading)
    latin = _plain(reading.latin_name)
    name = _plain(reading.name) or latin
    if not name:
        raise IdentityRefused("card-name-empty")
    number, birth, sex = _number(reading)
    if birth > today:
        raise IdentityRefused("card-birth-mismatch")
    if reading.valid_until is not None and not reading.long_term and reading.valid_until < today:
        raise IdentityRefused("card-expired")
    return Identity(
        kind=reading.kind,
        name=name,
        number=number,
        sex=sex,
        birth=birth,
        trust=reading.trust.value,
        ethnicity=reading.ethnicity,
        address=reading.address,
        issuer=reading.issuer,
        valid_until=reading.valid_until,
        long_term=reading.long_term,
        latin_name=latin,
        nationality=reading.nationality,
    )


def _prove(reading: CardReading) -> None:
    """Let only that pass which its kind can prove: the SAM's word, or good passive authentication.

    The free file of a 社会保障卡 proves nothing and is accepted as the card it lies on.
    """
    if reading.kind in {"technician", "helper"}:
        raise IdentityRefused("card-technician")
    if reading.flaw:
        raise IdentityRefused(reading.flaw)
    if reading.kind in TRAVEL_DOCUMENTS and reading.trust is Trust.PA_UNKNOWN_CA:
        raise IdentityRefused("card-pa-authority")
    wanted = Trust.PA_OK if reading.kind in TRAVEL_DOCUMENTS else Trust.SAM_VERIFIED
    must = reading.kind in TRAVEL_DOCUMENTS | SAM_CARDS
    if reading.trust is Trust.PA_FAILED or (must and reading.trust is not wanted):
        raise IdentityRefused("card-unproven")


def _number(reading: CardReading) -> tuple[str, dt.date, str]:
    """Return number, birthday and sex; the number and the card's own fields must agree on the birthday."""
    text = reading.number.strip(PADDING).upper()
    said_sex = SEXES.get(reading.sex.strip(), "")
    own = _number_of_its_own(reading.kind)
    if own is not None and own.fullmatch(text):
        if reading.birth is None:
            raise IdentityRefused("card-number-invalid")
        return text, reading.birth, said_sex
    if reading.kind in TRAVEL_DOCUMENTS or not text.startswith(PREFIXES.get(reading.kind, ("",))):
        raise IdentityRefused("card-number-invalid")
    try:
        number = read_citizen_number(text)
    except NumberInvalid as error:
        raise IdentityRefused(error.code) from None
    if reading.birth not in (None, number.birth):
        raise IdentityRefused("card-birth-mismatch")
    return number.text, number.birth, said_sex or number.sex


def _number_of_its_own(kind: str) -> re.Pattern[str] | None:
    """Return what numbers look like that are no citizen numbers; their birthday stands beside them."""
    if kind in TRAVEL_DOCUMENTS:
        return DOCUMENT_NUMBER
    return FOREIGNER_2017 if kind == "foreigner" else None


def _plain(name: str) -> str:
    """Drop padding and control characters; everything else is the person's own, rare characters included."""
    return "".join(character for character in name if unicodedata.category(character) != "Cc").strip(PADDING)
