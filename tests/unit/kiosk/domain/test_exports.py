"""The ledger handed on: totals are its replay, and every code of every profile means the same forth and back."""

import csv
import io
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.exports import PROFILES, exported, mode_of, to_csv, totals
from kiosk.domain.ledger import LedgerRow, sealed
from kiosk.journeys.catalogue import open_catalogue

ITEMS = {item.id: item for item in open_catalogue().items}
EVENTS = ["received", "accepted", "supplement", "completed", "rated", "printed", "illegal-move"]


@st.composite
def ledgers(draw):
    rows = []
    for number in range(draw(st.integers(0, 30))):
        row = LedgerRow(
            at=f"2026-11-{draw(st.integers(1, 28)):02}T{draw(st.integers(0, 23)):02}:00:00+00:00",
            case_id=f"c{draw(st.integers(0, 6))}",
            item_id=draw(st.sampled_from(sorted(ITEMS))),
            event=draw(st.sampled_from(EVENTS)),
            actor=draw(st.sampled_from(["K0007", "centre"])),
            deferred=draw(st.integers(0, 1)),
            level=draw(st.integers(0, 5)),
            number=number,
        )
        rows.append(sealed(row, rows[-1] if rows else None, b"k" * 32))
    return rows


@given(ledgers())
def test_totals_are_what_one_counts_who_reads_the_export(rows):
    records = list(csv.DictReader(io.StringIO(to_csv(exported(rows, ITEMS)).removeprefix("\ufeff"))))
    found = totals(rows, ITEMS)
    for name, column in (("day", "day"), ("item", "item_id")):
        counted = Counter((one[column], one["event"]) for one in records)
        assert {(key, event): n for key, events in found[name].items() for event, n in events.items()} == counted
    assert sum(n for events in found["mode"].values() for n in events.values()) == len(rows)


@pytest.mark.parametrize("profile", sorted(PROFILES))
@pytest.mark.parametrize("level", range(6))
def test_a_level_comes_back_from_its_code(profile, level):
    codes = PROFILES[profile]
    assert codes.level(codes.satisfaction(level)) == level


@pytest.mark.parametrize("profile", sorted(PROFILES))
@pytest.mark.parametrize("kind", ["instant", "promised", "other"])
def test_a_kind_comes_back_from_its_code(profile, kind):
    codes = PROFILES[profile]
    assert codes.kind_of(codes.kind(kind)) == kind


def test_the_two_scales_of_satisfaction_run_against_each_other():
    best, worst = PROFILES["gbt39046"], PROFILES["c0109"]
    assert [best.satisfaction(level) for level in (5, 4, 3, 2, 1)] == [1, 2, 3, 4, 5]
    assert [worst.satisfaction(level) for level in (5, 4, 3, 2, 1)] == [5, 4, 3, 2, 1]


def test_two_provinces_count_what_is_done_at_once_the_other_way_round():
    upright, swapped = PROFILES["c0109"], PROFILES["c0109-swapped"]
    assert (upright.kind("instant"), upright.kind("promised")) == (1, 2)
    assert (swapped.kind("instant"), swapped.kind("promised")) == (2, 1)


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_codes_that_nobody_gave_are_refused(profile):
    for code in (0, 6, -1):
        with pytest.raises(ValueError, match=r"1…5|Satisfaction"):
            PROFILES[profile].level(code)
    with pytest.raises(ValueError, match="no such code"):
        PROFILES[profile].kind_of(3)


def test_a_row_in_the_names_of_the_exchange_and_the_codes_of_the_standard():
    row = sealed(
        LedgerRow(
            at="2026-11-02T17:00:00+00:00",
            case_id="c",
            item_id="aged-allowance",
            event="rated",
            actor="K0007",
            level=2,
        ),
        None,
        b"k" * 32,
    )
    told = {profile: exported([row], ITEMS, profile)[0] for profile in PROFILES}
    assert {name: one["satisfaction"] for name, one in told.items()} == {
        "gbt39046": 4,
        "c0109": 2,
        "c0109-swapped": 2,
    }
    assert {name: one["project_type"] for name, one in told.items()} == {
        "gbt39046": 2,
        "c0109": 2,
        "c0109-swapped": 1,
    }
    one = told["gbt39046"]
    assert (one["task_code"], one["cd_batch"]) == (ITEMS["aged-allowance"].task_code, "20261103")
    assert (one["handle_form"], one["handle_form_explain"]) == (9, "自助终端")


def test_the_way_of_acceptance_is_the_deferral_or_the_items_own():
    row = LedgerRow(at="", case_id="c", item_id="case-progress", event="received", actor="K0007")
    assert mode_of(row, ITEMS) == "M1"
    assert (
        mode_of(LedgerRow(at="", case_id="c", item_id="x", event="received", actor="K", deferred=1), ITEMS)
        == "deferral"
    )
    assert mode_of(LedgerRow(at="", case_id="c", item_id="x", event="received", actor="K"), ITEMS) == "plain"
    assert to_csv([]) == ""
