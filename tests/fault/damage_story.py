"""A terminal's store with one file, one page or the clock wrong: it serves again, nothing is lost, somebody is told.

    python tests/fault/damage_story.py WORK [--every N]

Damages each file in each way, flips bits in every N-th page, sets the clock to 1970 and 2099; prints one JSON object
each.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import random
import shutil
import sys
import time
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).parents[2]))

from crash_story import forked
from store_stories import NOW, PAGE, SECRET, Told, begin_with, file, filed, judge

from config.load import load_audit_events, load_profile
from kiosk.app.opening import records
from kiosk.sync.terminal_ledger import TerminalLedger
from offline_cache.dead_letters import DeadLetters
from offline_cache.journal import Journal
from offline_cache.outbox import Outbox
from offline_cache.print_journal import PrintJournal
from offline_cache.store import Store

EVERYDAY = {"started", "personal-data-purged", "disk-low"}
"""Audit events that are no alarm about the store."""
KINDS = ("deleted", "emptied", "half", "zeroed", "flipped", "garbage")
CLOCKS = {"1970": 0, "2099": 4_080_000_000_000}
SAME_SIZE = ("zeroed", "flipped", "garbage")
NO_HARM = {(name, kind) for name in ("ballast", "blobs") for kind in SAME_SIZE}
"""What nobody need be told of at a start: the ballast is room, whatever stands in it; an enclosure's content is proved
when it is sent, and until then only its size."""
NO_CONTENT = {".lock", "store.db-shm"}
"""Files that carry nothing: one is only locked, the other is built anew from the log at each start."""


def live(folder, told):
    """Two days of a terminal: all of the second lies in the write-ahead log."""
    Store.open(folder, SECRET).close()  # born with a ballast, as terminals are
    begin_with(told, folder, 5)
    store = Store.open(folder, SECRET)
    outbox, papers = Outbox(store), PrintJournal(store)
    first, second, third, *_ = filed(told)
    outbox.accepted(first, {"server_no": "n"}, NOW)
    told.tell("accepted", first)
    outbox.rejected(second, "urn:case:photo", NOW)
    told.tell("rejected", second)
    outbox.dead(third, "schema", NOW)
    store.tuples("PRAGMA wal_checkpoint(truncate)")
    ledger = TerminalLedger(store, SECRET, "K0007")
    ledger.enter()
    file(outbox, told, 7, [71])
    ledger.enter()
    for move in (papers.queue, papers.preflight, papers.sending, papers.confirmed):
        move(filed(told)[-1])
    return store


def prepare(place, ending):
    """Make the terminal whose files are damaged: `ending` is closed, killed, or audited (killed after a line)."""
    shutil.rmtree(place, ignore_errors=True)
    (place / "keys").mkdir(parents=True, mode=0o700)
    for name, key in (("store.key", SECRET), ("signing.key", bytes(range(32)))):
        (place / "keys" / name).write_bytes(key)
        (place / "keys" / name).chmod(0o600)

    def lived():
        store = live(place / "store", Told(place / "told"))
        if ending == "audited":
            store.tuples("PRAGMA wal_checkpoint(truncate)")
            Journal(store).append("started", {"how": "update"}, NOW)
        if ending == "closed":
            store.close()
        os._exit(0)

    forked(lived)


def files(place):
    """Name each file of the store; of what lies there in many files, the one of each kind."""
    found = {}
    for path in sorted((place / "store").rglob("*")):
        if path.is_file():
            name = path.relative_to(place / "store")
            found.setdefault(name.parts[0] if len(name.parts) > 1 else str(name), name)
    return list(found.values())


def damage(path, kind):
    body = path.read_bytes()
    rng = random.Random(kind)
    if kind == "flipped" and body:
        at = rng.randrange(len(body))
        path.write_bytes(body[:at] + bytes([body[at] ^ 1 << rng.randrange(8)]) + body[at + 1 :])
    elif kind == "deleted":
        path.unlink()
    else:
        harm = {"half": body[: len(body) // 2], "zeroed": bytes(len(body)), "garbage": rng.randbytes(len(body))}
        path.write_bytes(harm.get(kind, b""))


def start(place, told):
    """Start as the terminal does and serve; return what is wrong, the alarms, and how long it took to serve (s)."""
    began = time.monotonic()
    store, tend = at_work(place)
    file(Outbox(store), told, 77, [77])
    seconds = time.monotonic() - began
    tend(NOW + 1000)
    alarms = [row["event"] for row in store.rows("SELECT event FROM journal") if row["event"] not in EVERYDAY]
    store.close()
    return judge(place / "store", told.read()), alarms, seconds


def at_work(place):
    """Open what the records desk opens; return the store, and what does the upkeep that is due at a moment."""
    opened = records(load_profile("demo"), place, load_audit_events())

    def tend(now_ms):
        while opened.upkeep.step(now_ms):
            pass
        opened.ledger.enter()

    return opened.filing._store, tend


def met(image, place, harm):
    """Do harm to a copy of the terminal, start it in a process of its own: {"wrong", "alarms", "seconds"}."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(image, place)
    told = Told(place / "told")
    told.tell("damaged")
    harm(place / "store")
    status, said = forked(lambda: start(place, told))
    wrong, alarms, seconds = ([*said, "does not serve"], [], 0) if status else said
    return {"wrong": wrong, "alarms": alarms, "seconds": round(seconds, 3)}


def file_damage(image, place, name, kind):
    """Damage one file in one way; of an unsent attachment there is but one."""
    row = met(image, place, lambda store: damage(store / name, kind))
    if name.parts[0] == "blobs":
        row["wrong"] = [wrong for wrong in row["wrong"] if not wrong.startswith("enclosure")]
    return row


def must_alarm(name, kind):
    """Whether somebody must be told of this damage."""
    return str(name) not in NO_CONTENT and (name.parts[0], kind) not in NO_HARM


def pages(image):
    return (image / "store" / "store.db").stat().st_size // PAGE


def page_damage(image, place, page, at):
    """Flip one bit of one page of the database."""

    def flip(store):
        with (store / "store.db").open("r+b") as database:
            database.seek(page * PAGE + at)
            byte = database.read(1)[0]
            database.seek(page * PAGE + at)
            database.write(bytes([byte ^ 1 << at % 8]))

    return met(image, place, flip)


def wrong_clock(image, place, clock):
    """Start, file, claim and purge under a wrong clock, then under the true one: what is wrong, as a list."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(image, place)
    told = Told(place / "told")

    def act():
        now = CLOCKS[clock]
        with (
            mock.patch("time.time_ns", return_value=now * 1_000_000),
            mock.patch("time.time", return_value=now / 1000),
        ):
            store, tend = at_work(place)
            tend(now)
        outbox = Outbox(store)
        waiting = {row.case_id for row in outbox.due("case", NOW, 100)}
        at = dt.datetime.fromtimestamp(now / 1000, dt.UTC)
        case_id = file(outbox, told, 81, [81], at=at)
        wrong = [] if {*waiting, case_id} == {row.case_id for row in outbox.due("case", now, 100)} else ["claim"]
        told.tell("may purge", filed(told)[0])  # the centre has it, and only its receipt is kept here
        outbox.start(case_id, now)
        outbox.postpone(case_id, "platform-slow", now + 900_000)
        for moment in (now, NOW):
            outbox.purge(moment)
        wrong += [] if case_id in {row.case_id for row in outbox.due("case", NOW, 100)} else ["held back"]
        letters = {letter.case_id for letter in DeadLetters(store).all()}
        wrong += [] if letters >= {words[1] for words in told.read() if words[0] == "rejected"} else ["letters"]
        store.close()
        return wrong + judge(place / "store", told.read())

    status, said = forked(act)
    return said if not status else [*said, "does not serve"]


def everything(work, every):
    """Yield a row for each damage: kind, what, wrong, alarms, must_alarm, seconds."""
    image, place = work / "image", work / "terminal"
    for ending in ("closed", "killed", "audited"):
        prepare(image, ending)
        for name in files(image):
            for kind in KINDS:
                row = file_damage(image, place, name, kind)
                what = {"kind": f"a file, {ending}", "what": f"{name.parts[0]} {kind}"}
                yield {**what, "must_alarm": must_alarm(name, kind), **row}
    prepare(image, "closed")
    for page in range(0, pages(image), every):
        for at in (3, PAGE // 2, PAGE - 5) if every == 1 else (PAGE // 2,):
            row = page_damage(image, place, page, at)
            yield {"kind": "a bit of a page", "what": f"page {page} byte {at}", "must_alarm": True, **row}
    for clock in CLOCKS:
        wrong = wrong_clock(image, place, clock)
        yield {"kind": "a wrong clock", "what": clock, "must_alarm": False, "wrong": wrong, "alarms": [], "seconds": 0}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("--every", type=int, default=1)
    args = parser.parse_args()
    for row in everything(args.work, args.every):
        sys.stdout.write(json.dumps(row) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
