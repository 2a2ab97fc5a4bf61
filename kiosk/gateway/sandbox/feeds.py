"""What the centre publishes to all terminals: sets of small text files, versioned, signed, whole or as a difference."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.gateway.sandbox.clock import stamp
from kiosk.gateway.sandbox.problems import Problem
from kiosk.gateway.sandbox.questions import ranked
from kiosk.gateway.sandbox.signer import canonical

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.centre import Centre

__all__ = ["FeedOffice", "state_sha256"]

OWN = Path(__file__).parent / "feeds"
KEPT = 50  # versions that a difference can start from
LATEST = "SELECT * FROM feed_version WHERE feed = ? ORDER BY version DESC LIMIT 1"
State = dict[str, str]  # file: SHA-256 of its text


def state_sha256(state: State) -> str:
    """Return the digest that a terminal compares after putting a difference into effect."""
    return hashlib.sha256(canonical(state)).hexdigest()


class FeedOffice:
    """`catalogue` and `places` come from the folder that the platform was given, the others lie beside this file."""

    def __init__(self, centre: Centre, own: Path = OWN) -> None:
        self._centre, self._register = centre, centre.register
        self._folders = {path.name: path for path in sorted(own.iterdir()) if path.is_dir()}
        self._folders["catalogue"] = centre.catalogue or own / "none"
        self._folders["places"] = centre.catalogue.parent / "places" if centre.catalogue else own / "none"

    @property
    def names(self) -> list[str]:
        """Which feeds there are."""
        return sorted(self._folders)

    def etag(self, feed: str) -> str:
        """Return the tag of what is published now; it changes every day, so that `valid_until` moves on."""
        version, _ = self._newest(feed)
        return f'"{feed}-{version}-{self._centre.clock.now():%Y%m%d}-{self._centre.signer.key_id}"'

    def whole(self, feed: str) -> dict[str, Any]:
        """Return everything, as a signed document."""
        version, state = self._newest(feed)
        return self._document(feed, version, state, since=None, old={})

    def since(self, feed: str, known: str) -> dict[str, Any]:
        """Return what changed after a version. Raises Problem 410: it is unknown or too old."""
        version, state = self._newest(feed)
        row = self._register.row("SELECT * FROM feed_version WHERE feed = ? AND version = ?", feed, _number(known))
        if row is None:
            raise Problem(410, "urn:kiosk:snapshot")
        return self._document(feed, version, state, since=str(row["version"]), old=json.loads(row["state"]))

    def _document(self, feed: str, version: int, state: State, *, since: str | None, old: State) -> dict[str, Any]:
        changed = [file for file, sha256 in state.items() if old.get(file) != sha256]
        issued = self._centre.clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
        document = {
            "schema": "kiosk.feed/1",
            "feed": feed,
            "version": str(version),
            "since": since,
            "issued": stamp(issued),
            "valid_until": stamp(issued + dt.timedelta(days=self._centre.settings.feed_days)),
            "items": [{"file": file, "sha256": state[file], "text": self._text(state[file])} for file in changed],
            "removed": sorted(set(old) - set(state)),
            "state_sha256": state_sha256(state),
        }
        return self._centre.signer.signed("kiosk.feed/1", document)

    def _newest(self, feed: str) -> tuple[int, State]:
        """Look at the folder; give what lies there a new version when it is not what was published last."""
        if feed not in self._folders:
            raise Problem(404, "urn:kiosk:not-found")
        read = {path.name: path.read_text(encoding="utf-8") for path in sorted(self._folders[feed].glob("*.toml"))}
        texts = {name: text for name, text in read.items() if not is_classified(text)}
        if feed == "places" and self._centre.settings.places_live:
            texts = {name: told_live(text, self._centre.clock.now()) for name, text in texts.items()}
        if feed == "guides":
            items = {path.stem for path in self._folders["catalogue"].glob("*.toml")}
            texts = ranked(texts, self._register, items)
        state = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in texts.items()}
        with self._register.transaction():
            last = self._register.row(LATEST, feed)
            if last and json.loads(last["state"]) == state:
                return last["version"], state
            version = last["version"] + 1 if last else 1
            for name, text in texts.items():
                self._register.rows("INSERT OR IGNORE INTO feed_text VALUES (?, ?)", state[name], text)
            self._register.rows("INSERT INTO feed_version VALUES (?, ?, ?)", feed, version, json.dumps(state))
            self._register.rows("DELETE FROM feed_version WHERE feed = ? AND version <= ?", feed, version - KEPT)
        return version, state

    def _text(self, sha256: str) -> str:
        row = self._register.row("SELECT text FROM feed_text WHERE sha256 = ?", sha256)
        return row["text"] if row else ""


def is_classified(text: str) -> bool:
    """Whether an item is 涉密 or 敏感: such a one leaves the centre for no terminal (S1, F15)."""
    try:
        return bool(tomllib.loads(text).get("classified"))
    except tomllib.TOMLDecodeError:
        return False


def told_live(text: str, now: dt.datetime) -> str:
    """Return a place's file with what its terminal last told of itself: played, in steps of ten minutes."""
    if "terminal_id" not in text:
        return text
    seen = now.replace(minute=now.minute // 10 * 10, second=0, microsecond=0)
    return f'{text}\n[live]\nseen = "{stamp(seen)}"\nprinting = true\nqueue = 0\n'


def _number(version: str) -> int:
    return int(version) if version.isascii() and version.isdecimal() and len(version) < len("1" + "0" * 12) else -1
