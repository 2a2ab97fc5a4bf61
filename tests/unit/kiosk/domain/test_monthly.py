"""The month's figures are those that anybody else counts from the exported rows, and those of a month by hand."""

import csv
import datetime as dt
import io
import json
from dataclasses import asdict, fields, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from config.load import SERVICES
from kiosk.domain.exports import exported, modes_of, totals
from kiosk.domain.ledger import LedgerRow, sealed
from kiosk.domain.monthly import Monthly, Share, monthly
from kiosk.domain.monthly_words import FORMULAS
from kiosk.journeys.catalogue import open_catalogue
from tests.recount import day_of, items_in, recount, recount_totals

KEY = b"k" * 32
ITEMS = {item.id: item for item in open_catalogue().items}
FILES = items_in(SERVICES)
TERMINALS = {"K0007", "K0008"}
ZONE = dt.timezone(dt.timedelta(hours=8))


def chained(rows):
    """Seal rows one after another."""
    done = []
    for row in rows:
        done.append(sealed(row, done[-1] if done else None, KEY))
    return done


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
                again = draw(st.integers(0, 5))
                rows.append(LedgerRow(**told, at=day.isoformat(), event="rated", actor=actor, level=again))
        if draw(st.booleans()):
            later = day.astimezone(dt.UTC) + dt.timedelta(hours=draw(st.integers(0, 30)))
            rows.append(LedgerRow(**told, at=later.isoformat(), event="supplied", actor=actor, visits=2, due=due))
    for terminal in draw(st.lists(st.sampled_from(sorted(TERMINALS)), max_size=8)):
        day = dt.datetime(2026, 10, 25, tzinfo=ZONE) + dt.timedelta(hours=draw(st.integers(0, 900)))
        event = draw(st.sampled_from(["terminal-up", "terminal-down"]))
        rows.append(LedgerRow(case_id="", item_id="", at=day.isoformat(), event=event, actor=terminal))
    return chained(draw(st.permutations(rows)) if draw(st.booleans()) else rows)


def carried(rows):
    """Return the rows as a spreadsheet would hand them to somebody else."""
    page = io.StringIO()
    sheet = csv.DictWriter(page, [one.name for one in fields(LedgerRow)])
    sheet.writeheader()
    sheet.writerows(asdict(row) for row in rows)
    return list(csv.DictReader(io.StringIO(page.getvalue())))


def plain(found):
    """Return the figures as parts and wholes."""
    told = {one.name: getattr(found, one.name) for one in fields(Monthly) if one.name != "month"}
    return {name: (v.part, v.whole) if isinstance(v, Share) else (v, None) for name, v in told.items()}


@given(ledgers(), st.sampled_from(["2026-10", "2026-11", "2026-12"]))
@settings(max_examples=60)
def test_the_figures_of_a_month_are_those_that_somebody_else_counts(rows, month):
    assert plain(monthly(rows, ITEMS, month, TERMINALS)) == recount(carried(rows), month, FILES, TERMINALS)


@given(ledgers())
@settings(max_examples=30)
def test_the_totals_are_those_that_somebody_else_counts(rows):
    found = totals(rows, ITEMS)
    found["day"] = {day_of(day): events for day, events in found["day"].items()}
    assert found == recount_totals(carried(rows), FILES)


@given(ledgers(), st.dates(dt.date(2026, 10, 20), dt.date(2026, 11, 30)))
@settings(max_examples=30)
def test_a_day_tells_by_which_way_its_cases_were_begun_on_whatever_day_that_was(rows, day):
    modes = modes_of(rows, ITEMS)
    part = [row for row in rows if row.at.startswith(day.isoformat())]
    told = exported(part, ITEMS, modes=modes)
    assert [one["mode"] for one in told] == [modes.get(row.case_id, "") for row in part]
    whole = recount_totals(carried(rows), FILES)["mode"]
    for mode, events in totals(part, ITEMS, modes)["mode"].items():
        assert all(count <= whole[mode][event] for event, count in events.items())


def test_every_figure_has_its_name_and_its_formula_and_none_is_left_over():
    assert set(FORMULAS) == {one.name for one in fields(Monthly)}
    assert all(name and how for name, how in FORMULAS.values())


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


def row(at, case_id, event, actor="centre", item_id="pension-proof", **more):
    return LedgerRow(at=f"2026-{at}:00+08:00", case_id=case_id, item_id=item_id, event=event, actor=actor, **more)


HAND = [
    row("10-30T08:00", "", "terminal-up", "K0007", ""),
    row("11-02T09:00", "a", "received", "K0007", papers=0, visits=1),
    row("11-02T09:00", "a", "accepted", visits=1),
    row("11-02T09:01", "a", "completed", visits=1),  # 即办, one visit
    row("11-02T09:02", "a", "rated", "K0007", level=5),
    row("11-03T10:00", "b", "received", "K0008", "aged-allowance", papers=4, deferred=1, visits=1),
    row("11-03T10:00", "b", "accepted", item_id="aged-allowance", due="2026-11-10", visits=1),
    row("11-06T10:00", "b", "supplied", "K0007", "aged-allowance", visits=2),
    row(
        "11-11T16:00", "b", "completed", item_id="aged-allowance", due="2026-11-10", visits=2
    ),  # a day late, two visits
    row("11-11T16:05", "b", "rated", "K0007", "aged-allowance", level=2),
    row("11-20T09:00", "b", "corrected", item_id="aged-allowance"),
    row("11-05T15:00", "c", "received", "window", "sole-trader-setup", papers=2, visits=1),
    row("11-05T16:00", "c", "accepted", item_id="sole-trader-setup", due="2026-11-06", visits=1),
    row("11-06T11:00", "c", "completed", item_id="sole-trader-setup", due="2026-11-06", visits=1),  # 一日办结, in time
    row("11-06T11:00", "c", "rated", "window", "sole-trader-setup", level=0),  # skipped
    row("11-09T09:00", "d", "received", "K0007", "aged-allowance", papers=3, visits=1),  # still open
    row("11-09T09:05", "d", "rated", "K0007", "aged-allowance", level=1),  # bad, never put right
    row("10-31T23:59", "e", "received", "K0007", papers=9),  # the month before
    row("11-10T00:00", "", "terminal-down", "K0007", ""),
    row("11-12T00:00", "", "terminal-up", "K0007", ""),
    row("11-21T00:00", "", "terminal-up", "K0008", ""),
    row("12-01T00:00", "f", "received", "K0007", papers=9),  # the month after
]


def test_a_month_that_was_counted_by_hand():
    found = plain(monthly(chained(HAND), ITEMS, "2026-11", TERMINALS))
    day = 86400
    assert {name: found[name] for name in found if name not in OF_ITEMS} == {
        "received": (4, None),
        "online": (3, 4),
        "instant": (1, 4),
        "within_a_day": (2, 3),
        "at_most_one_visit": (2, 3),
        "in_time": (1, 2),
        "deferred": (1, None),
        "papers_per_case": (9, 4),
        "rated_good": (1, 3),
        "bad_corrected": (1, 2),
        "available": (28 * day + 10 * day, 30 * day + 10 * day),
    }
    assert monthly(chained(HAND), ITEMS, "2026-11", TERMINALS).available.percent == 95.0


OF_ITEMS = {"whole_online", "one_visit_items", "promise_days", "statutory_saved", "papers_cut", "fields_prefilled"}


def test_the_figures_of_the_catalogue_are_those_of_two_items_counted_by_hand():
    two = {name: ITEMS[name] for name in ("aged-allowance", "pension-proof")}
    cut = {one: len(two[one].cancelled) for one in two}
    found = plain(monthly([], two, "2026-11", TERMINALS))
    assert found["whole_online"] == found["one_visit_items"] == (2, 2)
    asked = sum(len(item.materials) for item in two.values())
    assert found["papers_cut"] == (sum(cut.values()), sum(cut.values()) + asked)
    assert found["promise_days"] == (two["aged-allowance"].promise_days, 2)


def test_a_rating_that_came_before_its_case_takes_nothing_from_it():
    early = [
        LedgerRow(at="2026-11-02T09:00:00+08:00", case_id="c", item_id="", event="rated", actor="K0007", level=4),
        row("11-02T09:01", "c", "received", "K0007"),
        row("11-02T09:02", "c", "completed"),
    ]
    found = monthly(chained(early), ITEMS, "2026-11", TERMINALS)
    assert (found.instant, found.rated_good) == (Share(1, 1), Share(1, 1))


def test_a_report_can_be_written_as_json():
    json.dumps(asdict(monthly(chained(HAND), ITEMS, "2026-11", TERMINALS)))
