"""Feeds are fetched hourly or when woken, as differences where that works; no feed's trouble keeps the others away."""

import datetime as dt
import shutil

import pytest
from feed_publisher import Publisher, notice
from platform_kit import NOW, ROOT, finished_run, replace, running_sandbox

from kiosk.gateway.errors import Busy, NotThePlatform, Paused, SnapshotAsked, TooLarge
from kiosk.gateway.port import FeedAnswer
from kiosk.sync.feed_rounds import EVERY_MS, FeedRounds, wake_feeds
from kiosk.sync.feed_rules import FEEDS, FeedRefused
from kiosk.sync.feeds import Feeds, refusal
from kiosk.sync.sign_keys import TrustedKeys
from offline_cache.kept_feeds import KeptFeeds
from offline_cache.replica import Replica
from offline_cache.store import Store

HOUR = dt.timedelta(milliseconds=EVERY_MS)


def silence(_event, _detail="", **_more):
    """Nobody listens."""


class Line:
    """A centre at the other end of a call: one publisher a feed, and what it answers instead."""

    def __init__(self):
        self.publishers = {name: Publisher(name) for name in FEEDS}
        self.instead, self.asked = {}, []

    def feed(self, name, etag, since):
        self.asked.append((name, etag, since))
        said = self.instead.get(name)
        if callable(said):
            return FeedAnswer("", said(since))
        if said is not None:
            raise said
        publisher = self.publishers[name]
        tag = f'"{len(publisher.states)}"'
        if not publisher.states or etag == tag:
            return FeedAnswer(etag, None)
        return FeedAnswer(tag, publisher.since(since) if since else publisher.whole())

    def close(self):
        self.asked = None


class Trust:
    """Knows the publishers' hand."""

    def __init__(self, keys):
        self.keys = keys

    def current(self):
        return self.keys


@pytest.fixture
def line():
    return Line()


@pytest.fixture
def rounds(tmp_path, line):
    store = Store.open(tmp_path / "state", b"the secret of a device in a test", ballast=0)
    one = FeedRounds(store, line, Trust(line.publishers["notices"].hand.keys), silence)
    one.kept, one.replica = KeptFeeds(store), Replica(store)
    yield one
    one.close()


def titles(rounds):
    return [one.title for one in rounds.news().notices]


def test_each_feed_is_asked_once_an_hour_and_at_once_when_the_centre_wakes_us(rounds, line):
    line.publishers["notices"].publish(a=notice())
    assert rounds.step(NOW) is None
    assert [name for name, *_ in line.asked] == list(FEEDS)
    rounds.step(NOW + HOUR / 2)
    assert len(line.asked) == len(FEEDS)
    line.publishers["notices"].publish(a=notice(), b=notice(2, "停水通知"))
    wake_feeds(rounds.replica, ["notices", "device", "anything"], 0)
    rounds.step(NOW + HOUR / 2)
    assert line.asked[len(FEEDS) :] == [("notices", '"1"', 1)]
    assert "停水通知" in titles(rounds)
    rounds.step(NOW + HOUR)
    assert len(line.asked) == 2 * len(FEEDS), "four by the hour, one when it was woken"


def test_a_clock_that_leaps_does_not_keep_feeds_away(rounds, line):
    rounds.step(NOW + dt.timedelta(days=30_000))
    rounds.step(NOW)
    assert len(line.asked) == 2 * len(FEEDS)


def test_where_the_centre_knows_no_difference_the_whole_is_taken(rounds, line):
    line.publishers["notices"].publish(a=notice())
    rounds.step(NOW)
    line.publishers["notices"].publish(a=notice(title="新的时间"))
    whole = line.publishers["notices"].whole

    def gone(since):
        if since is not None:
            raise SnapshotAsked("gone")
        return whole()

    line.instead["notices"] = gone
    rounds.step(NOW + HOUR)
    assert ("notices", "", None) in line.asked[len(FEEDS) :]
    assert titles(rounds) == ["新的时间"]


def test_a_difference_that_does_not_fit_is_made_good_by_the_whole(rounds, line):
    publisher = line.publishers["notices"]
    publisher.publish(a=notice())
    rounds.step(NOW)
    publisher.publish(a=notice(2))
    publisher.publish(a=notice(3, "新的时间"))
    line.instead["notices"] = lambda since: publisher.since(2) if since else publisher.whole()
    assert rounds.step(NOW + HOUR) is None
    assert titles(rounds) == ["新的时间"]


def test_one_refused_feed_keeps_no_other_away_and_the_last_good_one_stays(rounds, line):
    line.publishers["workdays"].publish(a="no toml")
    line.publishers["notices"].publish(a=notice())
    line.instead["guides"] = Paused("status 404")
    trouble = rounds.step(NOW)
    assert isinstance(trouble, FeedRefused)
    assert (trouble.feed, trouble.rule) == ("workdays", "not-toml")
    assert titles(rounds) == ["窗口服务时间"]


def test_one_garbled_or_endless_feed_keeps_no_other_away_and_is_tried_again_by_itself(rounds, line):
    line.publishers["notices"].publish(a=notice())
    line.instead["catalogue"], line.instead["guides"] = NotThePlatform("broken JSON"), TooLarge("endless")
    assert isinstance(rounds.step(NOW), TooLarge)
    assert titles(rounds) == ["窗口服务时间"]
    assert (refusal(rounds.replica, "guides"), refusal(rounds.replica, "catalogue")) == ("oversized", "")
    line.asked.clear()
    rounds.step(NOW + HOUR * 0.9)
    assert [name for name, *_ in line.asked] == ["catalogue"]


def test_a_tag_that_cannot_be_sent_back_is_not_kept(rounds, line):
    line.publishers["notices"].publish(a=notice())
    for tag in ("x" * 300, "二", "a\nb"):
        answer = FeedAnswer(tag, line.publishers["notices"].whole())
        rounds._take("notices", answer, 0)
        assert rounds.kept.head("notices").etag == ""


def test_a_line_that_is_busy_is_left_in_peace_for_as_long_as_it_wishes(rounds, line):
    line.instead["catalogue"] = Busy("later", 600.0)
    assert isinstance(rounds.step(NOW), Busy)
    rounds.step(NOW + dt.timedelta(seconds=599))
    assert len(line.asked) == 1
    line.instead.clear()
    rounds.step(NOW + dt.timedelta(seconds=1000))
    assert len(line.asked) == 1 + len(FEEDS)


def test_a_centre_that_is_not_known_yet_or_not_on_the_line_is_not_asked(tmp_path, line):
    for gateway, keys in ((line, {}), (None, Trust(1).keys)):
        store = Store.open(tmp_path / "state", b"the secret of a device in a test", ballast=0)
        one = FeedRounds(store, gateway, Trust(keys), silence)
        assert one.step(NOW) is None
        assert one.news() is not None
        assert line.asked == []
        store.close()


def test_with_the_real_centre_a_change_comes_as_a_difference_and_a_wiped_store_gets_all(terminal, tmp_path):
    catalogue = tmp_path / "items"
    shutil.copytree(ROOT / "config" / "services", catalogue)
    with running_sandbox(tmp_path / "platform", catalogue) as centre:
        terminal.courier(centre.url).step(NOW)
        store, heard = terminal.store(), []
        trusted = TrustedKeys(Replica(store))
        rounds = FeedRounds(
            store, terminal.gateway(centre.url), trusted, lambda event, detail="", **more: heard.append((event, detail))
        )
        assert rounds.step(NOW) is None
        assert sorted(heard) == [("feed-changed", feed) for feed in sorted(FEEDS)]
        first = rounds.news()
        assert {item.id for item in first.catalogue.items} == {path.stem for path in catalogue.glob("*.toml")}
        assert first.notices
        assert first.calendars
        assert first.guides["elder-card-joint"].questions
        path = catalogue / "pension-proof.toml"
        path.write_text(path.read_text("utf-8").replace('short_name = "', 'short_name = "新'), encoding="utf-8")
        (catalogue / "utility-pay.toml").unlink()
        wake_feeds(Replica(store), ["catalogue"], 0)
        assert rounds.step(NOW) is None
        second = rounds.news()
        assert second.catalogue.item("pension-proof").short_name.startswith("新")
        assert second.versions["catalogue"] == first.versions["catalogue"] + 1
        assert len(second.catalogue.items) == len(first.catalogue.items) - 1
        with store.tx() as db:
            db.execute("DELETE FROM feed_file")
            db.execute("DELETE FROM feed")
        assert rounds.news().catalogue is None
        again = FeedRounds(store, terminal.gateway(centre.url), trusted, silence)
        again.step(NOW)
        assert again.news().versions == second.versions


def test_a_case_that_began_before_a_change_is_filed_and_delivered_with_the_text_it_began_with(terminal, tmp_path):
    catalogue = tmp_path / "items"
    shutil.copytree(ROOT / "config" / "services", catalogue)
    with running_sandbox(tmp_path / "platform", catalogue) as centre:
        terminal.courier(centre.url).step(NOW)
        store = terminal.store()
        rounds = FeedRounds(store, terminal.gateway(centre.url), TrustedKeys(Replica(store)), silence)
        rounds.step(NOW)
        began = rounds.news().catalogue.item("elder-card-joint")
        run = replace(finished_run(), item=began)
        path = catalogue / "elder-card-joint.toml"
        path.write_text(
            path.read_text("utf-8").replace(f'version = "{began.version}"', 'version = "2027.1.0"'), "utf-8"
        )
        rounds.step(NOW + HOUR)
        assert rounds.news().catalogue.item("elder-card-joint").version == "2027.1.0"
        filed = terminal.desk().file(run, NOW + HOUR)
        assert filed.form == began.form
        assert KeptFeeds(store).text("catalogue", began.form) is not None
        terminal.courier(centre.url).step(NOW + HOUR)
        assert centre.see(f"cases/{filed.case_id}")["body"]["item"]["version"] == began.version


def test_of_two_that_bring_the_same_version_one_changes_over_and_the_other_finds_it_done(rounds, line, tmp_path):
    publisher = line.publishers["notices"]
    first, second = publisher.publish(a=notice()), publisher.publish(a=notice(2))
    rounds._feeds.take("notices", first, 0)
    other = Store.open(tmp_path / "state", b"the secret of a device in a test", ballast=0)
    beside = Feeds(other, rounds._trusted.current, silence)
    head = KeptFeeds(other).head("notices")
    rounds._feeds.take("notices", second, 0)
    assert not KeptFeeds(other).change_over(head, (), over=1)
    with pytest.raises(FeedRefused):
        beside.take("notices", first, 0)
    assert KeptFeeds(other).head("notices").version == 2
    other.close()
