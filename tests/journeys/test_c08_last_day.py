"""C8: the promised paper on its last day, at the terminal of the case or at another, with a line or without."""

import datetime as dt
import json

import pytest
from station import BEIJING, NOW, codes_of, glass, set_clock, words_of

from kiosk.domain.answers import Go, Pick, Scan, Use
from kiosk.domain.state import Delivering

ITEM = "elder-card-joint"
DUE = dt.date(2026, 12, 2)
LAST_MINUTES = dt.datetime(2026, 12, 2, 16, 58, tzinfo=BEIJING)


def promised(one):
    """Hand in the case whose photo is to follow until the second of December."""
    one.lay()
    one.choose(ITEM)
    one.hurry_to("review")
    one.tap(Go())
    filed = one.state.filed
    assert filed.acknowledgement.due == DUE
    one.press("finish")
    one.take()
    one.wait(40)
    return filed


def bring(one, case_id, *, late=False):
    """Lay the card, choose the case and its photo, photograph it, hand it in."""
    one.lay()
    one.choose("supplement")
    one.tap(Go(), Pick(case_id), Pick("M-PHOTO"))
    if late:
        assert one.step == "owed_late"
        one.tap(Go())
    one.photograph(b"\xff\xd8 her photo")
    one.tap(Use())
    assert one.step == "owed_send"
    one.tap(Go())
    assert isinstance(one.state, Delivering)
    return one.state.filed


def at(one, sandbox, moment):
    one.at = moment
    set_clock(sandbox, moment)


def told(sandbox, case_id):
    return next(one for one in sandbox.cases() if one["case_id"] == case_id)


def brought(sandbox, case_id):
    return [one for one in sandbox.see("supplements") if one["for_case"] == case_id]


def test_the_receipt_says_when_and_how_sure_the_clock_is(station, sandbox):
    filed = promised(station)
    at(station, sandbox, LAST_MINUTES)
    slip = bring(station, filed.case_id)
    words = words_of(station.document(slip))
    assert "补交回执" in words
    assert "16:58" in words


def test_what_was_handed_in_offline_on_the_last_day_is_in_time_whenever_it_arrives(station, sandbox):
    filed = promised(station)
    at(station, sandbox, LAST_MINUTES)
    station.line.up = False
    slip = bring(station, filed.case_id)
    assert "没联网" in words_of(station.document(slip)) or slip.acknowledgement is None
    station.press("finish")
    station.take()
    at(station, sandbox, LAST_MINUTES + dt.timedelta(days=2))  # the line is back on Friday
    station.line.up = True
    station.deliver()
    (one,) = brought(sandbox, filed.case_id)
    assert one["still_missing"] == []
    assert one["in_time"] is True
    assert one["handed_in_at"][:16] == "2026-12-02T16:58"


def test_another_terminal_with_a_line_does_the_same(station, stations, sandbox):
    filed = promised(station)
    away = stations(NOW)
    at(away, sandbox, LAST_MINUTES)
    bring(away, filed.case_id)
    (one,) = brought(sandbox, filed.case_id)
    assert (one["still_missing"], one["in_time"]) == ([], True)


def test_a_day_late_is_told_taken_and_marked_for_the_office(station, sandbox):
    filed = promised(station)
    at(station, sandbox, LAST_MINUTES + dt.timedelta(days=1))
    station.lay()
    station.choose("supplement")
    station.tap(Go(), Pick(filed.case_id), Pick("M-PHOTO"))
    words = glass(station)
    assert station.step == "owed_late"
    assert "申请延期" in words
    assert "不可抗力" in words
    station.take()
    station.wait(10)
    bring(station, filed.case_id, late=True)
    (one,) = brought(sandbox, filed.case_id)
    assert one["in_time"] is False
    assert one["still_missing"] == []  # never silently lost: the office decides


@pytest.mark.parametrize("minute", ["2026-12-02T23:59", "2026-12-03T00:00"])
def test_the_terminals_own_time_decides(station, sandbox, minute):
    filed = promised(station)
    moment = dt.datetime.fromisoformat(f"{minute}:00+08:00")
    station.at = moment
    set_clock(sandbox, moment + dt.timedelta(hours=3))
    bring(station, filed.case_id, late=minute.startswith("2026-12-03"))
    (one,) = brought(sandbox, filed.case_id)
    assert one["in_time"] is minute.startswith("2026-12-02")


def test_what_is_told_of_a_supplement_names_nobody(station, sandbox):
    filed = promised(station)
    at(station, sandbox, LAST_MINUTES)
    bring(station, filed.case_id)
    assert "赵" not in json.dumps(brought(sandbox, filed.case_id), ensure_ascii=False)


# ⌁ At another terminal that has no line and never heard of the case: the receipt says which one it is.


def by_receipt(away, text, *card):
    """Lay the card, go by the receipt, photograph, hand in."""
    away.line.up = False
    away.lay(*card)
    away.choose("supplement")
    away.tap(Go())
    assert away.ask.rows == ()
    away.tap(Go())
    assert away.step == "owed_scan"
    assert away.camera
    away.tap(Scan("https://example.invalid/a-poster"))
    assert (away.step, away.state.fault) == ("owed_scan", "code-strange")
    away.tap(Scan(text))
    assert away.step == "capture"
    away.photograph(b"\xff\xd8 her photo")
    away.tap(Use())
    assert away.step == "owed_send"
    away.tap(Go())
    assert isinstance(away.state, Delivering)
    return away.state.filed


def test_another_terminal_without_a_line_takes_it_by_the_receipt(station, stations, sandbox):
    filed = promised(station)
    (code,) = codes_of(station.printed())
    away = stations(NOW)
    at(away, sandbox, LAST_MINUTES)
    by_receipt(away, code)
    at(away, sandbox, LAST_MINUTES + dt.timedelta(days=1))
    away.line.up = True
    away.deliver()
    (one,) = brought(sandbox, filed.case_id)
    assert (one["still_missing"], one["in_time"]) == ([], True)


def test_somebody_elses_receipt_takes_nothing_into_their_case(station, stations, sandbox):
    filed = promised(station)
    (code,) = codes_of(station.printed())
    away = stations(NOW)
    at(away, sandbox, LAST_MINUTES)
    slip = by_receipt(away, code, "wang", "resident")
    away.line.up = True
    away.skip(hours=2)
    away.deliver()
    assert brought(sandbox, filed.case_id) == []
    status = next(one for one in away.filing.find(away.state.identity) if one.case_id == slip.case_id).status
    assert status.state == "refused"
    assert status.reason
