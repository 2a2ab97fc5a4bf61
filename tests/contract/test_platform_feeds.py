"""What the platform publishes: whole or as a difference, signed, and what a terminal makes of it is what is there."""

import hashlib
import json
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from platform_voice import Voice, control

from kiosk.gateway.sandbox.centre import Centre
from kiosk.gateway.sandbox.feeds import FeedOffice, state_sha256
from kiosk.gateway.sandbox.problems import Problem
from tests.platform_fixtures import kit


@pytest.fixture
def voice(terminal, sandbox):
    return Voice(sandbox.url, terminal.keys, terminal.terminal_id)


@pytest.mark.parametrize("feed", ["catalogue", "fees", "guides", "notices", "places", "workdays"])
def test_a_feed_is_signed_and_its_digests_are_true(voice, feed):
    whole = voice.ask("GET", f"/v1/feeds/{feed}").json
    assert voice.holds(whole, "kiosk.feed/1")
    assert whole["items"]
    state = {one["file"]: one["sha256"] for one in whole["items"]}
    assert all(hashlib.sha256(one["text"].encode()).hexdigest() == one["sha256"] for one in whole["items"])
    text = json.dumps(state, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == whole["state_sha256"]
    assert whole["issued"] < whole["valid_until"]


def test_the_catalogue_is_one_of_the_feeds(voice):
    assert voice.ask("GET", "/v1/catalogue").json == voice.ask("GET", "/v1/feeds/catalogue").json


def test_what_the_terminal_has_is_not_sent_again(voice):
    etag = voice.ask("GET", "/v1/feeds/fees").headers["ETag"]
    for known in (etag, f'"other", {etag}'):
        answer = voice.ask("GET", "/v1/feeds/fees", headers={"If-None-Match": known})
        assert (answer.status, answer.body) == (304, b"")
    assert voice.ask("GET", "/v1/feeds/fees", headers={"If-None-Match": '"other"'}).status == 200


def test_only_what_changed_is_sent_since_a_version(terminal, tmp_path):
    catalogue = tmp_path / "items"
    shutil.copytree(kit.ROOT / "config" / "services", catalogue)
    with kit.running_sandbox(tmp_path / "platform", catalogue) as own:
        voice = Voice(own.url, terminal.keys, terminal.terminal_id)
        first = voice.ask("GET", "/v1/catalogue")
        (catalogue / "pension-proof.toml").unlink()
        with (catalogue / "utility-pay.toml").open("a", encoding="utf-8") as file:
            file.write("\n# changed\n")
        changed = voice.ask("GET", "/v1/catalogue", headers={"If-None-Match": first.headers["ETag"]})
        assert changed.status == 200
        since = voice.ask("GET", f"/v1/catalogue?since={first.json['version']}").json
        assert voice.holds(since, "kiosk.feed/1")
        assert ([one["file"] for one in since["items"]], since["removed"]) == (
            ["utility-pay.toml"],
            ["pension-proof.toml"],
        )
        assert since["since"] == first.json["version"] != since["version"]
        assert since["state_sha256"] == changed.json["state_sha256"]
        nothing = voice.ask("GET", f"/v1/catalogue?since={since['version']}").json
        assert (nothing["items"], nothing["removed"]) == ([], [])
        assert voice.ask("GET", "/v1/catalogue?since=0").status == 410


def test_a_classified_matter_leaves_the_centre_for_no_terminal(terminal, tmp_path):
    catalogue = tmp_path / "items"
    shutil.copytree(kit.ROOT / "config" / "services", catalogue)
    with kit.running_sandbox(tmp_path / "platform", catalogue) as own:
        voice = Voice(own.url, terminal.keys, terminal.terminal_id)
        before = voice.ask("GET", "/v1/catalogue").json
        item = catalogue / "pension-proof.toml"
        item.write_text(f"classified = true\n{item.read_text('utf-8')}", encoding="utf-8")
        since = voice.ask("GET", f"/v1/catalogue?since={before['version']}").json
        assert (since["items"], since["removed"]) == ([], ["pension-proof.toml"])
        whole = voice.ask("GET", "/v1/catalogue").json
        assert item.name not in {one["file"] for one in whole["items"]}
        assert len(whole["items"]) == len(before["items"]) - 1


def test_validity_is_a_setting(voice, sandbox):
    control(sandbox.url, "settings", feed_days=2)
    whole = voice.ask("GET", "/v1/feeds/notices").json
    control(sandbox.url, "settings", feed_days=30)
    assert int(whole["valid_until"][8:10]) != int(whole["issued"][8:10])
    assert whole["valid_until"][:10] < voice.ask("GET", "/v1/feeds/notices").json["valid_until"][:10]


FILES = st.dictionaries(st.sampled_from(["a.toml", "b.toml", "c.toml"]), st.sampled_from(["x = 1", "x = 2", "# 三"]))


@settings(max_examples=12)
@given(states=st.lists(FILES, min_size=1, max_size=6), pick=st.integers(0, 5))
def test_every_difference_leads_to_the_newest_state(tmp_path_factory, states, pick):
    folder = tmp_path_factory.mktemp("feeds")
    centre = Centre(folder / "store")
    (folder / "own" / "notices").mkdir(parents=True)
    office = FeedOffice(centre, folder / "own")
    seen = []
    for state in states:
        for path in (folder / "own" / "notices").iterdir():
            path.unlink()
        for name, text in state.items():
            (folder / "own" / "notices" / name).write_text(text, encoding="utf-8")
        seen.append(office.whole("notices"))
    begun = seen[pick % len(seen)]
    mine = {one["file"]: one["text"] for one in begun["items"]}
    delta = office.since("notices", begun["version"])
    for name in delta["removed"]:
        del mine[name]
    mine |= {one["file"]: one["text"] for one in delta["items"]}
    assert mine == states[-1]
    digests = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in mine.items()}
    assert state_sha256(digests) == delta["state_sha256"]
    centre.close()


def test_a_version_that_is_too_old_or_no_version_asks_for_the_whole(tmp_path):
    centre = Centre(tmp_path / "store")
    office = FeedOffice(centre)
    for version in ("-1", "", "１", "999999999999999999", "1e3"):
        with pytest.raises(Problem) as refusal:
            office.since("notices", version)
        assert (refusal.value.status, refusal.value.kind) == (410, "urn:kiosk:snapshot")
    centre.close()
