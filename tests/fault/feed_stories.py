"""A feed that changes over and news of a case, told so that any crash can be judged: the old state or the new, whole.

    python tests/fault/feed_stories.py lines|cuts WORK [--every N]

Prints one JSON object; its `failed` must be empty. The rig is that of crash_story.py.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "kiosk" / "sync"))
sys.path.insert(0, str(Path(__file__).parents[2]))

import crash_story
from feed_publisher import BEGAN, Publisher, notice
from store_stories import SECRET, opened

import kiosk.sync.feeds as feeds_module
from kiosk.gateway.port import CaseChange, Changes
from kiosk.sync.case_statuses import CaseStatuses
from kiosk.sync.feeds import Feeds
from offline_cache.checkup import examine
from offline_cache.kept_feeds import KeptFeeds
from offline_cache.outbox import Outbox
from offline_cache.rows import Parcel

NOW = 1_764_000_000_000
ROOMS = (*crash_story.ROOMS, str(Path(feeds_module.__file__).parent))
STATES = (
    {"a": notice(1), "b": notice(2), "c": notice(3)},
    {"a": notice(1, "新的时间"), "c": notice(3), "d": notice(4)},
    {"d": notice(4)},
)


def centre():
    one = Publisher()
    for state in STATES:
        one.publish(**state)
    return one


def feeds_of(store, publisher):
    return Feeds(store, lambda: publisher.hand.keys, lambda *_words, **_more: None)


def change(state, minutes):
    at = BEGAN + dt.timedelta(minutes=minutes)
    return Changes(f"after {state}", (CaseChange("case-1", state, "", at=at.isoformat()),), issued=at.isoformat())


def begin(told, folder):
    """A store with a case, the first version of the feed, and the first news of the case."""
    store = opened(folder)
    outbox, publisher = Outbox(store), centre()
    outbox.send("case", "case-1", created=BEGAN, pack=lambda _numbers: Parcel(b"x", "elder-card"))
    feeds_of(store, publisher).take("notices", publisher.whole(1), NOW)
    CaseStatuses(store).learn(change("received", 0))
    told.tell("version", 1)
    told.tell("status", "received")
    store.close()


def change_over(folder, told):
    """Two differences, and what became of the case."""
    store, publisher = opened(folder), centre()
    feeds = feeds_of(store, publisher)
    feeds.take("notices", publisher.since(1, 2), NOW)
    told.tell("version", 2)
    CaseStatuses(store).learn(change("accepted", 1))
    told.tell("status", "accepted")
    feeds.take("notices", publisher.since(2, 3), NOW)
    told.tell("version", 3)
    store.close()


def judge(folder, told):
    """Return what is wrong: a version that is neither what was told nor the next, or not whole; a status without it."""
    store, publisher = opened(folder), centre()
    kept, wrong = KeptFeeds(store), []
    head = kept.head("notices")
    files = kept.files(head) if head else None
    least = max(words[1] for words in told if words[0] == "version")
    if files is None:
        wrong.append("no whole feed")
    elif head.version not in {least, least + 1}:
        wrong.append(f"version {head.version} after {least}")
    elif {file: one.text for file, one in files.items()} != publisher.states[head.version - 1]:
        wrong.append("a mixed state")
    statuses, last = CaseStatuses(store), [words[1] for words in told if words[0] == "status"][-1]
    status = statuses.of("case-1")
    if status is None or statuses.cursor != f"after {status.state}":
        wrong.append("a cursor without its news")
    elif last == "accepted" and status.state != "accepted":
        wrong.append("news lost")
    if not wrong and head.version < len(STATES):
        feeds_of(store, publisher).take("notices", publisher.since(head.version), NOW)
        wrong += [] if kept.head("notices").version == len(STATES) else ["does not go on"]
    store.close()
    return wrong + examine(folder, SECRET).wrong


@contextlib.contextmanager
def told_here():
    """Have the rig tell and judge this story."""
    before = crash_story.judge, crash_story.ROOMS
    crash_story.STORIES["feeds"] = (begin, change_over)
    crash_story.judge, crash_story.ROOMS = judge, ROOMS
    try:
        yield crash_story
    finally:
        del crash_story.STORIES["feeds"]
        crash_story.judge, crash_story.ROOMS = before


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=["lines", "cuts"])
    parser.add_argument("work", type=Path)
    parser.add_argument("--every", type=int, default=1)
    args = parser.parse_args()
    with told_here() as rig:
        result = {"lines": rig.lines, "cuts": rig.cuts}[args.kind]("feeds", args.work, args.every)
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
