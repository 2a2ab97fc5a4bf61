"""Carrying in: what the centre sent down, proven file by file, put into effect as the line would.

A batch that comes again, late, in part or after newer ones changes nothing that was settled. Only a batch that is
whole and wholly in effect is told as seen; the centre repeats all others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from kiosk.gateway.errors import GatewayError, NotThePlatform
from kiosk.gateway.proofs import prove
from kiosk.sync.errors import CardRefused, FilingError
from kiosk.sync.feed_rules import FeedRefused
from kiosk.sync.file_drop.addressed import answers_in, must_be_ours
from kiosk.sync.file_drop.answers import Settler
from kiosk.sync.file_drop.errors import BatchUnproven, DropError
from kiosk.sync.file_drop.manifests import SCHEMA, read_manifest
from kiosk.sync.file_drop.plain_files import batches_in
from kiosk.sync.file_drop.reader import read_file, read_json
from kiosk.sync.file_drop.taken import ANSWERS, Taken
from offline_cache.carried import Carried

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from pathlib import Path

    from kiosk.gateway.dialect import Dialect
    from kiosk.gateway.proofs import SignKeys
    from kiosk.sync.file_drop.manifests import Manifest
    from kiosk.sync.sign_keys import TrustedKeys
    from offline_cache.store import Store

__all__ = ["Importer", "News"]

CARD = "device.json"


News = Callable[[Mapping[str, Any], "SignKeys", dt.datetime], None]
"""Takes one kind of document that is no answer to a row: proves it, and keeps what is newer.

Raises GatewayError, FilingError or FeedRefused when the document is refused; StoreError.
"""


class Importer:
    """Works on one Store, for one terminal. `news` takes documents by their path, under "feeds/" every feed."""

    def __init__(
        self, store: Store, device_id: str, trusted: TrustedKeys, dialect: Dialect, news: Mapping[str, News]
    ) -> None:
        self._device_id, self._trusted, self._news = device_id, trusted, news
        self._store, self._dialect, self._carried = store, dialect, Carried(store)

    def take(self, folder: Path, now: dt.datetime, passed: Container[str] = ()) -> Iterator[Taken]:
        """Take every batch that goes down, but for those `passed`; yield what became of each.

        Raises DropUnreadable, StoreError.
        """
        seen = self._carried.seen()
        for batch in (one for one in batches_in(folder) if one.name not in passed):
            taken = Taken(batch.name, again=batch.name in seen)
            try:
                manifest = read_manifest(batch)
                if manifest.direction != "down":
                    continue
                taken.foreign = manifest.device_id != self._device_id
                if not taken.foreign:
                    self._take(batch, manifest, taken, seen.get(batch.name), now)
            except DropError as error:
                taken.code = error.code
            yield taken

    def _take(self, batch: Path, manifest: Manifest, taken: Taken, seen: str | None, now: dt.datetime) -> None:
        """Prove a batch, reading no more of it than its card before that; then put it into effect."""
        listed = {one.path: one for one in manifest.files}
        keys = self._keys(read_json(batch, listed[CARD]) if CARD in listed else None, now)
        try:
            prove(manifest.document, SCHEMA, keys)
        except NotThePlatform as error:
            raise BatchUnproven(str(error)) from None
        if seen not in {None, manifest.sha256}:
            raise BatchUnproven("this id was used for another batch")
        taken.damaged = sorted(one.path for one in manifest.files if read_file(batch, one) is None)
        self._answers(read_json(batch, listed[ANSWERS]) if ANSWERS in listed else None, keys, taken, now)
        for path in sorted(listed):
            news = self._news.get(path.rpartition("/")[0] + "/" if "/" in path else path)
            if news is not None and (document := read_json(batch, listed[path])) is not None:
                try:
                    must_be_ours(document, self._device_id)
                    news(document, keys, now)
                except (GatewayError, FilingError, FeedRefused) as error:
                    taken.refused[path] = error.code
        if taken.whole and seen is None:
            self._carried.see(manifest.batch_id, manifest.sha256, _ms(now))

    def _keys(self, card: Mapping[str, Any] | None, now: dt.datetime) -> SignKeys:
        """Return by which keys to believe, with those that the card in this very batch brings, if it is believed.

        By hand nobody is believed at first sight: anybody can write a stick.
        """
        known = self._trusted.current()
        if not known:
            raise BatchUnproven("no key of the centre is known: pin platform.sign_key, or reach it over the line once")
        if card is None or card.get("device_id") != self._device_id:
            return known
        try:
            return self._trusted.learn(card, _ms(now), by_hand=True)
        except CardRefused:
            return known

    def _answers(self, said: Mapping[str, Any] | None, keys: SignKeys, taken: Taken, now: dt.datetime) -> None:
        """Put the answers into effect when they are signed and for us."""
        if said is None:
            taken.damaged = sorted({*taken.damaged, ANSWERS})
            return
        settler = Settler(self._store, self._dialect, keys, _ms(now), again=taken.again)
        taken.settled = settler.done
        try:
            for answer in answers_in(said, self._device_id, keys):
                settler.settle(answer)
        except NotThePlatform as error:
            taken.refused[ANSWERS] = error.code


def _ms(moment: dt.datetime) -> int:
    return int(moment.timestamp() * 1000)
