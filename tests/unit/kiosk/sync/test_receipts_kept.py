"""A receipt that lay in the outbox comes back word for word."""

import datetime as dt
import json

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.case import Acknowledgement, Filed, Promise
from kiosk.sync.receipts_kept import acknowledgement_of, answer_of, read_filed, write_filed
from offline_cache.print_journal import PrintJob

TEXTS = st.text(max_size=20)
MANY = st.lists(TEXTS, max_size=4).map(tuple)
MOMENTS = st.datetimes(timezones=st.just(dt.timezone(dt.timedelta(hours=8))))
DUE = st.none() | st.dates()
PROMISES = st.none() | st.builds(Promise, material_codes=MANY, days=st.integers(1, 60), due=DUE)
FILED = st.builds(
    Filed,
    **dict.fromkeys(("case_id", "receipt_no", "query_code", "item_id", "task_name", "dept_name", "masked_name"), TEXTS),
    materials=MANY,
    filed=MOMENTS,
    promise=PROMISES,
    promised_names=MANY,
    next_steps=MANY,
    copies=st.just(0),
    printed=st.just(False),
    acknowledgement=st.none(),
    form=TEXTS,
    status=st.none(),
)


@given(FILED)
def test_any_receipt_comes_back_as_it_was(filed):
    assert read_filed(write_filed(filed), {}, None) == filed


@given(st.builds(Acknowledgement, case_id=TEXTS, server_no=TEXTS, accepted=MOMENTS, due=DUE))
def test_any_acknowledgement_comes_back_as_it_was(said):
    assert acknowledgement_of(answer_of(said)) == said


@given(FILED, st.integers(0, 5), st.integers(0, 5))
def test_a_receipt_counts_as_printed_once_a_copy_is_proven(filed, copies, proven):
    found = read_filed(write_filed(filed), {}, PrintJob("k", "UNKNOWN", copies, "", proven))
    assert (found.copies, found.printed) == (copies, proven > 0)


def test_no_answer_is_no_acknowledgement():
    assert acknowledgement_of({}) is None


def test_a_receipt_of_the_first_release_knows_no_form():
    filed = Filed(
        "c", "r", "q", "i", "t", "d", "n", (), dt.datetime(2026, 11, 21, tzinfo=dt.UTC), None, (), (), form="i@1"
    )
    old = json.loads(write_filed(filed))
    del old["form"]
    assert read_filed(json.dumps(old).encode(), {}, None).form == ""
