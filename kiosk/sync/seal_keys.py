"""Which key of the centre to seal to: of those it last told us, before that of those the profile pins."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kiosk.sync.errors import SealKeyMissing
from offline_cache.published_keys import PublishedKey, best, moment, published
from offline_cache.sealing import PlatformKey, canonical
from offline_cache.suites.registry import DEFAULT, wanted

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from offline_cache.replica import Replica

__all__ = ["SealKeys"]

NAME = "seal_keys"
FIRST_NAME = "seal_key"  # where the first release kept its only key


class SealKeys:
    """The centre's public keys as this terminal knows them. Methods raise StoreError.

    `pinned` is base64 keys between blanks, each with `suite:` before it where it is not of the default suite; `suites`
    the profile's `suite`. Raises SuiteUnavailable: nothing can be sealed by any of `suites`.
    """

    def __init__(self, replica: Replica, pinned: str = "", suites: str = "") -> None:
        self._replica, self._pinned = replica, pinned
        self._suites = wanted(suites)

    def current(self, now: dt.datetime) -> PlatformKey:
        """Return the key to seal to. A clock that is behind the centre's last word is not believed.

        Raises SealKeyMissing.
        """
        told_at, keys = self._known()
        key = best(keys, self._suites, max(now, moment(told_at)) if told_at else now) or self._fallback()
        if key is None:
            raise SealKeyMissing("no usable key of the centre is known")
        return key

    def learn(self, card: Mapping[str, Any], now_ms: int, *, enrolled: bool = False) -> None:
        """Keep the keys of a proven device card, unless it is older than the one they are from.

        A suite that it does not name any more keeps the keys it had: to seal to them is better than not to seal.
        `enrolled`: the card came with an enrolment, and nothing that was known before counts.
        """
        told_at, old = ("", ()) if enrolled else self._known()
        said_at, new = str(card.get("server_time", "")), published(card)
        try:
            stale = moment(said_at) < moment(told_at or said_at)
        except ValueError:
            return
        if new and not stale:
            named = {key.suite for key in new}
            keys = [*(key for key in old if key.suite not in named), *new]
            self._replica.keep(NAME, said_at, canonical([key.plain() for key in keys]), now_ms)

    def _known(self) -> tuple[str, tuple[PublishedKey, ...]]:
        """Return when the centre said it ("": unknown), and its keys."""
        if kept := self._replica.get(NAME):
            return kept.etag, published({"seal_keys": json.loads(kept.body)})
        if kept := self._replica.get(FIRST_NAME):
            return "", published({"seal_key": kept.body.decode("ascii")})
        return "", ()

    def _fallback(self) -> PlatformKey | None:
        """Return the first pinned key of the best suite that has one."""
        pins = [pin.rpartition(":") for pin in self._pinned.split()]
        for suite in self._suites:
            for name, _, text in pins:
                if (name or DEFAULT) == suite:
                    try:
                        return PlatformKey.parse(text, suite)
                    except ValueError:
                        continue
        return None
