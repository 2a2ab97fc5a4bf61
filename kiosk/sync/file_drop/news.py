"""What comes down in a batch besides answers, each brought to where the line would bring it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.gateway.proofs import prove
from kiosk.sync.seal_keys import SealKeys
from kiosk.sync.sign_keys import CARD
from offline_cache.replica import Replica

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from kiosk.gateway.proofs import SignKeys
    from kiosk.sync.file_drop.importing import News
    from offline_cache.store import Store

__all__ = ["news_of"]


def news_of(store: Store, suites: str) -> dict[str, News]:
    """Return who takes which file; "feeds/" stands for all feeds."""
    return {"device.json": _Card(SealKeys(Replica(store), suites=suites))}


class _Card:
    """The keys to seal to; those that sign were learnt before."""

    def __init__(self, seal_keys: SealKeys) -> None:
        self._seal_keys = seal_keys

    def take(self, document: Mapping[str, Any], keys: SignKeys, now: dt.datetime) -> None:
        prove(document, CARD, keys)
        self._seal_keys.learn(document, int(now.timestamp() * 1000))
