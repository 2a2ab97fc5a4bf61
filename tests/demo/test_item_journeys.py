"""Every service item from the empty terminal to the empty terminal, one visit after the other at one terminal."""

from __future__ import annotations

import contextlib
import os
import shutil

import journeys
import pytest

from config.load import load_services
from ui.demo.children import until
from ui.demo.journeys import item_journey, item_journeys
from ui.demo.laying import people
from ui.demo.platform import PlatformWindow

pytestmark = [
    pytest.mark.pcscd,
    pytest.mark.skipif(os.geteuid() != 0 or shutil.which("pcscd") is None, reason="needs root and pcscd"),
]
ITEMS = load_services()


class Hall:
    """One terminal for one visit after the other; where a visit broke off, the next person finds another one."""

    def __init__(self, lights):
        self._lights, self._walk = lights, None

    def terminal(self):
        if self._walk is None or self._walk.hand.screen != "Attract":
            self._lights.close()
            self._walk = self._lights.enter_context(journeys.terminal_in_the_lab())
        return self._walk


@pytest.fixture(scope="module")
def hall():
    with contextlib.ExitStack() as lights:
        yield Hall(lights)


@pytest.fixture
def walk(hall):
    return hall.terminal()


@pytest.mark.parametrize("item_id", item_journeys())
def test_an_item_comes_to_its_end_and_the_glass_forgets(walk, item_id):
    journey, window = item_journey(item_id), PlatformWindow(walk.stage.platform_url)
    before = {case["case_id"] for case in window.cases()}
    journey.walk(walk, getattr(journey, "CARD", ("resident",)))
    said = " ".join(walk.hand.do(do="where")["texts"])
    assert walk.hand.screen == "Attract"
    assert [one for one in people() if one in said] == []
    if ITEMS[item_id].steps[-1].kind == "receipt":
        until(lambda: {case["case_id"] for case in window.cases()} - before, 60, "a new case")
