"""From what a card said to who stands here: the checks between a reading and an Identity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from drivers.types import Trust
from kiosk.domain.numbers import NumberInvalid, read_citizen_number
from kiosk.domain.person import Identity

if TYPE_CHECKING:
    import datetime as dt

    from drivers.types import CardReading

__all__ = ["IdentityRefused", "identify"]

CITIZEN_NUMBER_LENGTH: Final = 18
CITIZEN_CARDS: Final = frozenset({"resident", "shebao"})
SEXES: Final = {"1": "男", "2": "女", "M": "男", "F": "女", "男": "男", "女": "女"}


class IdentityRefused(Exception):
    """This card does not tell who stands here; `code` is a key of config/faults.toml. Holds nothing personal."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def identify(reading: CardReading, today: dt.date) -> Identity:
    """Return the person of a card, or refuse.

    Raises IdentityRefused: card-unproven, card-name-empty, card-number-invalid, card-birth-mismatch, card-expired.
    A number is never refused for its region: the place of a first registration may no longer exist.
    """
    if reading.trust is Trust.PA_FAILED:
        raise IdentityRefused("card-unproven")
    name = reading.name.strip(" \0\u3000")
    if not name:
        raise IdentityRefused("card-name-empty")
    number, birth, sex = _number(reading)
    if birth > today:
        raise IdentityRefused("card-birth-mismatch")
    if reading.valid_until is not None and reading.valid_until < today:
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
    )


def _number(reading: CardReading) -> tuple[str, dt.date, str]:
    """Return number, birthday and sex; the number and the card's own fields must agree on the birthday."""
    text = reading.number.strip(" \0\u3000")
    said_sex = SEXES.get(reading.sex.strip(), "")
    if reading.kind not in CITIZEN_CARDS and len(text) != CITIZEN_NUMBER_LENGTH:
        if not text or reading.birth is None:
            raise IdentityRefused("card-number-invalid")
        return text, reading.birth, said_sex
    try:
        number = read_citizen_number(text)
    except NumberInvalid as error:
        raise IdentityRefused(error.code) from None
    if reading.birth not in (None, number.birth):
        raise IdentityRefused("card-birth-mismatch")
    return number.text, number.birth, said_sex or number.sex
