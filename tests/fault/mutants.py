"""Planted faults: what a careless terminal would do. Each must be caught by the bench that claims to catch it.

`plant(name)` spoils the program of the calling process for good; do it in a child.
"""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import dataclass

import crash_story
import kill_life
import requests
import store_stories
from store_stories import digest, opened

import offline_cache.durable as durable_files
import offline_cache.engine as database
from kiosk.domain.case import Acknowledgement
from kiosk.gateway import http, verdict
from kiosk.gateway.errors import LineError, NotYet, Paused, Refused
from kiosk.sync.deliveries import Deliveries
from kiosk.sync.filing import FilingDesk
from kiosk.sync.receipts_kept import filed_of
from offline_cache import case_status, intake, kept_feeds, ledger_rows
from offline_cache.case_status import CaseStatusTable
from offline_cache.ledger_rows import LedgerRows
from offline_cache.outbox import Outbox
from offline_cache.replica import Replica
from offline_cache.rows import Parcel
from offline_cache.store import Store


@dataclass(frozen=True)
class Mutant:
    """`caught_by` are benches: "lines STORY", "cuts STORY", "kill", or the name of a trial in line_trials."""

    plant: object
    caught_by: tuple[str, ...]

    @property
    def about(self):
        return self.plant.__doc__.rstrip(".")


MUTANTS = {}


def caught_by(*benches):
    def known(plant):
        MUTANTS[plant.__name__.replace("_", "-")] = Mutant(plant, benches)
        return plant

    return known


def plant(name):
    MUTANTS[name].plant()


# --- the receipt and the row


@caught_by("lines enqueue", "kill")
def receipt_before_commit():
    """The receipt is printed when the row is written, before it commits."""

    def early(outbox, told, number, pages=(), at=store_stories.AT):
        body = store_stories.random.Random(number).randbytes(3000)
        names = [store_stories.random.Random(page).randbytes(6000) for page in pages]

        def pack(numbers):
            told.tell(
                "filed", numbers.case_id, numbers.seq, numbers.receipt_no, digest(body), sorted(map(digest, names))
            )
            return Parcel(body, "elder-card", "claimant", b"locked")

        how = {"terminal_id": "K0007", "filed": at, "ciphertexts": names}
        return outbox.file(store_stories.uuid7(store_stories.NOW + number), pack=pack, **how).case_id

    def hand_in(desk, run, now, tell):
        commit = desk._outbox.file

        def filing(case_id, *, pack, **how):
            return commit(case_id, pack=lambda numbers: (pack(numbers), tell(filed_of(run, numbers, now)))[0], **how)

        desk._outbox.file = filing
        desk.file(run, now)
        del desk._outbox.file

    store_stories.file, kill_life.hand_in = early, hand_in


@caught_by("purged")
def number_after_the_newest_row():
    """The sequence goes on after the newest row that is left."""

    def next_seq(_outbox, db):
        return (db.execute("SELECT max(seq) FROM outbox").fetchone()[0] or 0) + 1

    Outbox._next_seq = next_seq


@caught_by("kill")
def number_before_the_row():
    """The number is drawn in a transaction of its own."""
    commit = Outbox._commit

    def drawn(self, *words, **how):
        with self._store.tx() as db:
            if not db.execute("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'outbox'").rowcount:
                db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('outbox', 1)")
        return commit(self, *words, **how)

    def last(_outbox, db):
        return db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'").fetchone()[0]

    Outbox._commit, Outbox._next_seq = drawn, last


@caught_by("line ack-lost")
def a_new_id_each_time():
    """What was not answered is filed once more."""
    filed, settle, file_once = {}, Deliveries._settle, FilingDesk.file

    def file_noted(self, run, now):
        done = file_once(self, run, now)
        filed[done.case_id] = (self, run, now)
        return done

    def again(self, outcome, *words):
        settle(self, outcome, *words)
        if isinstance(outcome.error, LineError) and outcome.row.case_id in filed:
            file_once(*filed.pop(outcome.row.case_id))

    Deliveries._settle, FilingDesk.file = again, file_noted


# --- the disk


class _System:
    """The module os, but for one call."""

    def __init__(self, **changed):
        self.__dict__.update(changed)

    def __getattr__(self, name):
        return getattr(os, name)


@caught_by("cuts attach")
def file_not_synced():
    """New files are not synced, only their folders."""

    def fsync(handle):
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            os.fsync(handle)

    durable_files.os = intake.os = _System(fsync=fsync, fdatasync=fsync)


@caught_by("cuts attach")
def folder_not_synced():
    """Folders are not synced, only files."""
    rooms = [room for name, room in sys.modules.items() if name.startswith("offline_cache")]
    for room in rooms:
        if hasattr(room, "sync_folder"):
            room.sync_folder = lambda _folder: None


@caught_by("cuts enqueue")
def synchronous_normal():
    """Commits are not synced."""
    database.DURABLE = tuple(
        "synchronous = normal" if one.startswith("synchronous") else one for one in database.DURABLE
    )


@caught_by("lines attach", "cuts attach")
def row_before_its_files():
    """A row commits before its second copy and its pages are on the disk."""
    berth, given, owed = Store.berth, Store.given, {}

    def late(self, seq):
        berth(self, owed.pop(self))
        given(self, seq)

    Store.berth, Store.given = lambda self, files: owed.update({self: files}), late


@caught_by("lines deliver")
def blobs_before_commit():
    """Enclosures are removed before it is written down that the centre has them."""
    accepted = Outbox.accepted

    def hasty(self, case_id, answer, now_ms):
        self._blobs.drop(one.sha256 for one in self.queued(case_id).enclosures)
        accepted(self, case_id, answer, now_ms)

    Outbox.accepted = hasty


@caught_by("lines deliver", "kill")
def lost_on_postpone():
    """A row is taken out and put back behind the others, in two transactions."""

    def postpone(self, case_id, code, next_ms):
        row = self._store.row("SELECT * FROM outbox WHERE case_id = ?", case_id)
        kept = self._store.rows("SELECT * FROM enclosure WHERE case_id = ?", case_id)
        with self._store.tx() as db:
            db.execute("DELETE FROM enclosure WHERE case_id = ?", (case_id,))
            db.execute("DELETE FROM outbox WHERE case_id = ?", (case_id,))
        row.update(next_ms=next_ms, last_code=code, attempts=row["attempts"] + 1, starts=0)
        with self._store.tx() as db:
            for table, values in (("outbox", row), *(("enclosure", one) for one in kept)):
                places = ", ".join("?" for _ in values)
                db.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})", tuple(values.values()))

    Outbox.postpone = postpone


# --- the ledger


@caught_by("lines ledger")
def notes_removed_before_their_rows():
    """What the ledger has to enter is taken off the list before it is entered."""
    enter = LedgerRows.enter

    def hasty(self, limit, make):
        taken = self._store.tuples("SELECT * FROM ledger_open ORDER BY id LIMIT ?", (limit,))
        with self._store.tx() as db:
            db.execute("DELETE FROM ledger_open WHERE id <= ?", (taken[-1][0],))
        with self._store.tx() as db:
            db.conn.executemany("INSERT INTO ledger_open VALUES (?, ?, ?, ?)", taken)
        enter(self, limit, make)

    LedgerRows.enter = hasty


@caught_by("lines ledger")
def rows_entered_before_their_notes_go():
    """What was entered is taken off the list afterwards, and is not looked for among the rows."""
    enter = LedgerRows.enter

    def slow(self, limit, make):
        taken = self._store.tuples("SELECT * FROM ledger_open ORDER BY id LIMIT ?", (limit,))
        enter(self, limit, make)
        with self._store.tx() as db:
            db.conn.executemany("INSERT INTO ledger_open VALUES (?, ?, ?, ?)", taken)
        with self._store.tx() as db:
            db.execute("DELETE FROM ledger_open WHERE id <= ?", (taken[-1][0],))

    LedgerRows.enter, ledger_rows._ENTERED = slow, "SELECT 1 WHERE ?1 || ?2 || ?3 || ?4 IS NULL"


# --- what the centre publishes


@caught_by("lines feeds", "cuts feeds")
def cursor_before_its_news():
    """How far the centre's changes are known is kept before they are."""
    take = CaseStatusTable.take

    def hasty(self, rows, cursor, now_ms):
        Replica(self._store).keep(case_status.CURSOR, self._store.quarantined, cursor.encode(), now_ms)
        take(self, rows, cursor, now_ms)

    CaseStatusTable.take = hasty


@caught_by("lines feeds", "cuts feeds")
def version_before_its_files():
    """A feed's new version is kept before its files are."""

    def change_over(self, head, files, over):
        told = (head.issued, head.valid_until, head.state_sha256, head.fetched_ms, int(head.stale))
        with self._store.tx() as db:
            sql = "INSERT OR REPLACE INTO feed VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            db.execute(sql, (head.name, head.version, head.etag, *told))
        with self._store.tx() as db:
            kept_feeds._replace(db, head.name, files)
        return True

    kept_feeds.KeptFeeds.change_over = change_over


# --- the courier


@caught_by("line captive-200", "line empty-json", "kill")
def trust_any_200():
    """Whatever says 2xx has the case."""

    def submit(self, envelope, case_id):
        self._call("PUT", self._dialect.case.format(id=case_id), envelope, headers=http.ENVELOPE)
        return Acknowledgement(case_id, "SF-1", kill_life.NOW)

    http.HttpGateway.submit = submit


@caught_by("platform wrong-signature", "line foreign-id")
def trust_without_a_signature():
    """An answer need not be signed nor be about what was sent."""
    http.prove_receipt = lambda *_: None
    http._echoed = lambda said, *_: said


@caught_by("line stale-answer", "kill")
def echo_not_compared():
    """A signed yes to another case counts as well."""
    http._echoed = lambda said, *_: said


@caught_by("platform paused")
def drop_on_4xx():
    """What is refused with 4xx is taken out of the queue."""
    settle = Deliveries._settle

    def dropping(self, outcome, *words):
        settle(self, outcome, *words)
        if isinstance(outcome.error, Paused):
            self.outbox.accepted(outcome.row.case_id, {}, words[-1])

    Deliveries._settle = dropping


@caught_by("platform in-progress")
def drop_on_409():
    """A conflict means that the centre has it."""
    submit = http.HttpGateway.submit

    def content(self, envelope, case_id):
        try:
            return submit(self, envelope, case_id)
        except NotYet:
            return Acknowledgement(case_id, "SF-1", kill_life.NOW)

    http.HttpGateway.submit = content


@caught_by("line rst-before", "kill")
def accepted_before_the_answer():
    """The row is settled when the case is sent."""
    fly = Deliveries._fly

    def hasty(self, row, lane):
        self.outbox.accepted(row.case_id, {"server_no": "SF-1"}, 0)
        fly(self, row, lane)

    Deliveries._fly = hasty


@caught_by("stubborn")
def give_up():
    """After ten attempts a row is put with the dead letters."""
    postpone = Outbox.postpone

    def weary(self, case_id, code, next_ms):
        postpone(self, case_id, code, next_ms)
        row = self.queued(case_id)
        if row and row.attempts >= 10:
            self.dead(case_id, "gave-up", next_ms)

    Outbox.postpone = weary


@caught_by("line redirect-307", "line redirect-302")
def follow_redirects():
    """Redirects are followed."""
    send = requests.Session.send

    def following(self, *words, **how):
        return send(self, *words, **{**how, "allow_redirects": True})

    requests.Session.send = following


@caught_by("in front")
def head_of_line():
    """What cannot be read is tried again, before anything else."""
    failed = Deliveries._failed

    def stubborn(self, row, lane, error, *words):
        if not isinstance(error, Refused):
            failed(self, row, lane, error, *words)
            return
        store, sql = self.outbox._store, "UPDATE outbox SET starts = 0 WHERE case_id = ?"
        store.must(lambda db: db.execute(sql, (row.case_id,)))
        self._stopped.add(lane)

    Deliveries._failed = stubborn


@caught_by("poison")
def no_mark_of_a_start():
    """An attempt leaves no mark before it begins."""
    Outbox.start_all = lambda self, case_ids, _now_ms: {name for name in case_ids if self.queued(name)}


@caught_by("kill")
def durable_sending():
    """A row under way has a state of its own, which a crash leaves behind."""
    start_all, accepted_all = Outbox.start_all, Outbox.accepted_all

    def put(self, case_ids, state, where):
        sql = f"UPDATE outbox SET state = ?, last_code = 'sending' WHERE case_id = ? AND {where}"
        self._store.must(lambda db: [db.execute(sql, (state, name)) for name in case_ids])

    def marked(self, case_ids, now_ms):
        may = start_all(self, case_ids, now_ms)
        put(self, may, "held", "state = 'queued'")
        return may

    def accepted(self, answers, now_ms):
        put(self, answers, "queued", "last_code = 'sending'")
        accepted_all(self, answers, now_ms)

    def unmarked(move):
        def moved(self, case_id, *words):
            put(self, [case_id], "queued", "last_code = 'sending'")
            return move(self, case_id, *words)

        return moved

    Outbox.start_all, Outbox.accepted_all = marked, accepted
    for name in ("rejected", "dead", "postpone"):
        setattr(Outbox, name, unmarked(getattr(Outbox, name)))


@caught_by("kill")
def damage_is_final():
    """A request that was damaged on the way is a dead letter."""
    problem = verdict._problem
    verdict._problem = lambda answer: Refused("400") if answer.status == 400 else problem(answer)


def deliver(folder, told):
    """Two cases with pages of their own: one is delivered, the other postponed."""
    store = opened(folder)
    outbox = Outbox(store)
    first, second = (store_stories.file(outbox, told, number, [number * 10]) for number in (41, 42))
    outbox.start(first, store_stories.NOW)
    outbox.accepted(first, {"server_no": "n"}, store_stories.NOW)
    told.tell("accepted", first)
    outbox.start(second, store_stories.NOW)
    outbox.postpone(second, "platform-slow", store_stories.NOW + 5000)
    store.close()


crash_story.STORIES["deliver"] = (lambda _told, folder: folder.mkdir(mode=0o700), deliver)
