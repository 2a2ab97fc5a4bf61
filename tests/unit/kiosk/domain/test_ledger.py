"""The ledger names every row that was touched, and the month's figures are those that anybody else would count."""

import datetime as dt
import sqlite3
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.case_life import FOLLOWS, IllegalMove, check_move
from kiosk.domain.ledger import LedgerRow, broken_rows, sealed
from kiosk.domain.monthly import Share, monthly
from kiosk.journeys.catalogue import open_catalogue

KEY = b"k" * 32
ITEMS = {item.id: item for item in open_catalogue().items}
TERMINALS = {"K0007", "K0008"}
ZONE = dt.timezone(dt.timedelta(hours=8))


def chained(rows):
    """Seal rows one after another."""
    done = []
    for row in rows:
        done.append(sealed(row, done[-1] if done else None, KEY))
    return done


def plain(count):
    return chained(
        LedgerRow(
            at=f"2026-11-{n % 28 + 1:02}T09:00:00+08:00",
            case_id=f"c{n}",
            item_id="aged-allowance",
            event="received",
            actor="K0007",
            papers=3,
        )
        for n in range(count)
    )


def test_an_untouched_ledger_stands():
    rows = plain(12)
    assert broken_rows(rows, KEY, (12, rows[-1].seal)) == []
    assert broken_rows([], KEY) == []


@given(st.integers(1, 12), st.sampled_from(["item_id", "actor", "at", "case_id", "papers", "level", "rule", "due"]))
def test_an_altered_row_is_named_and_no_other(number, field):
    rows = plain(12)
    row = rows[number - 1]
    worse = getattr(row, field) + (1 if isinstance(getattr(row, field), int) else "x")
    rows[number - 1] = replace(row, **{field: worse})
    assert broken_rows(rows, KEY, (12, rows[-1].seal)) == [number]


@given(st.sets(st.integers(1, 12), min_size=1, max_size=11))
def test_removed_rows_are_named_each(gone):
    rows = plain(12)
    left = [row for row in rows if row.number not in gone]
    assert broken_rows(left, KEY, (12, rows[-1].seal)) == sorted(gone)


@given(st.integers(1, 11), st.sampled_from(["actor", "papers"]))
def test_a_row_sealed_anew_without_the_devices_key_is_named(number, field):
    rows = plain(12)
    row = replace(rows[number - 1], **{field: 9 if field == "papers" else "K9999"})
    rows[number - 1] = sealed(row, rows[number - 2] if number > 1 else None, b"x" * 32)
    assert number in broken_rows(rows, KEY)


def test_rows_changed_about_and_rows_put_in_are_named():
    rows = plain(5)
    swapped = [rows[0], replace(rows[2], number=2), replace(rows[1], number=3), *rows[3:]]
    assert {2, 3} <= set(broken_rows(swapped, KEY))
    assert broken_rows([*rows, replace(rows[4], actor="other")], KEY) == [5]


@pytest.mark.parametrize("before", sorted(FOLLOWS))
@pytest.mark.parametrize("after", sorted(FOLLOWS))
def test_only_the_steps_of_the_law_are_taken(before, after):
    if after in FOLLOWS[before]:
        check_move(before, after)
    else:
        with pytest.raises(IllegalMove, match=f"{before} to {after}"):
            check_move(before, after)


@st.composite
def ledgers(draw):
    """A few dozen cases of two months, with what became of them."""
    rows = []
    for number in range(draw(st.integers(0, 25))):
        day = dt.datetime(2026, 10, 20, 9, tzinfo=ZONE) + dt.timedelta(days=draw(st.integers(0, 40)))
        told = {"case_id": f"c{number}", "item_id": draw(st.sampled_from(sorted(ITEMS)))}
        asked = draw(st.integers(0, 6))
        actor = draw(st.sampled_from(["K0007", "K0008", "window"]))
        rows.append(
            LedgerRow(
                **told,
                at=day.isoformat(),
                event="received",
                actor=actor,
                papers=asked,
                deferred=draw(st.integers(0, min(asked, 2))),
            )
        )
        due = (day + dt.timedelta(days=draw(st.integers(0, 9)))).date().isoformat() if draw(st.booleans()) else ""
        if draw(st.booleans()):
            day += dt.timedelta(days=draw(st.integers(0, 3)))
            rows.append(LedgerRow(**told, at=day.isoformat(), event="accepted", actor="centre", due=due))
        if draw(st.booleans()):
            day += dt.timedelta(days=draw(st.integers(0, 6)), hours=draw(st.integers(0, 20)))
            visits = draw(st.integers(0, 3))
            rows.append(LedgerRow(**told, at=day.isoformat(), event="completed", actor="centre", visits=visits))
        if draw(st.booleans()):
            level = draw(st.integers(0, 5))
            rows.append(LedgerRow(**told, at=day.isoformat(), event="rated", actor=actor, level=level))
            if 0 < level < 3 and draw(st.booleans()):
                rows.append(LedgerRow(**told, at=day.isoformat(), event="corrected", actor="centre"))
    return chained(rows)


RECOUNT = """
    WITH ours AS (SELECT case_id, item_id, min(number) AS n, date(at, '+8 hours') AS day, actor, papers, deferred
                  FROM ledger WHERE event = 'received' GROUP BY case_id HAVING strftime('%Y-%m', at, '+8 hours') = :month),
         done AS (SELECT ours.case_id, ours.item_id, date(min(l.at), '+8 hours') AS ended,
                  (SELECT date(min(at), '+8 hours') FROM ledger a WHERE a.case_id = ours.case_id AND a.event = 'accepted') AS taken,
                  (SELECT max(visits) FROM ledger v WHERE v.case_id = ours.case_id) AS visits,
                  (SELECT due FROM ledger d WHERE d.case_id = ours.case_id AND due <> '' ORDER BY number DESC LIMIT 1) AS due
                  FROM ours JOIN ledger l ON l.case_id = ours.case_id AND l.event = 'completed' GROUP BY ours.case_id)
    SELECT (SELECT count(*) FROM ours), (SELECT count(*) FROM ours WHERE actor LIKE 'K%'),
           (SELECT count(*) FROM done JOIN item ON id = item_id WHERE kind = 1 AND ended = coalesce(taken, ended)),
           (SELECT count(*) FROM done), (SELECT count(*) FROM done WHERE julianday(ended) - julianday(coalesce(taken, ended)) <= 1),
           (SELECT count(*) FROM done WHERE visits <= 1), (SELECT count(*) FROM done WHERE due IS NOT NULL),
           (SELECT count(*) FROM done WHERE ended <= due), (SELECT count(*) FROM ours WHERE deferred > 0),
           (SELECT coalesce(sum(papers), 0) FROM ours),
           (SELECT count(*) FROM ledger JOIN ours USING (case_id) WHERE event = 'rated' AND level > 0),
           (SELECT count(*) FROM ledger JOIN ours USING (case_id) WHERE event = 'rated' AND level >= 3),
           (SELECT count(DISTINCT case_id) FROM ledger JOIN ours USING (case_id) WHERE event = 'rated' AND level IN (1, 2)),
           (SELECT count(DISTINCT l.case_id) FROM ledger l JOIN ours USING (case_id) WHERE l.event = 'corrected')
"""  # noqa: E501


def recounted(rows, month):
    """Count the same figures in SQL, from the rows alone."""
    db = sqlite3.connect(":memory:")
    names = list(asdict(LedgerRow(at="", case_id="", item_id="", event="rated", actor="")))
    db.execute(f"CREATE TABLE ledger ({', '.join(names)})")
    marks = ", ".join("?" * len(names))
    db.executemany(f"INSERT INTO ledger VALUES ({marks})", [list(asdict(row).values()) for row in rows])
    db.execute("CREATE TABLE item (id, kind)")
    db.executemany("INSERT INTO item VALUES (?, ?)", [(item.id, item.project_type) for item in ITEMS.values()])
    return db.execute(RECOUNT, {"month": month}).fetchone()


@given(ledgers(), st.sampled_from(["2026-10", "2026-11"]))
def test_the_figures_of_a_month_are_those_that_sql_counts(rows, month):
    found = monthly(rows, ITEMS, month, TERMINALS)
    count, online, instant, done, day, once, promised, timely, deferred, papers, rated, good, bad, mended = recounted(
        rows, month
    )
    assert (found.received, found.online, found.instant) == (count, Share(online, count), Share(instant, count))
    assert (found.within_a_day, found.at_most_one_visit) == (Share(day, done), Share(once, done))
    assert (found.in_time, found.deferred) == (Share(timely, promised), deferred)
    assert found.papers_per_case == Share(papers, count)
    assert (found.rated_good, found.bad_corrected) == (Share(good, rated), Share(mended, bad))


def test_a_share_of_nothing_is_no_share_and_who_skipped_praised_nobody():
    assert Share(0, 0).percent is None
    assert Share(1, 3).percent == 33.33
    row = LedgerRow(at="2026-11-02T09:00:00+08:00", case_id="c", item_id="evaluation", event="received", actor="K0007")
    skipped = replace(row, event="rated", level=0)
    assert monthly(chained([row, skipped]), ITEMS, "2026-11", TERMINALS).rated_good == Share(0, 0)


def test_the_last_hour_of_a_month_belongs_to_it_by_the_offices_clock():
    late = LedgerRow(at="2026-10-31T16:30:00+00:00", case_id="c", item_id="evaluation", event="received", actor="K0007")
    assert monthly(chained([late]), ITEMS, "2026-11", TERMINALS).received == 1
    assert monthly(chained([late]), ITEMS, "2026-10", TERMINALS).received == 0
