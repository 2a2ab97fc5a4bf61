"""Taking what the centre publishes: a document is put into effect at once and whole, or not at all.

Each version needs the signature of the centre, and follows on what is here: an older one is refused, a difference is
put into effect on exactly the version it starts from, and the outcome must have the digest that the centre tells.
What is here stays in use for as long as nothing newer is good, also beyond `valid_until`; that is then told.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from typing import TYPE_CHECKING, Any, Final, Protocol

from kiosk.sync.feed_rules import FEEDS, MOST_BYTES, MOST_FILES, FeedRefused, read_feed
from kiosk.sync.published import forms, judged, published
from offline_cache.kept_feeds import FeedFile, FeedHead, KeptFeeds, state_sha256
from offline_cache.replica import Replica

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kiosk.gateway.proofs import SignKeys
    from kiosk.sync.feed_rules import FeedNews
    from kiosk.sync.published import Published
    from offline_cache.store import Store

__all__ = ["Feeds", "Noting", "refusal"]

_REFUSED: Final = "feed-refused/"
NAMEABLE: Final = re.compile(r"[a-z]{1,24}(-[a-z]{1,24}){0,7}(-[0-9]{1,4})?\.toml")
MOST_COUNTED: Final = 1_000_000
LONGEST_ETAG: Final = 256


class Noting(Protocol):
    """Writes an audit event, as kiosk.audit.Audit does."""

    def __call__(self, event: str, detail: str = "", **more: str) -> None:
        """Write `event`, its first detail, and more by name."""


class Feeds:
    """The feeds of one Store, for one thread. `keys` tells by which keys the centre signs now.

    Methods raise StoreError.
    """

    def __init__(self, store: Store, keys: Callable[[], SignKeys], note: Noting) -> None:
        self._kept, self._replica = KeptFeeds(store), Replica(store)
        self._keys, self._note = keys, note
        self._told: dict[str, tuple[int, str, int]] | None = None

    def take(self, feed: str, document: Mapping[str, Any], now_ms: int, etag: str = "") -> bool:
        """Put a document into effect, over the line or by hand; return whether anything is new.

        Raises FeedRefused, after an audit event that names feed, file and rule; what was here stays.
        """
        try:
            changed = self._change_over(feed, document, now_ms, etag)
        except FeedRefused as error:
            self.refuse(error, now_ms)
            raise
        if refusal(self._replica, feed):
            self._replica.keep(f"{_REFUSED}{feed}", "", b"", now_ms)
        return changed

    def standing(self, feed: str) -> tuple[str, int | None]:
        """Return the tag and the version to ask the centre with; "" and None where the whole is needed."""
        head = self._kept.head(feed)
        if head is None or self._kept.files(head) is None:
            return "", None
        return head.etag, head.version

    def news(self) -> Published | None:
        """Return what is published now, None when that is what was returned last."""
        heads = self._kept.heads().items()
        now = {name: (head.version, head.state_sha256, head.fetched_ms) for name, head in heads}
        if now == self._told:
            return None
        told, refused = published(self._kept)
        self._told = now
        for error in refused:
            self._note("feed-refused", error.feed, file=_nameable(error.file), rule=error.rule)
        return told

    def tell_stale(self, now: dt.datetime) -> None:
        """Write an audit event for each feed whose time has run out, once; it stays in use.

        A clock that is put right makes the word true again, and then it may be broken again.
        """
        for name, head in self._kept.heads().items():
            stale = dt.datetime.fromisoformat(head.valid_until) < now
            if stale != head.stale:
                self._kept.told_stale(name, stale=stale)
            if stale and not head.stale:
                self._note("feed-stale", name, number=_countable(head.version))

    def _change_over(self, feed: str, document: Mapping[str, Any], now_ms: int, etag: str) -> bool:
        if feed not in FEEDS:
            raise FeedRefused("", "other-feed")
        news, head = read_feed(document, feed, self._keys()), self._kept.head(feed)
        _follows(news, head)
        files = self._kept.files(head) if head else None
        texts = _after(news, files)
        digests = {file: hashlib.sha256(text.encode()).hexdigest() for file, text in texts.items()}
        if state_sha256(digests) != news.state_sha256:
            raise FeedRefused(feed, "state")
        same = head is not None and files is not None and head.state_sha256 == news.state_sha256
        named = {one.file: one.form for one in files.values()} if same and files else forms(feed, judged(feed, texts))
        changed = self._kept.change_over(
            FeedHead(
                name=feed,
                version=news.version,
                etag=etag if len(etag) <= LONGEST_ETAG and etag.isascii() and etag.isprintable() else "",
                issued=news.issued.isoformat(),
                valid_until=news.valid_until.isoformat(),
                state_sha256=news.state_sha256,
                fetched_ms=now_ms,
                stale=bool(head and head.stale and head.valid_until >= news.valid_until.isoformat()),
            ),
            [FeedFile(file, digests[file], text, named.get(file, "")) for file, text in texts.items()],
            over=head.version if head else None,
        )
        if changed and not same:
            self._note("feed-changed", feed, number=_countable(news.version))
        return changed and not same

    def refuse(self, error: FeedRefused, now_ms: int) -> None:
        """Tell of a refusal in the audit journal once, not with every round that meets it again."""
        name, why = f"{_REFUSED}{error.feed}", f"{error.rule} {error.file}".rstrip()
        kept = self._replica.get(name)
        if kept is None or kept.etag != why:
            self._replica.keep(name, why, b"", now_ms)
            self._note("feed-refused", error.feed, file=_nameable(error.file), rule=error.rule)


def refusal(replica: Replica, feed: str) -> str:
    """Return by which rule the last document of this feed was refused, "" when it was taken. Raises StoreError."""
    kept = replica.get(f"{_REFUSED}{feed}")
    return kept.etag.partition(" ")[0] if kept else ""


def _nameable(file: str) -> str:
    """Return a file's name if the audit journal may hold it: no name that could be somebody's number."""
    return file if NAMEABLE.fullmatch(file) else ""


def _countable(version: int) -> str:
    return str(version) if version < MOST_COUNTED else ""


def _follows(news: FeedNews, head: FeedHead | None) -> None:
    """Refuse what is older than what is here, and a difference from another version."""
    if news.since is not None and (head is None or news.since != head.version):
        raise FeedRefused(news.feed, "since")
    if head is None:
        return
    if news.version < head.version:
        raise FeedRefused(news.feed, "older")
    if news.version == head.version:
        if news.state_sha256 != head.state_sha256:
            raise FeedRefused(news.feed, "same-version")
        if news.issued < dt.datetime.fromisoformat(head.issued):
            raise FeedRefused(news.feed, "older")


def _after(news: FeedNews, files: Mapping[str, FeedFile] | None) -> dict[str, str]:
    """Return the texts by file as they are with this document in effect."""
    texts: dict[str, str] = {}
    if news.since is not None:
        if files is None:
            raise FeedRefused(news.feed, "since")
        texts = {file: one.text for file, one in files.items() if file not in news.removed}
    texts |= news.texts
    if len(texts) > MOST_FILES:
        raise FeedRefused(news.feed, "too-many")
    if sum(len(text.encode()) for text in texts.values()) > MOST_BYTES:
        raise FeedRefused(news.feed, "oversized")
    return texts
