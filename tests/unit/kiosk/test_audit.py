"""The journal takes known events with bounded details and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.load import load_audit_events
from kiosk.audit import Audit, NotAuditable

CATALOGUE = load_audit_events()


@pytest.fixture
def journal():
    return []


@pytest.fixture
def audit(journal):
    return Audit(lambda event, detail: journal.append((event, detail)), CATALOGUE)


def test_an_event_without_detail_is_written(audit, journal):
    audit.note("in-service")
    assert journal == [("in-service", {})]


def test_details_are_written_by_their_keys(audit, journal):
    audit.note("receipt-held", code="printer-paper-out", copy="1")
    assert journal == [("receipt-held", {"code": "printer-paper-out", "copy": "1"})]


@pytest.mark.parametrize(
    "kind",
    ["shebao", "resident", "hmt", "foreigner", "passport", "permit-hk", "permit-tw", "permit-cs", "permit-cd"],
)
def test_every_kind_of_card_can_be_noted(audit, journal, kind):
    audit.note("card-read", kind)
    assert journal == [("card-read", {"kind": kind})]


def test_one_value_goes_to_the_events_main_key(audit, journal):
    audit.note("card-failed", "card-expired", kind="shebao")
    assert journal == [("card-failed", {"code": "card-expired", "kind": "shebao"})]


def test_empty_details_are_left_out(audit, journal):
    audit.note("stopped", "", code="")
    assert journal == [("stopped", {})]


def refused(audit, journal, event, *value, **detail):
    with pytest.raises(NotAuditable) as refusal:
        audit.note(event, *value, **detail)
    assert journal == []
    return str(refusal.value)


def test_an_unknown_event_is_refused(audit, journal):
    refused(audit, journal, "card-reed")


def test_an_unknown_key_is_refused(audit, journal):
    refused(audit, journal, "card-read", name="x")


def test_a_value_for_an_event_without_details_is_refused(audit, journal):
    refused(audit, journal, "in-service", "x")


@pytest.mark.parametrize("value", ["赵桂兰", "999901195202290022", "13812346620", "zhao guilan", "a\nb", "A" * 65])
def test_nothing_personal_gets_in_and_the_refusal_does_not_repeat_it(audit, journal, value):
    for event, known in CATALOGUE.events.items():
        for key in known.detail:
            assert value not in refused(audit, journal, event, **{key: value})


NUMBERS = st.from_regex(r"[0-9]{17}[0-9Xx]", fullmatch=True)
PHONES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
HAN = st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x323AF, exclude_categories=["Cs", "Cn"]), min_size=1)


@given(st.one_of(NUMBERS, PHONES, HAN))
def test_no_pattern_can_hold_a_person(value):
    audit = Audit(lambda event, detail: pytest.fail(f"{event} took it"), CATALOGUE)
    for event, known in CATALOGUE.events.items():
        for key in known.detail:
            with pytest.raises(NotAuditable):
                audit.note(event, **{key: value})
