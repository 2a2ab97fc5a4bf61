"""Where this terminal has no paper, the next one that has is named; where nobody can go, no way is offered."""

from dataclasses import replace

import pytest
import samples

from config.places import Live
from kiosk.domain import state
from ui.projection import Scene
from ui.projection.nearby import near_button, near_line


def scene(health=samples.NO_PAPER, now=samples.NOW, **live):
    told = Live(seen=now.isoformat(), **live) if live else None
    places = tuple(replace(place, live=told) if place.id == "k0012" else place for place in samples.TOWN.places)
    return Scene(
        health=health,
        items=tuple(samples.services().values()),
        faults=samples.faults(),
        profile=samples.profile(),
        now=now,
        around=replace(samples.AROUND, town=replace(samples.TOWN, places=places)),
    )


@pytest.mark.parametrize(
    ("live", "label"),
    [
        ({"printing": True}, "换一台（320 米，有纸）"),
        ({"printing": False}, "换一台（320 米）"),
        ({}, "换一台（320 米）"),
    ],
    ids=["paper", "no-paper", "unknown"],
)
def test_paper_is_promised_only_where_it_was_told(live, label):
    held = samples.delivering("held", code="printer-paper-out")
    assert near_button(held, scene(**live)) == (label, "places/elder-card-joint")


@pytest.mark.parametrize(
    "now", [samples.capture(), samples.delivering("printing"), state.Welcoming()], ids=["capture", "printing", "nobody"]
)
def test_from_where_something_would_be_lost_no_way_leads_to_the_map(now):
    assert near_button(now, scene()) == ("", "")


def test_a_terminal_on_no_map_offers_none():
    nowhere = replace(scene(), around=None)
    assert near_button(state.Choosing(), nowhere) == ("", "")
    assert near_line(nowhere) is None


def test_a_terminal_out_of_service_names_the_nearest_that_is_open():
    assert near_line(scene()).head == "市民广场自助终端"
