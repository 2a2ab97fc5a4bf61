"""The map is published like everything else; what terminals tell of themselves rides in it, with its time."""

import datetime as dt

from kiosk.gateway.sandbox.centre import Centre
from kiosk.gateway.sandbox.feeds import FeedOffice
from kiosk.sync.published import judged
from tests.platform_fixtures import kit


def town(centre):
    document = FeedOffice(centre).whole("places")
    return judged("places", {one["file"]: one["text"] for one in document["items"]})


def test_terminals_tell_how_they_are_and_other_places_do_not(tmp_path):
    centre = Centre(tmp_path, kit.ROOT / "config" / "services")
    assert [place.live for place in town(centre).places if place.live] == []
    centre.settings.change({"places_live": True})
    live = {place.id: place.live for place in town(centre).places if place.live}
    assert set(live) == {"k0007", "k0012", "k0015", "k0021"}
    age = centre.clock.now() - dt.datetime.fromisoformat(live["k0012"].seen)
    assert dt.timedelta(0) <= age < dt.timedelta(minutes=11)
    assert live["k0012"].printing
