"""A printer's own words become conditions; whoever tells less than the standard asks is not believed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.errors import SheetsGarbled
from drivers.ipp.codes import Tag
from drivers.ipp.encode import keyword, number, yes
from drivers.ipp.message import Group
from drivers.sheets.reasons import condition_of, status_of
from drivers.types import PASSABLE, Condition, PrinterState

BLOCKING = {
    "media-empty": Condition.SHEETS_OUT,
    "media-needed": Condition.SHEETS_OUT,
    "media-jam": Condition.SHEETS_JAM,
    "cover-open": Condition.SHEETS_COVER,
    "door-open": Condition.SHEETS_COVER,
    "interlock-open": Condition.SHEETS_COVER,
    "input-tray-missing": Condition.SHEETS_TRAY,
    "output-area-full": Condition.SHEETS_FULL,
    "output-tray-missing": Condition.SHEETS_FULL,
    "toner-empty": Condition.TONER_OUT,
    "marker-supply-empty": Condition.TONER_OUT,
    "paused": Condition.SHEETS_OFFLINE,
    "shutdown": Condition.SHEETS_OFFLINE,
    "marker-waste-full": Condition.SHEETS_ERROR,
    "spool-area-full": Condition.SHEETS_ERROR,
}


def printer(state=3, reasons=("none",), accepting=True):
    return Group(
        Tag.PRINTER,
        {
            "printer-state": number(state, Tag.ENUM),
            "printer-state-reasons": keyword(*reasons),
            "printer-is-accepting-jobs": yes(value=accepting),
        },
    )


@pytest.mark.parametrize("suffix", ["", "-error", "-warning", "-report"])
@pytest.mark.parametrize("reason", BLOCKING)
@pytest.mark.parametrize("state", [3, 4, 5])
def test_what_is_in_the_way_blocks_whatever_severity_the_printer_gives_it(state, reason, suffix):
    status = status_of(printer(state, [reason + suffix]))
    assert status.state is PrinterState.BLOCKED
    assert status.code == BLOCKING[reason].value


@pytest.mark.parametrize("reason", ["media-low-warning", "toner-low", "marker-supply-low-report"])
def test_what_runs_short_is_told_and_blocks_nothing(reason):
    status = status_of(printer(reasons=[reason]))
    assert status.state is PrinterState.READY
    assert status.conditions <= PASSABLE
    assert status.conditions


def test_an_empty_tray_among_several_blocks_only_as_an_error():
    for severity, state in (("-warning", PrinterState.READY), ("-report", PrinterState.READY)):
        assert status_of(printer(reasons=["media-empty" + severity]), several_trays=True).state is state
    assert status_of(printer(reasons=["media-empty-error"]), several_trays=True).state is PrinterState.BLOCKED
    assert status_of(printer(reasons=["media-jam-warning"]), several_trays=True).state is PrinterState.BLOCKED


def test_a_well_printer_is_ready_and_a_working_one_busy():
    assert status_of(printer()).conditions == frozenset()
    assert status_of(printer(4)).conditions == {Condition.BUSY}
    assert status_of(printer(4)).state is PrinterState.READY


def test_a_stopped_printer_is_never_ready():
    assert status_of(printer(5)).code == "sheets-error"
    assert status_of(printer(5, ["toner-low-warning"])).code == "sheets-error"


def test_a_printer_that_takes_no_jobs_is_not_ready():
    assert status_of(printer(accepting=False)).code == "sheets-offline"


def test_an_error_nobody_knows_blocks_and_other_words_do_not():
    assert condition_of("flux-capacitor-error") is Condition.SHEETS_ERROR
    assert condition_of("flux-capacitor-warning") is None
    assert condition_of("none") is None


@pytest.mark.parametrize("lacking", ["printer-state", "printer-state-reasons", "printer-is-accepting-jobs"])
def test_an_answer_that_lacks_anything_is_garbled(lacking):
    group = printer()
    del group.attributes[lacking]
    with pytest.raises(SheetsGarbled):
        status_of(group)


@given(st.integers(-5, 20), st.lists(st.text(max_size=20), max_size=4), st.booleans())
def test_ready_is_said_only_of_idle_and_processing(state, reasons, accepting):
    try:
        status = status_of(printer(state, reasons, accepting))
    except SheetsGarbled:
        assert state not in {3, 4, 5} or not reasons
    else:
        assert status.state is not PrinterState.READY or (state in {3, 4} and accepting)
