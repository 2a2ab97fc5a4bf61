"""What comes by hand besides answers: what became of cases, what the centre publishes, its keys."""

import json
import shutil

from kiosk.sync.case_statuses import CaseStatuses
from kiosk.sync.feeds import Feeds
from kiosk.sync.file_drop.drop import FileDrop
from kiosk.sync.file_drop.options import DropOptions
from kiosk.sync.seal_keys import SealKeys
from offline_cache.kept_feeds import KeptFeeds
from offline_cache.replica import Replica
from tests.drop_fixtures import NOW, manifest_of


def round_trip(trip):
    trip.out()
    back = trip.answered()
    taken = trip.taken()
    assert [one for one in taken if one.code or one.damaged or one.refused] == []
    return back


def heard_of(trip, **options):
    heard = []
    wishes = {"device_id": trip.terminal.terminal_id, "sign_key": trip.office.sign_key, **options}
    note = lambda *told, **_more: heard.append(told)  # noqa: E731 - a Noting
    trip.drop = FileDrop(trip.store, trip.terminal.keys, DropOptions.parse(wishes), note)
    return heard


def test_what_became_of_a_case_is_known_and_how_far_is_told(trip):
    trip.office.set(review="staged")
    (case_id,) = trip.file()
    round_trip(trip)
    assert CaseStatuses(trip.store).of(case_id).state == "received"
    told = CaseStatuses(trip.store).cursor
    assert told
    assert manifest_of(trip.out())["cursor"] == told


def test_older_news_changes_nothing(trip):
    trip.office.set(review="staged")
    (case_id,) = trip.file()
    trip.out()
    shutil.copytree(trip.answered(), trip.place / "old" / "batch")
    trip.office.set(clock_ahead_s=60)
    trip.office.decide(case_id, "accepted")
    round_trip(trip)
    assert CaseStatuses(trip.store).of(case_id).state == "accepted"
    old = trip.place / "old"
    (old / "batch").rename(old / manifest_of(old / "batch")["batch_id"])
    assert [one.code for one in trip.taken(old)] == [""]
    assert CaseStatuses(trip.store).of(case_id).state == "accepted"


def test_feeds_come_by_hand_and_older_ones_are_passed_over(trip):
    heard = heard_of(trip)
    back = round_trip(trip)
    heads = KeptFeeds(trip.store).heads()
    assert set(heads) == {"catalogue", "fees", "guides", "notices", "places", "workdays"}
    assert sorted(heard) == [("feed-changed", name) for name in sorted(heads)]
    feeds = Feeds(trip.store, trip.drop.trusted.current, lambda *_a, **_k: None)
    document = json.loads((back / "feeds" / "notices.json").read_bytes())
    newer = {**{k: v for k, v in document.items() if k != "signature"}, "version": str(int(document["version"]) + 1)}
    assert not feeds.take("notices", trip.office.signer.signed("kiosk.feed/1", newer), 0)
    heard.clear()
    (again,) = trip.taken()
    assert (again.refused, heard) == ({}, [])
    assert KeptFeeds(trip.store).head("notices").version == int(newer["version"])


def test_the_key_to_seal_to_comes_by_hand(trip):
    round_trip(trip)
    assert SealKeys(Replica(trip.store)).current(NOW).key_id


def test_where_there_is_no_line_numbers_that_the_centre_misses_raise_an_alarm(trip):
    heard = heard_of(trip, transport="files")
    (case_id,) = trip.file()
    trip.outbox.accepted(case_id, {}, 0)
    round_trip(trip)
    assert ("centre-misses", "1") in heard
    heard.clear()
    list(trip.drop.take(trip.stick, NOW))
    assert heard == []


def test_a_gap_report_that_travelled_beside_a_line_is_passed_over(trip):
    heard = heard_of(trip)
    (case_id,) = trip.file()
    trip.outbox.accepted(case_id, {}, 0)
    round_trip(trip)
    assert ("centre-misses", "1") not in heard


def test_the_newest_card_is_kept_for_its_limits(trip):
    back = round_trip(trip)
    kept = json.loads(Replica(trip.store).get("device_card").body)
    assert kept == json.loads((back / "device.json").read_bytes())
