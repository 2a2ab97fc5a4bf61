"""The gateway against the real sandbox over real HTTP."""

import base64
import hashlib
import os
import uuid

import pytest
from platform_kit import NAME, NOW, NUMBER, Terminal, finished_run, person, replace

from kiosk.domain.case import Holding, Received
from kiosk.gateway.errors import (
    BlobsMissing,
    Busy,
    NotThePlatform,
    NotYet,
    OffsetElsewhere,
    Paused,
    Refused,
    Rejected,
    Revoked,
    Slow,
    SnapshotAsked,
    Unreachable,
)
from kiosk.gateway.port import Pulse
from kiosk.gateway.proofs import SignKeys
from kiosk.gateway.upload import FIRST_PIECE, LARGE_PIECE, PIECE, SMALL_PIECE
from offline_cache.outbox import Outbox


@pytest.fixture
def gateway(terminal, sandbox):
    return terminal.gateway(sandbox.url)


def queued(terminal, gateway, run=None):
    """File a case and hand in its enclosures; return its row."""
    seal_key = gateway.device().seal_key
    desk = terminal.desk(base64.b64encode(seal_key.public).decode())
    filed = desk.file(run or finished_run(), NOW)
    outbox = Outbox(terminal.store())
    row = outbox.queued(filed.case_id)
    for enclosed in row.enclosures:
        gateway.put_blob(enclosed.sha256, outbox.body(enclosed))
    return row


def test_a_case_is_accepted_with_a_number_of_43_characters(terminal, gateway):
    row = queued(terminal, gateway)
    answer = gateway.submit(row.envelope, row.case_id)
    assert answer.case_id == row.case_id
    assert len(answer.server_no) == 43
    assert answer.server_no.startswith(finished_run().item.task_code)
    assert answer.due is not None
    assert answer.accepted.tzinfo is not None


def test_a_repeated_case_gets_its_first_answer_again(terminal, gateway, sandbox):
    row = queued(terminal, gateway)
    assert gateway.submit(row.envelope, row.case_id) == gateway.submit(row.envelope, row.case_id)
    assert sandbox.see(f"cases/{row.case_id}")["deliveries"] == 2


def test_the_same_id_with_other_content_is_refused(terminal, gateway):
    row = queued(terminal, gateway)
    gateway.submit(row.envelope, row.case_id)
    other = queued(terminal, gateway)
    with pytest.raises(Refused) as refusal:
        gateway.submit(other.envelope, row.case_id)
    assert refusal.value.reason == "urn:kiosk:different-content"


def test_a_case_whose_enclosures_are_missing_must_wait(terminal, gateway):
    desk = terminal.desk(base64.b64encode(gateway.device().seal_key.public).decode())
    row = Outbox(terminal.store()).queued(desk.file(finished_run(), NOW).case_id)
    with pytest.raises(BlobsMissing) as refusal:
        gateway.submit(row.envelope, row.case_id)
    assert set(refusal.value.names) == {one.sha256 for one in row.enclosures}


def test_an_envelope_with_one_bit_changed_is_refused(terminal, gateway):
    row = queued(terminal, gateway)
    envelope = bytearray(row.envelope)
    envelope[envelope.index(b'"sealed":"') + 40] ^= 1
    with pytest.raises(Refused):
        gateway.submit(bytes(envelope), row.case_id)


def test_an_envelope_of_another_terminal_is_refused(terminal, gateway, sandbox, tmp_path):
    row = queued(terminal, gateway)
    thief = Terminal(tmp_path / "thief", "K9999")
    with pytest.raises(Refused):
        thief.gateway(sandbox.url).submit(row.envelope, row.case_id)
    thief.close()


def test_another_key_under_a_known_terminal_id_is_not_admitted(terminal, gateway, sandbox, tmp_path):
    gateway.device()
    impostor = Terminal(tmp_path / "impostor", terminal.terminal_id)
    with pytest.raises(Paused):
        impostor.gateway(sandbox.url).device()
    impostor.close()


@pytest.mark.parametrize("size", [0, 1, FIRST_PIECE - 1, FIRST_PIECE, FIRST_PIECE + 1, 3 * FIRST_PIECE])
def test_an_enclosure_of_any_size_arrives(gateway, size):
    body = os.urandom(size)
    gateway.put_blob(hashlib.sha256(body).hexdigest(), body)
    gateway.put_blob(hashlib.sha256(body).hexdigest(), body)


class Line:
    """The calls of a gateway, counted, and broken off where a test says."""

    def __init__(self, gateway, broken=()):
        self.call, self.broken, self.said = gateway._upload._call, set(broken), []
        gateway._upload._call = self

    def __call__(self, method, target, body=b"", *, headers):
        self.said.append((method, headers.get("Upload-Offset", ""), len(body)))
        if len(self.said) in self.broken:
            raise Unreachable("cut")
        return self.call(method, target, body, headers=headers)


def named(body):
    return hashlib.sha256(body).hexdigest(), body


def test_an_enclosure_of_one_piece_is_sent_without_asking_first(gateway):
    line = Line(gateway)
    gateway.put_blob(*named(os.urandom(1000)), fresh=True)
    assert line.said == [("PATCH", "0", 1000)]


def test_an_enclosure_that_was_tried_before_is_asked_after_first(gateway):
    name, body = named(os.urandom(1000))
    gateway.put_blob(name, body, fresh=True)
    line = Line(gateway)
    gateway.put_blob(name, body)
    assert line.said == [("HEAD", "", 0)]


def test_an_enclosure_goes_on_where_it_broke_off_and_in_smaller_pieces(gateway):
    body = os.urandom(3 * FIRST_PIECE)
    line = Line(gateway, broken={3})
    with pytest.raises(Unreachable):
        gateway.put_blob(*named(body))
    gateway.put_blob(*named(body))
    assert line.said[:3] == [("HEAD", "", 0), ("PATCH", "0", FIRST_PIECE), ("PATCH", str(FIRST_PIECE), FIRST_PIECE)]
    pieces = 2 * FIRST_PIECE // SMALL_PIECE
    assert line.said[3:] == [
        ("HEAD", "", 0),
        *(("PATCH", str(FIRST_PIECE + n * SMALL_PIECE), SMALL_PIECE) for n in range(pieces)),
    ]


def test_a_line_that_holds_is_given_larger_pieces(gateway):
    body = os.urandom(3 * 1024 * 1024)
    line = Line(gateway)
    gateway.put_blob(*named(body))
    sizes = [size for method, _, size in line.said if method == "PATCH"]
    assert sizes[0] == FIRST_PIECE
    assert max(sizes) == LARGE_PIECE
    assert sum(sizes) == len(body)


def test_an_enclosure_goes_on_from_the_offset_that_the_centre_tells(gateway):
    name, body = named(os.urandom(FIRST_PIECE // 2))
    place = {"Upload-Offset": "0", "Upload-Complete": "?0"}
    gateway._call("PATCH", f"/v1/blobs/{name}", body[:1000], headers={**PIECE, **place})
    line = Line(gateway)
    gateway.put_blob(name, body, fresh=True)
    assert line.said == [("PATCH", "0", len(body)), ("PATCH", "1000", len(body) - 1000)]
    assert gateway._call("HEAD", f"/v1/blobs/{name}").headers["Upload-Complete"] == "?1"


def test_what_somebody_else_left_under_a_name_does_not_spoil_the_enclosure(gateway):
    name, body = named(os.urandom(5000))
    place = {"Upload-Offset": "0", "Upload-Complete": "?0"}
    gateway._call("PATCH", f"/v1/blobs/{name}", os.urandom(1000), headers={**PIECE, **place})
    gateway.put_blob(name, body)
    assert gateway._call("HEAD", f"/v1/blobs/{name}").headers["Upload-Complete"] == "?1"


def test_a_centre_that_never_agrees_on_an_offset_is_given_up(gateway):
    class Elsewhere(Line):
        def __call__(self, method, target, body=b"", *, headers):
            self.said.append(method)
            raise OffsetElsewhere({"Upload-Offset": "7", "Upload-Complete": "?0"})

    line = Elsewhere(gateway)
    with pytest.raises(NotThePlatform):
        gateway.put_blob(*named(b"a" * 100), fresh=True)
    assert len(line.said) < 10


def test_an_enclosure_that_is_not_what_its_name_says_is_refused(gateway):
    with pytest.raises(Refused) as refusal:
        gateway.put_blob(hashlib.sha256(b"other").hexdigest(), b"body")
    assert refusal.value.reason == "urn:kiosk:blob-digest"


def test_the_licence_store_tells_what_is_held_of_the_asked_types_alone(gateway):
    (held,) = gateway.holdings(NUMBER, ("老年优待证未领记录", "居住证"))
    assert isinstance(held, Holding)
    assert (held.license_type, held.source) == ("老年优待证未领记录", "示范市民政局")
    assert gateway.holdings("110101199003070011", ("居住证",)) == ()


def test_a_feed_is_fetched_once_whole_or_as_a_difference(gateway):
    first = gateway.feed("catalogue", "", None)
    assert "elder-card-joint.toml" in {one["file"] for one in first.document["items"]}
    assert gateway.feed("catalogue", first.etag, 1).document is None
    assert gateway.feed("catalogue", "", int(first.document["version"])).document["items"] == []
    with pytest.raises(SnapshotAsked):
        gateway.feed("catalogue", "", 0)


def test_changes_are_told_from_a_cursor_on(terminal, gateway):
    start = gateway.changes("").cursor
    row = queued(terminal, gateway)
    answer = gateway.submit(row.envelope, row.case_id)
    news = gateway.changes(start)
    assert [(one.case_id, one.server_no) for one in news.cases] == [(row.case_id, answer.server_no)]
    assert gateway.changes(news.cursor).cases == ()
    assert not news.more


def test_a_case_that_is_first_looked_at_is_received_not_accepted(terminal, gateway, sandbox):
    row = queued(terminal, gateway)
    sandbox.post("settings", {"review": "staged"})
    try:
        said = gateway.submit(row.envelope, row.case_id)
    finally:
        sandbox.post("settings", {"review": "instant"})
    assert isinstance(said, Received)
    assert said.case_id == row.case_id
    assert said.received.tzinfo is not None


def test_a_refusal_comes_with_a_reason_that_the_centre_signed(terminal, gateway, sandbox):
    row = queued(terminal, gateway)
    sandbox.pull("reject")
    with pytest.raises(Rejected) as refusal:
        gateway.submit(row.envelope, row.case_id)
    assert refusal.value.reason == refusal.value.told["code"] == "not-eligible"
    assert refusal.value.told["text_zh"]
    gateway.trust(SignKeys())
    with pytest.raises(NotThePlatform):
        gateway.submit(row.envelope, row.case_id)


def test_a_refusal_of_another_case_refuses_nothing(terminal, gateway, sandbox):
    row = queued(terminal, gateway)
    sandbox.pull("reject")
    with pytest.raises(Rejected) as refusal:
        gateway.submit(row.envelope, row.case_id)
    other = queued(terminal, gateway)
    assert isinstance(gateway._proven(refusal.value, other.case_id, other.envelope), NotThePlatform)


def test_nothing_signed_counts_before_a_key_is_known(terminal, gateway):
    row = queued(terminal, gateway)
    gateway.trust(SignKeys())
    for call in (
        lambda: gateway.submit(row.envelope, row.case_id),
        lambda: gateway.changes(""),
        lambda: pulse(gateway),
    ):
        with pytest.raises(NotThePlatform, match="not known"):
            call()


def pulse(gateway, stores=None, has=None):
    return gateway.pulse(Pulse(stores or {}, has or {}, 0, 0, 0, 0, 10**9, NOW.isoformat(), "kiosk 1"))


def test_a_pulse_is_answered_with_what_the_centre_misses(terminal, gateway):
    row = queued(terminal, gateway)
    queued(terminal, gateway)
    gateway.submit(row.envelope, row.case_id)
    store_id = terminal.store().store_id
    answer = pulse(gateway, {store_id: 2})
    (gaps,) = answer.stores
    assert (gaps.store_id, gaps.missing, gaps.reused) == (store_id, ((2, 2),), ())
    assert {"device", "changes", "catalogue"} <= set(answer.wake)
    assert "device" not in pulse(gateway, has={"device": gateway.device().etag}).wake


def test_a_version_that_the_centre_does_not_know_asks_for_the_whole(gateway):
    with pytest.raises(SnapshotAsked):
        gateway.feed("notices", "", 10**9)


@pytest.mark.parametrize(
    ("wish", "kind"),
    [
        ({"mode": "html"}, NotThePlatform),
        ({"mode": "redirect"}, NotThePlatform),
        ({"mode": "500"}, Busy),
        ({"mode": "429", "seconds": 5}, Busy),
        ({"mode": "paused"}, Revoked),
        ({"mode": "slow", "seconds": 4}, Slow),
        ({"mode": "drip", "seconds": 0.1}, Slow),
        ({"mode": "lost"}, NotThePlatform),
        ({"mode": "reject"}, Rejected),
        ({"mode": "503"}, Busy),
        ({"mode": "in-progress"}, NotYet),
        ({"mode": "schema-retired"}, Refused),
        ({"mode": "wrong-digest"}, NotThePlatform),
        ({"mode": "wrong-id"}, NotThePlatform),
        ({"mode": "wrong-signature"}, NotThePlatform),
        ({"mode": "cut"}, NotThePlatform),
    ],
)
def test_every_lever_of_the_sandbox_is_told_apart(terminal, gateway, sandbox, wish, kind):
    row = queued(terminal, gateway)
    sandbox.pull(**wish)
    with pytest.raises(kind):
        terminal.gateway(sandbox.url, deadline_s="1").submit(row.envelope, row.case_id)


def test_no_answer_about_another_case_is_taken(terminal, gateway):
    row = queued(terminal, gateway)
    gateway.submit(row.envelope, row.case_id)
    other = str(uuid.uuid4())
    gateway._dialect = replace(gateway._dialect, case=f"/v1/cases/{row.case_id}")
    with pytest.raises(NotThePlatform, match="something else"):
        gateway.submit(row.envelope, other)


def test_the_centre_reads_what_the_citizen_gave(terminal, gateway, sandbox):
    row = queued(terminal, gateway, finished_run(person()))
    gateway.submit(row.envelope, row.case_id)
    body = sandbox.see(f"cases/{row.case_id}")["body"]
    assert (body["identity"]["name"], body["identity"]["number"]) == (NAME, NUMBER)


@pytest.mark.parametrize("ahead_s", [10_000_000, -10_000_000])
def test_a_clock_that_is_wrong_by_months_signs_by_the_centres(terminal, gateway, sandbox, ahead_s):
    sandbox.post("settings", {"signature_window_s": 300, "clock_ahead_s": ahead_s})
    try:
        said = Line(gateway).said
        gateway.put_blob(*named(b"a page"), fresh=True)
        gateway.holdings(NUMBER, ("居民身份证",))
    finally:
        sandbox.post("settings", {"signature_window_s": 0, "clock_ahead_s": 0})
    assert said == [("PATCH", "0", 6)]
