"""What the centre publishes is taken whole, in order and proven, or not at all; what is here stays in use."""

import contextlib
import datetime as dt
import json

import pytest
from feed_publisher import BEGAN, Hand, Publisher, notice, sha256
from hypothesis import given, settings
from hypothesis import strategies as st

from config.load import SERVICES, load_audit_events
from kiosk.audit import Audit
from kiosk.gateway.proofs import SignKeys
from kiosk.sync import feeds
from kiosk.sync.feed_health import feed_health
from kiosk.sync.feed_rules import FEEDS, MOST_FILES, FeedRefused, read_feed
from kiosk.sync.feeds import Feeds
from kiosk.sync.published import judged
from offline_cache.journal import Journal
from offline_cache.kept_feeds import KeptFeeds
from offline_cache.outbox import Outbox
from offline_cache.replica import Replica
from offline_cache.rows import Parcel
from offline_cache.store import Store

NOW = 1_764_000_000_000
LATER = BEGAN + dt.timedelta(days=31)


class Terminal:
    """A store with its feeds and its audit journal."""

    def __init__(self, folder, keys):
        self.store = Store.open(folder, b"the secret of a device in a test", ballast=0)
        journal = Journal(self.store)
        audit = Audit(lambda event, detail: journal.append(event, detail, NOW), load_audit_events())
        self.feeds = Feeds(self.store, lambda: keys, audit.note)
        self.kept = KeptFeeds(self.store)

    def texts(self, feed="notices"):
        head = self.kept.head(feed)
        return {file: one.text for file, one in (self.kept.files(head) or {}).items()} if head else None

    def heard(self):
        rows = self.store.rows("SELECT event, detail FROM journal ORDER BY id")
        return [(row["event"], json.loads(row["detail"])) for row in rows]


@pytest.fixture
def centre():
    return Publisher()


@pytest.fixture
def terminal(tmp_path, centre):
    one = Terminal(tmp_path / "state", centre.hand.keys)
    yield one
    one.store.close()


def refusal_of(terminal):
    return feeds.refusal(Replica(terminal.store), "notices")


def refusal(terminal, document, feed="notices"):
    with pytest.raises(FeedRefused) as told:
        terminal.feeds.take(feed, document, NOW)
    return told.value.rule


def test_the_whole_then_differences_lead_to_what_is_published(terminal, centre):
    assert terminal.feeds.take("notices", centre.publish(a=notice(1), b=notice(2)), NOW, '"v1"')
    centre.publish(a=notice(1), c=notice(3))
    assert terminal.feeds.standing("notices") == ('"v1"', 1)
    assert terminal.feeds.take("notices", centre.since(1), NOW, '"v2"')
    assert terminal.texts() == centre.states[-1]
    assert terminal.feeds.standing("notices") == ('"v2"', 2)
    assert [event for event, _ in terminal.heard()] == ["feed-changed", "feed-changed"]


def test_the_same_again_is_no_news_but_moves_its_time_on(terminal, centre):
    terminal.feeds.take("notices", centre.publish(a=notice()), NOW)
    assert not terminal.feeds.take("notices", centre.whole(day=3), NOW)
    assert not terminal.feeds.take("notices", centre.since(1, day=5), NOW)
    assert terminal.kept.head("notices").valid_until.startswith("2026-12-30")
    assert refusal(terminal, centre.whole(day=4)) == "older"


def _refused():
    text = notice()
    odd = {
        "bell": text.replace("窗口服务时间", "窗\a口"),
        "bidi": text.replace("开放", "\u202e开放"),
        "zero-width": f"# \u200b\n{text}",
        "surrogate": text.replace("开放", "\ud800"),
        "private-use": text.replace("开放", "\ue000"),
    }
    yield from ((f"control-{name}", "control" if name != "surrogate" else "signature", a) for name, a in odd.items())
    yield "unknown-key", "unknown-key", f'{text}colour = "red"\n'
    yield "spam", "wording", text.replace("照常开放", "加微信办理")
    yield "link", "wording", text.replace("照常开放", "见 www.example.top")
    yield "markup", "wording", text.replace("照常开放", "<b>开放</b>")
    yield "private-telephone", "wording", text.replace("照常开放", "请拨 13812345678")
    yield "catch-all", "wording", text.replace("照常开放", "收其他材料")
    yield "cut-sentence", "content", text.replace("开放。", "开放，请")
    yield "too-long", "content", text.replace("照常开放", "开放" * 60)
    yield "no-toml", "not-toml", "title ="
    yield "a-number-without-end", "not-toml", f"title = {'9' * 5000}"
    yield "nested-without-end", "not-toml", f"title = {'[' * 3000}"
    yield "oversized", "oversized", f"# {'x' * 70_000}\n{text}"
    yield "other-type", "content", text.replace("2026-12-31", '"soon"')
    yield "never-valid", "content", text.replace("2026-12-31", "2026-01-31")


REFUSED = {name: (rule, text) for name, rule, text in _refused()}


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_words_are_refused_with_everything_beside_them(terminal, centre, name):
    rule, text = REFUSED[name]
    terminal.feeds.take("notices", centre.publish(a=notice()), NOW)
    good = terminal.texts()
    whole = centre.publish(a=notice(2), odd=text)
    for document in (whole, centre.since(1)) if name != "surrogate" else (whole,):
        assert refusal(terminal, document) == rule
    assert terminal.texts() == good
    event, detail = terminal.heard()[-1]
    assert (event, detail["feed"], detail["rule"]) == ("feed-refused", "notices", rule)
    assert detail.get("file", "odd.toml") == "odd.toml"
    assert set(detail) <= {"feed", "file", "rule"}
    assert len(terminal.heard()) == 2, "the same refusal is told once"


FORMS = {
    "another-schema": ({"schema": "kiosk.feed/2"}, "signature"),
    "another-feed": ({"feed": "fees"}, "other-feed"),
    "no-version": ({"version": "x"}, "form"),
    "a-version-that-is-a-number": ({"version": 3}, "form"),
    "a-version-beyond-all-bounds": ({"version": "9" * 5000}, "form"),
    "no-time": ({"valid_until": "soon"}, "form"),
    "a-time-without-zone": ({"issued": "2026-11-25T00:00:00"}, "form"),
    "no-items": ({"items": None}, "form"),
    "items-of-another-kind": ({"items": ["a.toml"]}, "form"),
    "another-state": ({"state_sha256": "0" * 64}, "state"),
    "removed-twice": ({"removed": ["b.toml", "b.toml"]}, "duplicate"),
    "removed-and-there": ({"removed": ["a.toml"]}, "duplicate"),
    "removed-elsewhere": ({"removed": ["../a.toml"]}, "file-name"),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_document_not_as_agreed_is_refused(terminal, centre, name):
    changes, rule = FORMS[name]
    centre.publish(a=notice())
    document = centre.hand.signed(centre.whole() | changes)
    if name == "another-schema":
        document = Hand().signed(document, "kiosk.feed/2")
    assert refusal(terminal, document) == rule
    assert terminal.texts() is None


@pytest.mark.parametrize(
    "file",
    ["../a.toml", "/a.toml", "a/b.toml", "a.toml\n", "A.toml", ".toml", "a", "a.toml.exe", "二.toml", "x" * 90],
)
def test_a_name_that_is_no_plain_file_name_is_refused_and_not_repeated(terminal, centre, file):
    document = centre.publish(a=notice())
    document["items"][0]["file"] = file
    assert refusal(terminal, centre.hand.signed(document)) == "file-name"
    assert terminal.heard() == [("feed-refused", {"feed": "notices", "rule": "file-name"})]


def test_a_file_twice_a_wrong_digest_and_too_many_files_are_refused(terminal, centre):
    document = centre.publish(a=notice())
    one = document["items"][0]
    for items, rule in (
        ([one, one], "duplicate"),
        ([one | {"sha256": sha256("another")}], "digest"),
        ([one | {"mode": "0777"}], "form"),
        ([one] * (MOST_FILES + 1), "too-many"),
        ([one | {"text": 3}], "form"),
    ):
        assert refusal(terminal, centre.hand.signed(document | {"items": items})) == rule
    texts = [f"# {'x' * 60_000}{n}\n{notice()}" for n in range(80)]
    items = [{"file": f"a-{n}.toml", "sha256": sha256(text), "text": text} for n, text in enumerate(texts)]
    assert refusal(terminal, centre.hand.signed(document | {"items": items})) == "oversized"


def test_nobody_else_can_publish(terminal, centre):
    document = centre.publish(a=notice())
    assert refusal(terminal, Hand(2).signed(document)) == "signature"
    assert refusal(terminal, centre.hand.signed(document, "kiosk.changes/1")) == "signature"
    assert refusal(terminal, {**document, "version": "2"}) == "signature"
    assert refusal(terminal, {}) == "signature"
    assert terminal.texts() is None


def test_before_the_centre_is_known_nothing_is_taken(tmp_path, centre):
    stranger = Terminal(tmp_path / "state", SignKeys())
    assert refusal(stranger, centre.publish(a=notice())) == "signature"
    stranger.store.close()


def test_an_older_version_and_another_one_of_the_same_number_are_refused(terminal, centre):
    centre.publish(a=notice(1))
    terminal.feeds.take("notices", centre.publish(a=notice(2)), NOW)
    assert refusal(terminal, centre.whole(1)) == "older"
    liar = Publisher(hand=centre.hand)
    liar.publish(a=notice(1))
    assert refusal(terminal, liar.publish(a=notice(9))) == "same-version"
    assert terminal.texts() == centre.states[-1]


def test_a_difference_needs_exactly_the_version_it_starts_from(terminal, centre):
    for n in range(1, 5):
        centre.publish(a=notice(n), **{f"b{n}": notice(n)})
    assert refusal(terminal, centre.since(1)) == "since"
    terminal.feeds.take("notices", centre.whole(2), NOW)
    assert refusal(terminal, centre.since(1)) == "since"
    assert refusal(terminal, centre.since(3)) == "since"
    assert terminal.feeds.take("notices", centre.since(2), NOW)
    assert terminal.texts() == centre.states[-1]


def test_what_is_past_its_time_stays_in_use_and_is_told_once(terminal, centre):
    terminal.feeds.take("notices", centre.publish(a=notice()), NOW)
    terminal.feeds.tell_stale(BEGAN)
    for _ in range(3):
        terminal.feeds.tell_stale(LATER)
    told = [detail for event, detail in terminal.heard() if event == "feed-stale"]
    assert told == [{"feed": "notices", "number": "1"}]
    assert terminal.texts() == centre.states[-1]
    assert terminal.feeds.news().notices
    terminal.feeds.tell_stale(BEGAN)
    assert not terminal.kept.head("notices").stale
    terminal.feeds.take("notices", centre.whole(day=40), NOW)
    terminal.feeds.tell_stale(BEGAN + dt.timedelta(days=41))
    terminal.feeds.tell_stale(BEGAN + dt.timedelta(days=80))
    assert [event for event, _ in terminal.heard()].count("feed-stale") == 2


def test_a_refusal_is_remembered_until_something_good_comes(terminal, centre):
    centre.publish(a="no toml")
    assert refusal(terminal, centre.whole()) == "not-toml"
    assert refusal_of(terminal) == "not-toml"
    terminal.feeds.take("notices", centre.publish(a=notice()), NOW)
    assert refusal_of(terminal) == ""


def test_a_technician_sees_versions_what_was_refused_and_what_is_past_its_time(terminal, centre):
    lines, code = feed_health(terminal.store, BEGAN)
    assert (set(lines.values()), code) == ({"as shipped"}, "")
    terminal.feeds.take("notices", centre.publish(a=notice()), NOW)
    assert feed_health(terminal.store, BEGAN) == ({**lines, "notices": "version 1, good until 2026-12-25"}, "")
    late, code = feed_health(terminal.store, LATER)
    assert (late["notices"], code) == ("version 1, good until 2026-12-25; past its time", "feed-stale")
    assert refusal(terminal, centre.publish(a="no toml")) == "not-toml"
    both, code = feed_health(terminal.store, LATER)
    assert both["notices"].endswith("past its time; the newest was refused: not-toml")
    assert code == "feed-refused"


def test_what_was_taken_is_there_after_a_restart_and_told_once_to_each_listener(tmp_path, centre):
    first = Terminal(tmp_path / "state", centre.hand.keys)
    first.feeds.take("notices", centre.publish(a=notice()), NOW)
    first.store.close()
    second = Terminal(tmp_path / "state", centre.hand.keys)
    assert [one.title for one in second.feeds.news().notices] == ["窗口服务时间"]
    assert second.feeds.news() is None
    second.feeds.take("notices", centre.publish(a=notice(title="新的时间")), NOW)
    assert [one.title for one in second.feeds.news().notices] == ["新的时间"]
    second.store.close()


def test_a_feed_with_a_lost_file_is_not_used_and_asked_for_whole(terminal, centre):
    terminal.feeds.take("notices", centre.publish(a=notice(), b=notice(2)), NOW, '"v1"')
    terminal.feeds.news()
    with terminal.store.tx() as db:
        db.execute("DELETE FROM feed_file WHERE file = 'b.toml'")
    assert terminal.feeds.standing("notices") == ("", None)
    assert terminal.feeds.take("notices", centre.whole(), NOW + 1, '"v1"') is True
    assert len(terminal.feeds.news().notices) == 2


def test_the_catalogue_of_this_program_can_be_published(terminal):
    centre = Publisher("catalogue")
    files = {path.stem: path.read_text(encoding="utf-8") for path in SERVICES.glob("*.toml")}
    terminal.feeds.take("catalogue", centre.publish(**files), NOW)
    fees = Publisher("fees")
    card = 'item = "pension-proof"\ncharge = true\nlines = ["收 5 元", "按公示标准"]\nbasis = "按标准收。"\n'
    assert refusal(terminal, fees.publish(pension_proof=card), "fees") == "content"
    terminal.feeds.take("fees", fees.publish(pension_proof=f'{card}standard = "5 元一份"\n'), NOW)
    told = terminal.feeds.news()
    assert len(told.catalogue.items) == len(files)
    assert told.catalogue.item("pension-proof").fee.standard == "5 元一份"
    assert told.catalogue.item("pension-proof").guide.fee == ("收 5 元", "按公示标准")
    assert told.versions == {"catalogue": 1, "fees": 2}


def test_an_item_that_config_would_refuse_is_refused(terminal):
    centre = Publisher("catalogue")
    text = (SERVICES / "pension-proof.toml").read_text(encoding="utf-8")
    wrong = {
        "content": text.replace('task_code = "', 'task_code = "0'),
        "unknown-key": f"colour = 3\n{text}",
        "wording": text.replace("unresolved = ", "unresolved = '请看 https://x.example' #"),
    }
    for rule, said in wrong.items():
        assert refusal(terminal, centre.publish(pension_proof=said), "catalogue") == rule
    assert refusal(terminal, centre.publish(), "catalogue") == "content", "a catalogue without an item is none"


def test_the_text_of_a_case_that_waits_stays_when_its_item_is_replaced(terminal):
    centre = Publisher("catalogue")
    text = (SERVICES / "pension-proof.toml").read_text(encoding="utf-8")
    version = next(line for line in text.splitlines() if line.startswith("version"))
    texts = [text.replace(version, f'version = "2026.11.{n}"') for n in range(8)]
    terminal.feeds.take("catalogue", centre.publish(pension_proof=texts[0]), NOW)
    outbox = Outbox(terminal.store)
    outbox.send("telemetry", "t", created=BEGAN, pack=lambda _numbers: Parcel(b"x", "pension-proof@2026.11.0"))
    for n in range(1, 8):
        centre.publish(pension_proof=texts[n])
        terminal.feeds.take("catalogue", centre.since(n), NOW)
    held = [n for n in range(8) if terminal.kept.text("catalogue", f"pension-proof@2026.11.{n}") == texts[n]]
    assert held == [0, 4, 5, 6, 7], "what a case names, the last three, and the one in use"
    outbox.accepted("t", {}, NOW)
    centre.publish(pension_proof=f"{texts[7]}\n# again\n")
    terminal.feeds.take("catalogue", centre.since(8), NOW)
    assert terminal.kept.text("catalogue", "pension-proof@2026.11.0") is None


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just(10**40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
MEMBERS = ["schema", "feed", "version", "since", "issued", "valid_until", "items", "removed", "state_sha256", "extra"]


@settings(max_examples=60)
@given(changes=st.dictionaries(st.sampled_from(MEMBERS), JUNK, max_size=3), drop=st.sampled_from([*MEMBERS, ""]))
def test_whatever_the_centre_signs_is_read_or_refused_and_nothing_else(changes, drop):
    centre = Publisher()
    document = {name: value for name, value in (centre.publish(a=notice()) | changes).items() if name != drop}
    with contextlib.suppress(FeedRefused):
        news = read_feed(centre.hand.signed(document), "notices", centre.hand.keys)
        assert set(news.texts) <= {"a.toml"}


LINES = st.lists(
    st.sampled_from(
        ['title = "a"', "start = 2026-13-01", "[[x]]", "end = 9999-12-31", "a.b.c = 1", "text = ", '"', "="]
    )
    | st.text(max_size=20),
    max_size=6,
)


@settings(max_examples=60)
@given(feed=st.sampled_from(FEEDS), lines=LINES)
def test_whatever_a_file_says_is_judged_and_never_more_than_refused(feed, lines):
    with contextlib.suppress(FeedRefused):
        judged(feed, {"a.toml": "\n".join(lines)})


STATES = st.lists(
    st.dictionaries(st.sampled_from(["a", "b", "c"]), st.sampled_from([notice(n) for n in range(3)]), max_size=3),
    min_size=1,
    max_size=5,
)
ARRIVALS = st.lists(st.tuples(st.integers(0, 4), st.integers(-1, 4), st.booleans()), max_size=12)


@settings(max_examples=25)
@given(states=STATES, arrivals=ARRIVALS)
def test_any_order_loss_and_replay_ends_in_a_state_the_centre_had_and_never_goes_back(
    tmp_path_factory, states, arrivals
):
    centre = Publisher()
    for state in states:
        centre.publish(**state)
    terminal = Terminal(tmp_path_factory.mktemp("any") / "state", centre.hand.keys)
    best = 0
    for version, start, damaged in arrivals:
        at, known = version % len(states) + 1, start % len(states) + 1 if start >= 0 else None
        document = centre.since(known, at) if known else centre.whole(at)
        if damaged:
            document = {**document, "version": str(at + 1)}
        try:
            terminal.feeds.take("notices", document, NOW)
            assert not damaged
            assert at >= best
            assert known in {None, best}
            best = at
        except FeedRefused:
            pass
        assert terminal.texts() == (centre.states[best - 1] if best else None)
    if best < len(states):
        terminal.feeds.take("notices", centre.since(best) if best else centre.whole(), NOW)
    assert terminal.texts() == centre.states[max(best, len(states)) - 1]
    terminal.store.close()
