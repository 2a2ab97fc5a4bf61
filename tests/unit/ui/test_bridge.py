"""The one object QML sees, without a window."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
import samples

from drivers.types import Page
from kiosk.domain import state
from ui.bridge import Glass
from ui.projection import Prefs, Scene


class Desk:
    def __init__(self):
        self.calls = []

    def __getattr__(self, name):
        return lambda *facts: self.calls.append((name, *facts))


@pytest.fixture
def made(qapp):
    desk, failures, clock = Desk(), [], [samples.NOW]
    scene = Scene(
        health=samples.WELL,
        items=tuple(samples.services().values()),
        faults=samples.faults(),
        profile=samples.profile(),
        now=samples.NOW,
    )
    glass = Glass(desk, scene, lambda: clock[0], failures.append)
    yield glass, desk, failures, clock
    glass.close()


def test_it_begins_on_the_attract_screen(made):
    glass, *_ = made
    assert (glass.screen, glass.overlay, glass.chrome["layout"]) == ("Attract", "", "night")


def test_a_state_is_announced_once_and_only_when_it_looks_different(made):
    glass, *_ = made
    seen = []
    glass.changed.connect(lambda: seen.append(glass.screen))
    glass.show(state.Choosing(), samples.WELL)
    glass.show(state.Choosing(), samples.WELL)
    assert seen == ["Home"]


def test_the_frame_is_announced_only_when_it_changes(made):
    glass, *_ = made
    seen = []
    glass.dressed.connect(lambda: seen.append(True))
    glass.show(samples.capture(), samples.WELL)
    glass.show(samples.capture(samples.good()), samples.WELL)
    assert seen == [True]


def test_what_the_centre_publishes_is_on_the_glass_at_once(made):
    glass, *_ = made
    assert glass.page["view"]["notice"] == ""
    glass.offer((samples.joint(),), (samples.NOTICE,), {}, samples.AROUND)
    assert glass.page["view"]["notice"] == samples.NOTICE.title
    glass.show(state.Choosing(category="all"), samples.WELL)
    (page,) = glass.page["view"]["pages"]
    assert [row["id"] for row in page["rows"]] == ["elder-card-joint"]


def test_the_idle_warning_lies_over_the_screen_it_interrupts(made):
    glass, *_ = made
    glass.show(state.IdleWarning(samples.materials(), 12), samples.WELL)
    assert (glass.screen, glass.overlay, glass.veiled) == ("Materials", "IdleWarning", True)


def test_an_explanation_closes_when_the_screen_is_left_and_stays_while_data_flows(made):
    glass, *_ = made
    glass.show(samples.capture(), samples.WELL)
    glass.explain("missing")
    glass.show(samples.capture(samples.good()), samples.WELL)
    assert glass.overlay == "Sheet"
    glass.show(state.TakingCard(9), samples.WELL)
    assert glass.overlay == ""


def test_elder_and_low_are_two_layouts_and_never_both(made):
    glass, *_ = made
    glass.toggle("elder")
    glass.toggle("low")
    assert (glass.chrome["elder"], glass.chrome["low"]) == (False, True)


def test_the_way_of_reading_ends_with_the_visit(made):
    glass, *_ = made
    glass.show(state.Choosing(), samples.WELL)
    glass.toggle("contrast")
    glass.help()
    glass.show(state.Welcoming(), samples.WELL)
    assert glass._scene.prefs == Prefs()


def test_a_way_of_reading_chosen_on_the_attract_screen_holds_for_the_visit(made):
    glass, *_ = made
    glass.toggle("elder")
    glass.show(state.Choosing(), samples.WELL)
    assert glass.chrome["elder"] is True


def test_what_is_revealed_is_hidden_by_the_next_state(made):
    glass, *_ = made
    glass.show(samples.review(), samples.WELL)
    glass.reveal(held=True)
    assert samples.CANARY_NUMBER in str(glass.view)
    glass.show(samples.review("filing-failed"), samples.WELL)
    assert samples.CANARY_NUMBER not in str(glass.view)


def test_the_clock_goes_on_by_itself(made):
    glass, _, _, clock = made
    clock[0] = samples.NOW.replace(hour=10, minute=1)
    glass._tick()
    assert glass.chrome["time"] == "10:01"


def test_a_defect_of_the_desk_is_handed_over(made):
    glass, desk, failures, _ = made
    defect = RuntimeError("broken")

    def broken():
        raise defect

    desk.begin = broken
    glass.begin()
    assert failures == [defect]


def test_what_cannot_be_drawn_is_handed_over_too(made):
    glass, _, failures, _ = made
    glass.signed([[["no", "number", 0]]], 10.0, 10.0)
    assert [type(failure) for failure in failures] == [ValueError]


def test_work_of_another_thread_runs_on_the_main_loop(made, qapp):
    glass, _, failures, _ = made
    ran = []
    thread = threading.Thread(target=lambda: glass.post(lambda: ran.append(threading.current_thread())))
    thread.start()
    thread.join()
    assert ran == []
    while not ran:
        qapp.processEvents()
    assert ran == [threading.main_thread()]
    assert failures == []


def test_work_that_breaks_on_the_main_loop_is_handed_over(made, qapp):
    glass, _, failures, _ = made
    glass.post(lambda: 1 / 0)
    while not failures:
        qapp.processEvents()
    assert isinstance(failures[0], ZeroDivisionError)


def test_every_frame_counts_so_that_no_cache_answers(made):
    glass, *_ = made
    glass.show(samples.capture(), samples.WELL)
    glass.frame(2, 4, bytes(24))
    glass.frame(2, 4, bytes(24))
    assert (glass.frames, glass.aspect) == (2, 0.5)
    glass.forget()
    assert (glass.frames, glass.personal.empty) == (0, True)


def test_a_picture_that_comes_too_late_is_not_kept(made):
    glass, *_ = made
    glass.show(state.Welcoming(), samples.WELL)
    glass.frame(2, 4, bytes(24))
    glass.paper(Page(8, 1, bytes(1)))
    assert (glass.frames, glass.papers, glass.personal.empty) == (0, 0, True)


def test_a_taken_page_is_kept_for_the_screen_that_asks_about_it(made):
    glass, *_ = made
    glass.show(samples.capture(taken=True), samples.WELL)
    assert glass.pages == 1
    glass.show(replace(samples.capture(), fault=""), samples.WELL)
    assert glass.screen == "Capture"
