"""The centre's public keys as its card publishes them, and which of them to seal to."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from offline_cache.errors import SuiteUnavailable
from offline_cache.sealing import PlatformKey
from offline_cache.suites.registry import DEFAULT, SUITES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["PublishedKey", "best", "moment", "published"]

ALWAYS = "1970-01-01T00:00:00+00:00"


@dataclass(frozen=True, slots=True)
class PublishedKey:
    """One key: `public` in base64, from and until when it should be sealed to (ISO 8601; None: for good)."""

    key_id: str
    suite: str
    public: str
    not_before: str
    not_after: str | None

    @classmethod
    def read(cls, member: Mapping[str, Any]) -> PublishedKey:
        """Read one of a card's `seal_keys`. Raises ValueError, KeyError, TypeError: not as the contract says."""
        found = cls(**{name: member[name] for name in ("key_id", "suite", "public", "not_before", "not_after")})
        moment(found.not_before)
        if found.not_after is not None:
            moment(found.not_after)
        if hashlib.sha256(base64.b64decode(found.public, validate=True)).hexdigest()[:16] != found.key_id:
            raise ValueError("the key has another name")
        return found

    def valid(self, now: dt.datetime) -> bool:
        """Whether it should be sealed to at this moment."""
        return moment(self.not_before) <= now and (self.not_after is None or now < moment(self.not_after))

    def plain(self) -> dict[str, Any]:
        """Return it as `read` takes it."""
        return asdict(self)


def published(card: Mapping[str, Any]) -> tuple[PublishedKey, ...]:
    """Return a card's keys of suites that this program knows, without those it cannot make sense of."""
    return tuple(_sound(card.get("seal_keys") or _single(card)))


def best(keys: Sequence[PublishedKey], suites: Sequence[str], now: dt.datetime) -> PlatformKey | None:
    """Return the key to seal to: of the first suite that has a valid one the newest; if none has, the newest at all.

    So no clock, however wrong, keeps a case from being sealed: the centre opens every key it ever published.
    """
    ranked = [key for suite in suites for key in _newest(key for key in keys if key.suite == suite)]
    ranked.sort(key=lambda key: not key.valid(now))
    for key in ranked:
        try:
            return PlatformKey.parse(key.public, key.suite)
        except (ValueError, SuiteUnavailable):
            continue
    return None


def moment(text: str) -> dt.datetime:
    """Read an aware ISO 8601 moment. Raises ValueError, TypeError."""
    found = dt.datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("no time zone")
    return found


def _newest(row: Iterable[PublishedKey]) -> list[PublishedKey]:
    """Sort by when each began; of two that began together the one named later is the newer."""
    by_age = sorted(((moment(key.not_before), place, key) for place, key in enumerate(row)), reverse=True)
    return [key for _, _, key in by_age]


def _sound(members: object) -> Iterator[PublishedKey]:
    for member in members if isinstance(members, list) else ():
        try:
            key = PublishedKey.read(member)
        except (ValueError, KeyError, TypeError):
            continue
        if key.suite in SUITES:
            yield key


def _single(card: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Make a list of the one key that a platform of the first contract names."""
    try:
        public = base64.b64decode(card["seal_key"], validate=True)
    except (KeyError, TypeError, ValueError):
        return []
    name = hashlib.sha256(public).hexdigest()[:16]
    return [PublishedKey(name, DEFAULT, card["seal_key"], ALWAYS, None).plain()]
