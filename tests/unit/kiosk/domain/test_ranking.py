"""The ranking of a month by hand: places, ties, who is told, and who is not ranked (F74)."""

from kiosk.domain.ledger import LedgerRow
from kiosk.domain.ranking import TOLD, by_unit, ranked
from kiosk.journeys.catalogue import open_catalogue

ITEMS = {item.id: item for item in open_catalogue().items}
TERMINALS = {f"K{number:04}" for number in range(1, 20)}


def story(terminal, case_id, *, late=False, level=5, open_end=False):
    """Rows of one case: received, due on the 9th, done on the 6th or the 10th, rated."""
    told = {"case_id": case_id, "item_id": "aged-allowance"}
    at = "2026-11-03T09:00:00+08:00"
    yield LedgerRow(at=at, event="received", actor=terminal, visits=1, **told)
    yield LedgerRow(at=at, event="accepted", actor="centre", due="2026-11-09", **told)
    if not open_end:
        end = f"2026-11-{'10' if late else '06'}T09:00:00+08:00"
        yield LedgerRow(at=end, event="completed", actor="centre", due="2026-11-09", **told)
        yield LedgerRow(at=end, event="rated", actor=terminal, level=level, **told)


def rows(*stories):
    told = [row for one in stories for row in one]
    return [
        LedgerRow(**{**{name: getattr(row, name) for name in row.__slots__}, "number": n})
        for n, row in enumerate(told, 1)
    ]


UNITS = {"K0001": "甲县", "K0002": "乙县", "K0003": "丙县", "K0004": "丁县", "K0005": "戊县", "K0006": "己县"}
LEDGER = rows(
    story("K0001", "a1"),
    story("K0001", "a2", late=True),  # 甲县: half in time
    story("K0002", "b1"),
    story("K0002", "b2"),  # 乙县: all in time, all content
    story("K0003", "c1", level=2),  # 丙县: in time, nobody content
    story("K0004", "d1", open_end=True),  # 丁县: nothing is over
    story("K0005", "e1", level=1),  # 戊县: as 丙县
    story("window", "f1"),  # nobody's
)


def county(row):
    return UNITS.get(row.actor, "")


def test_the_first_three_counties_and_who_shares_the_last_place():
    found = ranked(by_unit(LEDGER, ITEMS, "2026-11", TERMINALS, county), "county")
    assert [(one.place, one.unit) for one in found] == [(1, "乙县"), (2, "丙县"), (2, "戊县")]


def test_all_places_of_a_longer_list():
    found = ranked(by_unit(LEDGER, ITEMS, "2026-11", TERMINALS, county), "town")
    assert [(one.place, one.unit) for one in found] == [(1, "乙县"), (2, "丙县"), (2, "戊县"), (4, "甲县"), (5, "丁县")]


def test_a_units_figures_are_those_of_its_own_cases():
    figures = by_unit(LEDGER, ITEMS, "2026-11", TERMINALS, county)
    assert figures["甲县"].received == 2
    assert (figures["甲县"].in_time.part, figures["甲县"].in_time.whole) == (1, 2)
    assert "己县" not in figures
    assert by_unit(LEDGER, ITEMS, "2026-12", TERMINALS, county) == {}


def test_so_many_are_told_as_the_report_names():
    units = {f"K{number:04}": f"村{number:02}" for number in range(1, 16)}
    stories = (
        story(terminal, f"c{terminal}-{n}", late=n <= int(terminal[1:])) for terminal in units for n in range(1, 17)
    )
    figures = by_unit(rows(*stories), ITEMS, "2026-11", TERMINALS, lambda row: units.get(row.actor, ""))
    for level, many in TOLD.items():
        assert [one.unit for one in ranked(figures, level)] == [f"村{number:02}" for number in range(1, many + 1)]
