"""Terminals for journeys: each a whole one, with a printer of its own, and a platform that a module shares."""

import itertools

import pytest
from station import NOW, Station, press_room, set_clock

from tests.platform_fixtures import _levers_back, sandbox  # noqa: F401 - fixtures are found by name

IDS = itertools.count(701)


@pytest.fixture
def stations(qapp, sandbox, tmp_path):  # noqa: F811
    """Make terminals that know the platform and have a line to it; what `now` says is the platform's time too."""
    made = []

    def make(now=NOW, *, acquainted=True, **policy):
        set_clock(sandbox, now)
        name = f"K{next(IDS):04d}"
        one = Station(tmp_path / name, sandbox, name, printer=press_room(), now=now, **policy)
        made.append(one)
        if acquainted:
            one.deliver()
        return one

    yield make
    for one in made:
        one.close()
        one.lab.stop()
    set_clock(sandbox, None)


@pytest.fixture
def station(stations):
    return stations()
