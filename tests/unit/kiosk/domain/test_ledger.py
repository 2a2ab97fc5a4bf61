"""The ledger names every row that was touched; a case takes only the steps of the law."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.case_life import FOLLOWS, IllegalMove, check_move
from kiosk.domain.ledger import LedgerRow, broken_rows, read_row, sealed, to_text

KEY = b"k" * 32


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


def test_a_row_says_who_acted_only_where_somebody_did_so_that_older_rows_stand():
    (plain_row,) = plain(1)
    assert not {"agent", "person"} & json.loads(to_text(plain_row)).keys()
    acted = sealed(replace(plain_row, agent="a" * 64, person="b" * 64), None, KEY)
    assert read_row(1, to_text(acted)) == acted
    assert broken_rows([acted], KEY) == []
    assert broken_rows([replace(acted, agent="")], KEY) == [1]
    assert broken_rows([replace(plain_row, agent="a" * 64)], KEY) == [1]


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
