"""What a terminal's store goes through, told step by step, so that a crash anywhere can be judged afterwards.

Each story has a state in which it begins (`prepare`), and tells outside what somebody was told. `judge` opens the store
that a crash left and says what is wrong with it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import random
import shutil
import sqlite3
from collections import Counter, defaultdict
from pathlib import Path

from kiosk.sync.terminal_ledger import TerminalLedger
from offline_cache import migrations
from offline_cache.blobs import Blobs
from offline_cache.case_numbers import uuid7
from offline_cache.checkup import examine
from offline_cache.dead_letters import DeadLetters
from offline_cache.engine import connect, store_key
from offline_cache.journal import Journal
from offline_cache.outbox import Outbox
from offline_cache.print_journal import PrintJournal
from offline_cache.rows import Parcel
from offline_cache.settling import purge as purge_store
from offline_cache.store import Store

SECRET = b"the secret of a device in a test"
NOW = 1_700_000_000_000
DAY_MS = 86_400_000
AT = dt.datetime.fromtimestamp(NOW / 1000, dt.UTC)
PAGE = 4096


class Told:
    """What somebody outside was told; survives every crash."""

    def __init__(self, path):
        self.path = path

    def tell(self, *words):
        handle = os.open(self.path, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
        os.write(handle, (json.dumps(words) + "\n").encode())
        os.close(handle)

    def read(self):
        return [json.loads(line) for line in self.path.read_text().splitlines()] if self.path.exists() else []


def opened(folder):
    return Store.open(folder, SECRET, ballast=0, intake=64 << 10)


def file(outbox, told, number, pages=(), at=AT):
    """File a case with these pages, each a number: the same number is the same picture."""
    body = random.Random(number).randbytes(3400 + number * 60)  # the row spills over its page, each at another place
    locked = random.Random(-number - 1).randbytes(700)
    ciphertexts = [random.Random(page).randbytes(6000) for page in pages]
    numbers = outbox.file(
        uuid7(NOW + number),
        terminal_id="K0007",
        filed=at,
        ciphertexts=ciphertexts,
        pack=lambda _numbers: Parcel(body, "elder-card", "claimant", locked),
    )
    names = sorted(digest(one) for one in ciphertexts)
    told.tell("filed", numbers.case_id, numbers.seq, numbers.receipt_no, digest(body), names)
    told.tell("receipt", numbers.case_id, digest(locked))
    return numbers.case_id


def digest(body):
    return hashlib.sha256(body).hexdigest()


def filed(told):
    return [words[1] for words in told.read() if words[0] == "filed"]


def note(store, told):
    Journal(store).append("started", {"how": "update"}, NOW)
    told.tell("noted")


# --- the stories, and their beginnings


def enqueue(folder, told):
    """A terminal's first day: born, two cases, other lanes, an audit line; another day, another case."""
    store = opened(folder)
    outbox = Outbox(store)
    outbox.sweep()
    for number in (1, 2):
        file(outbox, told, number)
    outbox.send("rating", uuid7(NOW + 50), created=AT, pack=lambda _numbers: Parcel(b"5", "evaluation"))
    outbox.send("feedback", uuid7(NOW + 51), created=AT, pack=lambda _numbers: Parcel(b"f", "feedback"))
    note(store, told)
    store.close()
    store = opened(folder)
    file(Outbox(store), told, 3)
    store.close()


def attach(folder, told):
    """Cases with pages: one, three, one that lies here already, the same one twice; between two of them all rests."""
    store = opened(folder)
    outbox = Outbox(store)
    outbox.sweep()
    for number, pages in ((11, [11]), (12, [12, 13, 14]), (13, [1, 15]), (14, [16, 16])):
        file(outbox, told, number, pages)
        if number % 2:
            outbox.rest()
    store.close()


def settle(folder, told):
    """Every end that a row can come to, and the ways back."""
    store = opened(folder)
    outbox, letters, papers = Outbox(store), DeadLetters(store), PrintJournal(store)
    accepted, postponed, rejected, dead, held, closed = filed(told)[:6]
    for move in (papers.queue, papers.preflight, papers.sending, papers.confirmed):
        move(accepted)
    told.tell("printed", accepted)
    outbox.start(accepted, NOW)
    outbox.accepted(accepted, {"server_no": "n"}, NOW)
    told.tell("accepted", accepted)
    outbox.start(postponed, NOW)
    outbox.postpone(postponed, "platform-slow", NOW + 5000)
    outbox.wake()
    outbox.rejected(rejected, "urn:case:photo", NOW)
    told.tell("rejected", rejected)
    outbox.dead(dead, "schema", NOW)
    for _ in range(6):
        outbox.start(held, NOW)
    letters.retry(dead)
    told.tell("queued", dead)
    outbox.dead(closed, "schema", NOW)
    letters.close(closed, "counter", NOW)
    told.tell("closed", closed)
    note(store, told)
    store.close()


def purge(folder, told):
    """A month and more later: what the centre has goes, what it has not stays."""
    store = opened(folder)
    for case_id in filed(told)[:3]:
        told.tell("may purge", case_id)
    purge_store(store, Blobs(folder / "blobs"), NOW + 40 * DAY_MS)
    file(Outbox(store), told, 21, [21])
    store.close()
    store = opened(folder)
    Outbox(store).sweep()
    store.close()


def migrate(folder, told):
    """Open a store of an earlier release and go on."""
    store = opened(folder)
    Outbox(store).sweep()
    file(Outbox(store), told, 31, [31])
    store.close()


recover = migrate  # the same words; what is found differs


def ledger(folder, told):
    """What happened is entered: at once, after some more of it, and all that a restart finds."""
    store = opened(folder)
    outbox, papers, book = Outbox(store), PrintJournal(store), TerminalLedger(store, SECRET, "K0007")
    book.enter()
    first, second, *_ = filed(told)
    for key in (first, f"{first}/acceptance"):
        for move in (papers.queue, papers.preflight, papers.sending, papers.confirmed):
            move(key)
        told.tell("paper", key)
    about = json.dumps({"case_id": first, "item_id": "elder-card", "level": 2})
    rating = uuid7(NOW + 60)
    outbox.rate(rating, created=AT, pack=lambda _numbers: Parcel(b"2", "evaluation", about=about))
    told.tell("rated", rating)
    outbox.accepted(second, {"server_no": "n"}, NOW)
    told.tell("accepted", second)
    book.enter()
    told.tell("entered", *book.head())
    store.close()
    store = opened(folder)
    file(Outbox(store), told, 41)
    TerminalLedger(store, SECRET, "K0007").enter_all()
    store.close()


def begin_with(told, folder, cases):
    store = opened(folder)
    for number in range(1, cases + 1):
        file(Outbox(store), told, number, [number] if number % 2 else [1, number])
    note(store, told)
    store.close()


def begin_purge(told, folder):
    begin_with(told, folder, 5)
    store = opened(folder)
    outbox, (first, second, third, *_) = Outbox(store), filed(told)
    for case_id in (first, second):
        outbox.accepted(case_id, {"server_no": "n"}, NOW)
    outbox.dead(third, "schema", NOW)
    DeadLetters(store).close(third, "counter", NOW)
    store.close()


def begin_first_release(told, folder):
    """A store that was not encrypted, of schema 1."""
    folder.mkdir(mode=0o700)
    connection = sqlite3.connect(folder / "store.db", isolation_level=None)
    _old_store(connection, told, folder, 1)
    connection.close()


def begin_third_schema(told, folder):
    """An encrypted store, of schema 3."""
    folder.mkdir(mode=0o700)
    db = connect(folder / "store.db", store_key(SECRET))
    _old_store(db.conn, told, folder, 3)
    db.close()


def _old_store(connection, told, folder, schema):
    connection.execute("PRAGMA journal_mode = wal")
    for number in range(1, schema + 1):
        script = next(migrations.FOLDER.glob(f"{number:04d}_*.sql")).read_text("utf-8")
        for statement in migrations._statements(script):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {schema}")
    facts = [("store_id", "a" * 32), ("generation", "0"), ("quarantined", "")]
    connection.executemany("INSERT INTO meta VALUES (?, ?)", facts)
    (folder / "store.id").write_text("a" * 32)
    for number in range(1, 5):
        body = b"envelope %d" % number * 300
        row = (number, f"case{number}", NOW, body, digest(body), f"K{number}")
        connection.execute(
            "INSERT INTO outbox (seq, case_id, lane, item_id, created_ms, envelope, sealed_sha256, state, "
            "receipt_no) VALUES (?, ?, 'case', 'elder-card', ?, ?, ?, 'queued', ?)",
            row,
        )
        told.tell("filed", row[1], number, row[5], row[4], [])


def begin_damaged(told, folder):
    """Every fourth page has a wrong bit."""
    begin_with(told, folder, 5)
    Outbox(store := opened(folder)).accepted(filed(told)[0], {"server_no": "n"}, NOW)
    store.close()
    told.tell("damaged")
    path = folder / "store.db"
    body = bytearray(path.read_bytes())
    for page in range(3, len(body) // PAGE, 4):
        body[page * PAGE + 7] ^= 16
    path.write_bytes(body)


def begin_vanished(told, folder):
    """The database is gone."""
    begin_with(told, folder, 4)
    told.tell("damaged")
    (folder / "store.db").unlink()


STORIES = {
    "enqueue": (lambda _told, folder: folder.mkdir(mode=0o700), enqueue),
    "attach": (lambda told, folder: begin_with(told, folder, 1), attach),
    "settle": (lambda told, folder: begin_with(told, folder, 6), settle),
    "purge": (begin_purge, purge),
    "migrate-1": (begin_first_release, migrate),
    "migrate-3": (begin_third_schema, migrate),
    "ledger": (lambda told, folder: begin_with(told, folder, 3), ledger),
    "recover-pages": (begin_damaged, recover),
    "recover-gone": (begin_vanished, recover),
}


def prepare(name, place):
    """Make the state in which a story begins, in `place`/state."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    STORIES[name][0](Told(place / "told"), place / "state")


# --- the judge


def judge(folder, told):
    """Return what is wrong after a crash: what was told must be true, and the store sound."""
    store = opened(folder)
    outbox = Outbox(store)
    outbox.sweep()
    heard = defaultdict(list)
    for word, *rest in told:
        heard[word].append(rest)
    wrong = _rows(store, heard) + _numbers(store, heard)
    if not heard["damaged"]:  # a journal has no second copy
        wrong += _journals(store, heard)
    wrong += _entered(store, heard)
    last = store.row("SELECT max(seq) AS seq FROM sqlite_sequence WHERE name = 'outbox'")["seq"] or 0
    file(outbox, Told(Path(os.devnull)), 99)
    newest = store.row("SELECT max(seq) AS seq FROM outbox")["seq"]
    wrong += (
        [] if newest == last + 1 and newest > max((one[1] for one in heard["filed"]), default=0) else ["next number"]
    )
    store.close()
    return wrong + examine(folder, SECRET).wrong


def _rows(store, heard):
    sql = "SELECT case_id, seq, receipt_no, state, envelope, sealed_sha256, receipt_sealed FROM outbox"
    receipts = dict(heard["receipt"])
    rows = {row["case_id"]: row for row in store.rows(sql)}
    settled = ("accepted",) if heard["damaged"] else ("accepted", "rejected", "closed")  # a refusal may come again
    must = {case_id: word for word in settled for (case_id,) in heard[word]}
    may_go = {case_id for (case_id,) in heard["may purge"]}
    wrong = []
    for case_id, seq, receipt_no, sealed, pages in heard["filed"]:
        row = rows.get(case_id)
        if row is None:
            wrong += [] if case_id in may_go else [f"lost {seq}"]
            continue
        if (row["seq"], row["receipt_no"], row["sealed_sha256"]) != (seq, receipt_no, sealed):
            wrong.append(f"another {seq}")
        if must.get(case_id, row["state"]) != row["state"]:
            wrong.append(f"{seq} is {row['state']}")
        if case_id in receipts and digest(row["receipt_sealed"] or b"") != receipts[case_id]:
            wrong.append(f"receipt of {seq}")
        if row["state"] in {"accepted", "closed"}:
            continue
        if digest(row["envelope"]) != sealed:
            wrong.append(f"changed {seq}")
        kept = sorted(name for (name,) in store.tuples("SELECT sha256 FROM enclosure WHERE case_id = ?", (case_id,)))
        if kept != sorted(set(pages)) or any(digest(_page(store, name)) != name for name in kept):
            wrong.append(f"enclosures of {seq}")
    return wrong


def _entered(store, heard):
    """Everything that happened is in the ledger once, in a chain that stands."""
    book = TerminalLedger(store, SECRET, "K0007")
    book.enter_all()
    head = heard["entered"][-1] if heard["entered"] else None
    wrong = [f"row {number} of the ledger" for number in book.broken() + (book.broken(head) if head else [])]
    rows = Counter(store.tuples("SELECT case_id, event FROM ledger_row"))
    wrong += [f"{event} entered {count} times" for (_, event), count in rows.items() if count > 1]
    must = [("received", "filed"), ("rated", "rated"), ("printed", "paper"), ("delivered", "accepted")]
    if heard["may purge"]:
        must = []
    return wrong + [f"{event} not entered" for event, word in must for name, *_ in heard[word] if not rows[name, event]]


def _page(store, name):
    path = Blobs(store.folder / "blobs").path(name)
    return path.read_bytes() if path.exists() else b""


def _numbers(store, heard):
    """A number is given once, and none is left out."""
    told = {case_id: seq for case_id, seq, *_ in heard["filed"]}
    there = {row["case_id"]: row["seq"] for row in store.rows("SELECT case_id, seq FROM outbox")}
    numbers = sorted({**there, **told}.values())
    return [] if numbers == list(range(1, len(numbers) + 1)) else [f"numbers {numbers}"]


def _journals(store, heard):
    wrong = [] if Journal(store).verify() else ["the chain of the audit journal"]
    if store.row("SELECT count(*) AS n FROM journal")["n"] < len(heard["noted"]):
        wrong.append("an audit line")
    papers = PrintJournal(store)
    jobs = [papers.job(case_id) for (case_id,) in heard["printed"]]
    return wrong + ["a print job" for job in jobs if job is None or job.copies != 1]
