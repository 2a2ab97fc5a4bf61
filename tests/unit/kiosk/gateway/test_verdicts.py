"""Whatever comes back, it is either the centre's word or a refusal with a code that people are told about."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from requests.structures import CaseInsensitiveDict

import kiosk.gateway.errors as refusals
from config.load import load_faults
from kiosk.gateway.dialect import load_dialect
from kiosk.gateway.errors import GatewayError, LineError, NotThePlatform, Paused, Refused, Rejected
from kiosk.gateway.http import _read
from kiosk.gateway.verdict import PAUSING, json_of, judge, told_time
from kiosk.gateway.wire import Answer

MEDIA = st.sampled_from(["application/json", "application/problem+json", "application/problem+json; charset=utf-8", ""])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
BODIES = st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode())
FAULTS = load_faults()
READERS = ("read_acknowledgement", "read_holdings", "read_changes", "read_device", "read_pulse")


def answered(status, body=b"", media="application/problem+json", **fields):
    return Answer(status, CaseInsensitiveDict({"Content-Type": media, **fields}), body)


@given(st.integers(100, 599), BODIES, MEDIA, st.text(alphabet=st.characters(codec="latin-1"), max_size=20))
def test_any_answer_is_judged_without_surprise(status, body, media, retry_after):
    found = verdict_of(answered(status, body, media, **{"Retry-After": retry_after}))
    if found is not None:
        assert found.code in FAULTS
        assert 0 <= getattr(found, "retry_after_s", 0) <= 3600


def verdict_of(answer):
    try:
        judge(answer)
        json_of(answer)
    except GatewayError as refusal:
        return refusal
    return None


@given(JSON, st.sampled_from(READERS))
def test_an_answer_that_is_not_as_agreed_is_not_the_centres(said, reader):
    dialect = load_dialect("default")
    if isinstance(said, dict):
        with pytest.raises(NotThePlatform):
            _read(getattr(dialect, reader), said)


@pytest.mark.parametrize(("status", "media"), [(200, "application/json"), (422, "application/problem+json")])
@pytest.mark.parametrize("body", [b'{"a":' * 5000, b"[" * 30_000, b'{"a":' + b"9" * 5000 + b"}"], ids=["{", "[", "9"])
def test_json_that_nests_or_counts_without_end_is_not_the_centres(status, media, body):
    assert isinstance(verdict_of(answered(status, body, media)), NotThePlatform)


@pytest.mark.parametrize("status", sorted(PAUSING))
def test_not_being_admitted_pauses_even_where_the_answer_has_no_body(status):
    with pytest.raises(Paused):
        judge(answered(status))


@pytest.mark.parametrize("status", [409, 413, 415, 422])
def test_what_the_centre_cannot_read_is_refused_with_its_reason(status):
    with pytest.raises(Refused) as refusal:
        judge(answered(status, b'{"type": "urn:kiosk:schema"}'))
    assert refusal.value.reason == "urn:kiosk:schema"


@pytest.mark.parametrize(
    ("status", "kind"),
    [(400, "urn:kiosk:schema"), (400, "urn:kiosk:malformed"), (415, "urn:kiosk:media-type"), (422, "urn:kiosk:skema")],
)
def test_what_the_line_may_have_done_is_tried_again(status, kind):
    assert isinstance(verdict_of(answered(status, f'{{"type": "{kind}"}}'.encode())), NotThePlatform)
    assert isinstance(verdict_of(answered(status)), NotThePlatform)


def test_a_rejected_case_carries_its_reason_without_the_prefix():
    with pytest.raises(Rejected) as refusal:
        judge(answered(422, '{"type": "urn:case:not-eligible", "detail": "未满六十周岁"}'.encode()))
    assert refusal.value.reason == "not-eligible"


def test_no_refusal_repeats_the_words_of_an_answer():
    with pytest.raises(Rejected) as refusal:
        judge(answered(422, '{"type": "urn:case:x", "detail": "赵桂兰"}'.encode()))
    assert "赵桂兰" not in repr(refusal.value)


def test_every_refusal_is_in_the_catalogue_of_faults():
    kinds = [getattr(refusals, name) for name in refusals.__all__]
    assert {kind.code for kind in kinds} <= set(FAULTS)
    assert all(issubclass(kind, GatewayError) for kind in kinds)
    assert {kind.__name__ for kind in LineError.__subclasses__()} == {"Unreachable", "Slow", "NotThePlatform", "Busy"}


STALE = {"type": "urn:kiosk:signature-stale", "server_time": "2026-11-21T09:48:00+08:00"}


def test_the_centres_time_is_heard_where_it_says_that_ours_is_wrong():
    assert told_time(answered(401, json.dumps(STALE).encode())) == 1795225680


@given(JSON, st.sampled_from([401, 403]))
def test_no_other_answer_tells_a_time(said, status):
    assert told_time(answered(status, json.dumps({**STALE, "server_time": said}).encode())) is None
    assert told_time(answered(status, json.dumps({**STALE, "type": said}).encode())) is None
    assert told_time(answered(status, json.dumps(said).encode())) is None
