"""What comes down in a batch besides answers, each brought to where the line would bring it.

What travels by hand may be older than what is here: then it does nothing.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from kiosk.gateway.errors import NotThePlatform
from kiosk.gateway.proofs import prove
from kiosk.sync.case_statuses import CaseStatuses
from kiosk.sync.contact import CARD as LAST_CARD
from kiosk.sync.feeds import Feeds
from kiosk.sync.pulse import Heart
from kiosk.sync.seal_keys import SealKeys
from kiosk.sync.sign_keys import CARD
from offline_cache.kept_feeds import KeptFeeds
from offline_cache.replica import Replica
from offline_cache.sealing import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kiosk.gateway.dialect import Dialect
    from kiosk.gateway.proofs import SignKeys
    from kiosk.sync.feeds import Noting
    from kiosk.sync.file_drop.importing import News
    from offline_cache.store import Store

__all__ = ["news_of"]

CHANGES, PULSE = "kiosk.changes/1", "kiosk.pulse/1"
LAST_PULSE = "pulse_by_hand"


def news_of(store: Store, dialect: Dialect, suites: str, note: Noting, *, alone: bool) -> dict[str, News]:
    """Return who takes which file; "feeds/" stands for all feeds. Raises SuiteUnavailable.

    `alone`: there is no line. Only then does the gap report count: one that travels by hand says nothing of what went
    over a line meanwhile.
    """
    seal_keys, statuses, kept = SealKeys(Replica(store), suites=suites), CaseStatuses(store), KeptFeeds(store)
    replica, heart = Replica(store), Heart(store, note)

    def card(document: Mapping[str, Any], keys: SignKeys, now: dt.datetime) -> None:
        prove(document, CARD, keys)
        seal_keys.learn(document, _ms(now))
        told = _told(document)
        last = replica.get(LAST_CARD)
        if last is None or _told(json.loads(last.body)) < told:
            replica.keep(LAST_CARD, "", canonical(document), _ms(now))

    def pulse(document: Mapping[str, Any], keys: SignKeys, now: dt.datetime) -> None:
        prove(document, PULSE, keys)
        told, answer = _told(document), _read(dialect.read_pulse, document)
        last = replica.get(LAST_PULSE)
        if last is None or dt.datetime.fromisoformat(last.etag) < told:
            heart.heed(answer.stores)
            replica.keep(LAST_PULSE, told.isoformat(), b"", _ms(now))

    def changes(document: Mapping[str, Any], keys: SignKeys, _now: dt.datetime) -> None:
        prove(document, CHANGES, keys)
        statuses.learn(_read(dialect.read_changes, document))

    def feed(document: Mapping[str, Any], keys: SignKeys, now: dt.datetime) -> None:
        name = str(document.get("feed"))
        if _is_news(kept, name, document):
            Feeds(store, lambda: keys, note).take(name, document, _ms(now))

    news: dict[str, News] = {"device.json": card, "changes.json": changes, "feeds/": feed}
    return {**news, "pulse.json": pulse} if alone else news


def _is_news(kept: KeptFeeds, name: str, document: Mapping[str, Any]) -> bool:
    """Whether a feed is not older than ours, as far as it says; what is no feed at all is for others to refuse."""
    head = kept.head(name)
    try:
        told = int(document["version"]), dt.datetime.fromisoformat(document["issued"])
        return head is None or told > (head.version, dt.datetime.fromisoformat(head.issued))
    except (KeyError, TypeError, ValueError):
        return True


def _told(document: Mapping[str, Any]) -> dt.datetime:
    """Return when the centre said this, by its own clock. Raises NotThePlatform."""
    moment: dt.datetime = _read(lambda said: dt.datetime.fromisoformat(said["server_time"]), document)
    return moment


def _read(reader: Callable[[Mapping[str, Any]], Any], said: Mapping[str, Any]) -> Any:  # noqa: ANN401 - the reader's
    try:
        return reader(said)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotThePlatform(f"a document not as agreed: {type(error).__name__}") from None


def _ms(moment: dt.datetime) -> int:
    return int(moment.timestamp() * 1000)
