"""What a feed's document must fulfil before a word of it is used: the centre's signature, bounds, digests, names.

A document that breaks one rule is refused whole. What is told of it is the feed, the file and the rule, never a text.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final

from kiosk.gateway.errors import NotThePlatform
from kiosk.gateway.proofs import prove

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.gateway.proofs import SignKeys

__all__ = ["FEEDS", "MOST_BYTES", "MOST_FILES", "FeedNews", "FeedRefused", "read_feed"]

FEEDS: Final = ("catalogue", "guides", "workdays", "notices", "fees", "places")
SCHEMA: Final = "kiosk.feed/1"
MOST_FILES: Final = 500
MOST_FILE_BYTES: Final = 64 * 1024
MOST_BYTES: Final = 4 * 1024 * 1024
FILE: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.toml")
FILE_NAME_LENGTH: Final = 64
VERSION: Final = re.compile("[0-9]{1,15}")
LAID_OUT: Final = frozenset("\n\r\t")
ODD: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})


class FeedRefused(Exception):
    """A feed that is not taken; the last good one stays. `file` is "" where the whole document is to blame."""

    code: ClassVar[str] = "feed-refused"

    def __init__(self, feed: str, rule: str, file: str = "") -> None:
        super().__init__(" ".join(part for part in (feed, file, rule) if part))
        self.feed, self.rule, self.file = feed, rule, file


@dataclass(frozen=True, slots=True)
class FeedNews:
    """A proven document: the texts that are new or changed by file; `since` None: they are the whole."""

    feed: str
    version: int
    since: int | None
    issued: dt.datetime
    valid_until: dt.datetime
    texts: Mapping[str, str]
    removed: frozenset[str]
    state_sha256: str


def read_feed(document: Mapping[str, Any], feed: str, keys: SignKeys) -> FeedNews:
    """Return what a document says of this feed, once it is proven and within every bound. Raises FeedRefused."""
    try:
        prove(document, SCHEMA, keys)
    except NotThePlatform:
        raise FeedRefused(feed, "signature") from None
    if document.get("schema") != SCHEMA or document.get("feed") != feed:
        raise FeedRefused(feed, "other-feed")
    try:
        texts = _texts(feed, document["items"])
        since = document["since"]
        news = FeedNews(
            feed=feed,
            version=_version(document["version"]),
            since=None if since is None else _version(since),
            issued=_moment(document["issued"]),
            valid_until=_moment(document["valid_until"]),
            texts=texts,
            removed=frozenset(_file_name(feed, name) for name in _list(document["removed"])),
            state_sha256=str(document["state_sha256"]),
        )
    except (KeyError, TypeError, ValueError):
        raise FeedRefused(feed, "form") from None
    if news.removed & set(texts) or len(document["removed"]) != len(news.removed):
        raise FeedRefused(feed, "duplicate")
    return news


def _texts(feed: str, items: object) -> dict[str, str]:
    texts: dict[str, str] = {}
    listed = _list(items)
    if len(listed) > MOST_FILES:
        raise FeedRefused(feed, "too-many")
    for one in listed:
        if not isinstance(one, dict) or set(one) != {"file", "sha256", "text"}:
            raise FeedRefused(feed, "form")
        file = _file_name(feed, one["file"])
        if file in texts:
            raise FeedRefused(feed, "duplicate", file)
        texts[file] = _text(feed, file, one["text"], one["sha256"])
    if sum(len(text.encode()) for text in texts.values()) > MOST_BYTES:
        raise FeedRefused(feed, "oversized")
    return texts


def _text(feed: str, file: str, text: object, digest: object) -> str:
    if not isinstance(text, str):
        raise FeedRefused(feed, "form", file)
    if any(unicodedata.category(character) in ODD and character not in LAID_OUT for character in text):
        raise FeedRefused(feed, "control", file)
    body = text.encode()
    if len(body) > MOST_FILE_BYTES:
        raise FeedRefused(feed, "oversized", file)
    if hashlib.sha256(body).hexdigest() != digest:
        raise FeedRefused(feed, "digest", file)
    return text


def _file_name(feed: str, name: object) -> str:
    """Return a file's name; one that is none is not repeated."""
    if not isinstance(name, str) or len(name) > FILE_NAME_LENGTH or not FILE.fullmatch(name):
        raise FeedRefused(feed, "file-name")
    return name


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("no list")
    return value


def _version(text: object) -> int:
    if not isinstance(text, str) or not VERSION.fullmatch(text):
        raise ValueError("no version")
    return int(text)


def _moment(text: object) -> dt.datetime:
    moment = dt.datetime.fromisoformat(str(text))
    if moment.tzinfo is None:
        raise ValueError("no zone")
    return moment.astimezone(dt.UTC)
