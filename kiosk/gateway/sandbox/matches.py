"""Who was found to be the holder of their card (F18): at which terminal, how, and for how long that counts."""

from __future__ import annotations

import datetime as dt
import hmac
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kiosk.gateway.sandbox.inquiries import Records

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.gateway.sandbox.centre import Centre
    from kiosk.gateway.sandbox.inquiries import Question

__all__ = ["Matches"]

PASSWORDS: Final[Mapping[str, str]] = tomllib.loads(
    Path(__file__).with_name("service_passwords.toml").read_text(encoding="utf-8")
)
TRIES: Final = 5
"""Wrong ones of a person, at whatever terminal, until a window has looked at them."""
COUNTS: Final = dt.timedelta(minutes=15)
"""As long as one visit takes; the next person at this terminal is another."""


class Matches:
    """Compares secrets, counts tries, remembers who was matched."""

    def __init__(self, centre: Centre) -> None:
        self._now = centre.clock.now
        self._tries, self._matched = (Records(centre.register, kind) for kind in ("match-tries", "match"))

    def tried(self, question: Question, secret: str) -> int:
        """Compare a secret and return how many more wrong ones are left; -1 where it is right.

        The same question again is no further try.
        """
        number, before = question.number, self._tries.get(question.number) or {"wrong": []}
        wrong: list[str] = before["wrong"]
        right = number in PASSWORDS and hmac.compare_digest(secret.encode(), PASSWORDS[number].encode())
        if len(wrong) >= TRIES or (question.id in wrong):
            return max(0, TRIES - len(wrong))
        if right:
            self._tries.put(number, {"wrong": []}, number)
            self.note(question, 2)
            return -1
        self._tries.put(number, {"wrong": [*wrong, question.id]}, number)
        return TRIES - len(wrong) - 1

    def has_secret(self, number: str) -> bool:
        """Whether this person has set one."""
        return number in PASSWORDS

    def note(self, question: Question, level: int) -> None:
        """Remember that this person was matched, at this terminal, at this level."""
        until = (self._now() + COUNTS).isoformat()
        self._matched.put(_key(question), {"level": level, "until": until}, question.number)

    def level(self, question: Question) -> int:
        """Return the level at which this person is known at this terminal: 1 is the card alone."""
        found: dict[str, Any] | None = self._matched.get(_key(question))
        if found is None or dt.datetime.fromisoformat(found["until"]) < self._now():
            return 1
        return int(found["level"])


def _key(question: Question) -> str:
    return f"{question.device_id} {question.number}"
