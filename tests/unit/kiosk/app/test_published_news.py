"""What the centre publishes reaches the glass between two visits; a case keeps the text it began with, papers too."""

import dataclasses
import datetime as dt
import json
import re

import pytest

from config.frequent_questions import FrequentQuestion
from config.load import SERVICES, load_audit_events, load_profile, load_services, load_workdays
from config.published import FeeCard, GuideCard, Notice
from kiosk.app import Told, terminal
from kiosk.app.forms import Forms
from kiosk.app.news_desk import NewsDesk
from kiosk.app.opening_news import news
from kiosk.domain import errands
from kiosk.domain.person import Identity
from kiosk.domain.reports import CardInserted, CardRead, CardRemoved, FiledFound
from kiosk.domain.state import Serving, Welcoming
from kiosk.domain.workdays import Workdays
from kiosk.journeys.catalogue import Catalogue, open_catalogue
from kiosk.receipts.errors import PaperRefused
from kiosk.sync.published import Published
from offline_cache.kept_feeds import FeedFile, FeedHead, KeptFeeds, state_sha256
from offline_cache.store import Store
from tests.main_loop import MainLoop
from tests.unit.kiosk.sync.feed_publisher import sha256

NOW = dt.datetime(2026, 11, 21, 9, 42, tzinfo=dt.UTC)
ZHAO = Identity("shebao", "赵桂兰", "999901195202290022", "女", dt.date(1952, 2, 29), "unverified")
ITEM = "elder-card-joint"
NOTICE = Notice(title="窗口服务时间", text="今天照常开放。", start=NOW.date(), end=NOW.date())
ANSWERS = GuideCard(item=ITEM, questions=(FrequentQuestion(id="agent", ask="能替办吗？", answer="可以到窗口办。"),))
NEXT_YEAR = dataclasses.replace(load_workdays()[2026], year=2030, holidays=(), workdays=())


def newer(catalogue):
    """The same items, each with the next version."""
    items = (dataclasses.replace(item, version="2027.1.0") for item in catalogue.items)
    return Catalogue({item.id: item for item in items})


class Glass:
    """A surface that remembers what it was told to offer."""

    def __init__(self):
        self.offers = []

    def show(self, state, health):
        """Draw nothing."""

    def offer(self, items, notices, guides, around):
        self.offers.append((items, notices, guides))


class Desks:
    """Takes every errand and keeps what is to be called when something is published."""

    def __init__(self, *_, published):
        self.published, self.sent = published, []
        self.news = self.courier = self.records = self

    def send(self, errand):
        self.sent.append(errand)

    def round(self):
        """Nobody is at the other end."""

    def prepare(self, catalogue):
        """Nobody looks for anything."""


@pytest.fixture
def opened(monkeypatch):
    monkeypatch.setattr(terminal, "Desks", Desks)
    told = Told(load_profile("demo"), open_catalogue(), Workdays(load_workdays()), load_audit_events())
    one = terminal.Terminal(told, lambda: NOW)
    one.glass = Glass()
    one.open(one.glass, lambda call: call())
    return one


def serve(attendant):
    attendant.begin()
    attendant.choose(ITEM)
    attendant.tell(CardInserted())
    attendant.tell(CardRead(attendant.visit, ZHAO))
    attendant.tell(FiledFound(attendant.visit, ()))
    assert isinstance(attendant.state, Serving)
    return attendant.state.run.item


def end(attendant):
    attendant.leave()
    attendant.tell(CardRemoved())
    attendant.leave()
    assert isinstance(attendant.state, Welcoming)


def test_a_visit_goes_on_with_what_it_began_with_and_the_next_one_has_the_new(opened):
    attendant, desks = opened.attendant, opened._desks
    before = serve(attendant)
    desks.published(Published(newer(open_catalogue()), {2030: NEXT_YEAR}, (NOTICE,), guides={ITEM: ANSWERS}))
    attendant.back()
    attendant.choose(ITEM)
    attendant.tell(FiledFound(attendant.visit, ()))
    assert attendant.state.run.item == before
    assert opened.glass.offers == []
    assert opened._workdays.is_workday(dt.date(2030, 1, 2)) is None
    end(attendant)
    ((items, notices, guides),) = opened.glass.offers
    assert ({item.version for item in items}, notices, guides) == ({"2027.1.0"}, (NOTICE,), {ITEM: ANSWERS})
    assert opened._workdays.is_workday(dt.date(2030, 1, 2)) is True
    assert serve(attendant).version == "2027.1.0"


def test_while_nobody_is_here_the_new_is_taken_over_at_once_and_the_old_comes_back_when_it_is_wiped(opened):
    opened._desks.published(Published(catalogue=newer(open_catalogue())))
    opened._desks.published(Published())
    shipped = open_catalogue().items
    assert [items == shipped for items, *_ in opened.glass.offers] == [False, True]


def test_fee_cards_reach_the_items_that_were_shipped(opened):
    card = FeeCard(item=ITEM, charge=True, lines=("收 5 元", "按公示标准"), basis="按标准收。", standard="5 元")
    opened._desks.published(Published(fees={ITEM: card}))
    item = next(item for item in opened.glass.offers[0][0] if item.id == ITEM)
    assert (item.fee.charge, item.guide.fee) == (True, ("收 5 元", "按公示标准"))


def kept(store, feed, version, **texts):
    """Put a feed into effect behind everybody's back."""
    files = {f"{name.replace('_', '-')}.toml": text for name, text in texts.items()}
    digests = {file: sha256(text) for file, text in files.items()}
    until = (NOW + dt.timedelta(days=30)).isoformat()
    head = FeedHead(feed, version, "", NOW.isoformat(), until, state_sha256(digests), version)
    found = {file: re.search(r'^version = "(.*)"$', text, re.MULTILINE) for file, text in files.items()}
    named = [
        FeedFile(file, digests[file], text, f"{file.removesuffix('.toml')}@{found[file][1]}" if found[file] else "")
        for file, text in files.items()
    ]
    assert KeptFeeds(store).change_over(head, named, over=version - 1 or None)


def test_the_papers_of_a_case_are_set_from_the_text_it_began_with(tmp_path):
    shipped = load_services()
    old = (SERVICES / f"{ITEM}.toml").read_text(encoding="utf-8")
    version = shipped[ITEM].version
    new = old.replace(f'version = "{version}"', 'version = "2027.1.0"')
    newest = old.replace(f'version = "{version}"', 'version = "2027.2.0"')
    store = Store.open(tmp_path / "store")
    kept(store, "catalogue", 1, elder_card_joint=new)
    kept(store, "catalogue", 2, elder_card_joint=newest)
    forms = Forms(store, shipped)
    assert forms.item(ITEM, f"{ITEM}@2027.1.0").version == "2027.1.0"
    assert forms.item(ITEM, f"{ITEM}@2027.2.0").version == "2027.2.0"
    assert forms.item(ITEM, "") == forms.item(ITEM, shipped[ITEM].form) == shipped[ITEM]
    with store.tx() as db:
        db.execute("UPDATE feed_file SET text = substr(text, 1, 900) || char(0, 0) WHERE current = 1")
    with pytest.raises(PaperRefused):
        forms.item(ITEM, f"{ITEM}@2027.2.0")
    for name, form in ((ITEM, f"{ITEM}@2020.1.0"), ("unknown", ""), ("unknown", "unknown@1")):
        with pytest.raises(PaperRefused):
            forms.item(name, form)
    store.close()


def test_the_list_of_what_is_missing_names_the_text_of_the_visit(opened):
    attendant = opened.attendant
    item = serve(attendant)
    attendant.list_missing()
    (errand,) = [one for one in opened._desks.sent if isinstance(one, errands.PrintMissing)]
    assert errand.missing.form == item.form


def test_the_desk_tells_what_is_kept_before_it_asks_anybody_and_again_when_it_changes(tmp_path):
    profile = load_profile("demo", {"platform.base_url": "http://127.0.0.1:9"})
    store = Store.open(tmp_path / "store")
    text = 'title = "窗口服务时间"\ntext = "今天照常开放。"\nstart = 2026-11-01\nend = 2026-12-31\n'
    kept(store, "notices", 1, a=text)
    loop, told = MainLoop(), []
    desk = NewsDesk(loop.post, told.append, lambda: NOW, lambda: news(profile, tmp_path, load_audit_events()))
    desk.round()
    desk.round()
    loop.until(lambda: told)
    assert [one.title for one in told[0].notices] == ["窗口服务时间"]
    kept(store, "notices", 2, a=text, b=text.replace("窗口", "大厅"))
    loop.until(lambda: desk.round() or len(told) == 2)
    assert len(told[1].notices) == 2
    desk.close()
    store.close()


def test_what_can_no_longer_be_taken_leaves_the_shipped_in_use_and_is_told(tmp_path):
    profile = load_profile("demo", {"platform.base_url": "http://127.0.0.1:9"})
    store = Store.open(tmp_path / "store")
    kept(store, "notices", 1, a="colour = 3")
    rounds = news(profile, tmp_path, load_audit_events())
    assert rounds.news() == Published()
    (row,) = store.rows("SELECT event, detail FROM journal")
    assert (row["event"], json.loads(row["detail"])["feed"]) == ("feed-refused", "notices")
    rounds.close()
    store.close()
