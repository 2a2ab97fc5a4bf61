"""Who stands in front of the terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["CODES", "NAMELESS", "Identity", "Matched"]

Matched = Literal["", "secret", "remote"]
NAMELESS: Final = "nameless"
"""The kind of who has laid no card down: name, number and birthday are nobody's."""
CODES: Final = frozenset({"ctid", "licence", "ecard"})
"""The kinds of who has shown a code instead: 居民身份网络可信凭证, 电子营业执照, 社保电子码."""

# GA/T 2000.156, as GB/T 39046 asks for it: the document that the number belongs to. A 社会保障卡 states the number of
# the ID card. Kinds that are not here travel by their `kind` alone: a province's adapter knows its own code set.
TYPE_CODES: Final = {
    "resident": "111",
    "shebao": "111",
    "ctid": "111",
    "licence": "111",
    "ecard": "111",
    "passport": "414",
    "permit-tw": "511",
    "permit-hk": "516",
    "foreigner": "553",
}


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as one office-issued card states them, after the checks of kiosk.journeys.identity.

    `trust` is the value of drivers.types.Trust; `valid_until` None with `long_term` means 长期. `latin_name` and
    `nationality` (ISO 3166-1 alpha-3, as ICAO 9303 extends it) are "" where the card does not state them. `matched` is
    how it was found out that the person is the card's holder, "" not at all: by what only they know (secret), by a
    verifier far away (remote); kiosk.domain.identity_level. `enterprise` is the 统一社会信用代码 that an 电子营业执照
    stands for. `helper` is the number of the 帮办员 beside the person, "" nobody; `agent` is who acts for
    the person, and stands there in their place.
    """

    kind: str
    name: str
    number: str
    sex: str
    birth: dt.date
    trust: str
    ethnicity: str = ""
    address: str = ""
    issuer: str = ""
    valid_until: dt.date | None = None
    long_term: bool = False
    latin_name: str = ""
    nationality: str = ""
    matched: Matched = ""
    enterprise: str = ""
    helper: str = ""
    agent: Identity | None = None

    @property
    def nameless(self) -> bool:
        """Whether nobody is known to stand here."""
        return self.kind == NAMELESS

    @property
    def cardless(self) -> bool:
        """Whether no card tells that the person is still here: who came without one goes by leaving."""
        return self.nameless or self.kind in CODES

    @property
    def type_code(self) -> str:
        """证件类型 of the number (GA/T 2000.156), or "" where that list has no sourced code for the kind."""
        return TYPE_CODES.get(self.kind, "")

    def age_on(self, day: dt.date) -> int:
        """Completed years on `day`; a person born on 29 February ages on 1 March of common years."""
        before_birthday = (day.month, day.day) < (self.birth.month, self.birth.day)
        return day.year - self.birth.year - int(before_birthday)

    def __repr__(self) -> str:
        """Name the kind alone, so that no traceback or log can hold a person."""
        return f"<Identity {self.kind}>"
