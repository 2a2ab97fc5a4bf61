"""What stands in the fields of an application, and the keypad that asks for one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from config.item_parts import FormField
    from kiosk.domain.plain_asks import Act
    from kiosk.domain.words import Words

__all__ = ["Entry", "FormAsk", "Origin"]

Origin = Literal["", "card", "store", "citizen"]


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """One field and what stands in it: an option's id, digits, or what card or licence store say.

    `origin` tells whose word it is, "" nobody's yet; `corrected` that a citizen's word stands in the place of `given`.
    """

    field: FormField
    value: str
    origin: Origin
    given: str = ""

    @property
    def corrected(self) -> bool:
        """Whether it was filled in beforehand, and the citizen said otherwise."""
        return bool(self.given) and self.origin == "citizen"


@dataclass(frozen=True, slots=True, repr=False)
class FormAsk:
    """Digits by the keypad: Press types one, Go takes them once they are `ready`, the other acts lead round it.

    `typed` is None until the first key: then `kept`, what stands in the field already, is shown masked. `letters`: the
    keypad has capital letters too. What is `secret` is never shown, only how many digits.
    """

    title: Words
    lead: Words
    label: Words
    typed: str | None
    kept: str
    origin: Origin
    longest: int
    phone: bool
    wrong: bool
    ready: bool
    acts: tuple[Act, ...]
    letters: bool = False
    secret: bool = False
