"""Appointments: a place is given once, rebooking gives the old one back, and nobody learns of another's."""

import datetime as dt
import itertools
import uuid

import pytest
from platform_voice import ENVELOPE, Voice, control

from kiosk.gateway.sandbox.slots import PLACES
from tests.platform_fixtures import kit

NAMES = ("case_id", "sha256", "replaced", "state", "slot_id", "ticket", "window", "begins", "ends")


PEOPLE = itertools.count(1)


@pytest.fixture
def voice(terminal, sandbox):
    """A terminal on a day of its own, in a year with a calendar, before a person of its own."""
    person = next(PEOPLE)
    today = dt.datetime(2026, 3, 2, 8, tzinfo=kit.BEIJING) + dt.timedelta(days=14 * person)
    ahead = today - dt.datetime.now(kit.BEIJING)
    control(sandbox.url, "settings", clock_ahead_s=int(ahead.total_seconds()))
    one = Voice(sandbox.url, terminal.keys, terminal.terminal_id)
    one.number = f"9999011952{person:08d}"
    yield one
    control(sandbox.url, "settings", clock_ahead_s=0)


def wish(slot_id, number, replaces=None):
    who = {"number": number, "name": kit.NAME}
    return {"schema": "kiosk.appointment/1", **who, "slot_id": slot_id, "replaces": replaces}


def book(voice, slot_id, number="", **more):
    return voice.put("appointments", "appointment", wish(slot_id, number or voice.number, **more))


def slots(voice):
    return {one["slot_id"]: one["left"] for one in voice.ask("GET", "/v1/appointments/slots").json["slots"]}


def booked(voice, number=""):
    question = {"schema": "kiosk.appointments/1", "number": number or voice.number}
    _, envelope = voice.seal("query", question, store_id="")
    answer = voice.ask("POST", "/v1/appointments/query", envelope, media=ENVELOPE).json
    return [(one["appointment_id"], one["slot_id"], one["ticket"]) for one in answer["appointments"]]


def test_a_slot_takes_as_many_people_as_it_has_places(voice):
    slot, later = list(slots(voice))[:2]
    tickets = []
    for _ in range(PLACES):
        _, answer = book(voice, slot)
        assert (answer.status, answer.json["slot_id"]) == (201, slot)
        assert voice.holds(answer.json, "kiosk.receipt/1", "receipt_sig", NAMES)
        tickets.append(answer.json["ticket"])
    assert tickets == ["Y001", "Y002", "Y003"]
    assert slots(voice)[slot] == 0
    _, full = book(voice, slot)
    assert (full.status, full.json["type"], full.json["free"][0]) == (409, "urn:kiosk:slot-full", later)


def test_rebooking_gives_the_old_place_back_in_the_same_step(voice):
    first, second = list(slots(voice))[:2]
    old, _ = book(voice, first)
    new, answer = book(voice, second, replaces=old)
    assert (answer.status, answer.json["replaced"]) == (201, old)
    assert (slots(voice)[first], slots(voice)[second]) == (PLACES, PLACES - 1)
    assert [(one[0], one[1]) for one in booked(voice)] == [(new, second)]


def test_rebooking_into_a_full_slot_changes_nothing(voice):
    first, second = list(slots(voice))[:2]
    mine, _ = book(voice, first)
    for _ in range(PLACES):
        book(voice, second, number="1")
    assert book(voice, second, replaces=mine)[1].json["type"] == "urn:kiosk:slot-full"
    assert [(one[0], one[1]) for one in booked(voice)] == [(mine, first)]


def test_a_cancelled_appointment_is_gone_and_cannot_be_cancelled_by_another(voice):
    slot = next(iter(slots(voice)))
    mine, _ = book(voice, slot)
    assert book(voice, None, number="2", replaces=mine)[1].json["type"] == "urn:kiosk:appointment-unknown"
    _, answer = book(voice, None, replaces=mine)
    assert (answer.status, answer.json["state"]) == (201, "cancelled")
    assert (booked(voice), slots(voice)[slot]) == ([], PLACES)


def test_booking_is_repeated_without_taking_a_second_place(voice):
    slot = next(iter(slots(voice)))
    identity, envelope = voice.seal("appointment", wish(slot, voice.number))
    first, again = (voice.ask("PUT", f"/v1/appointments/{identity}", envelope, media=ENVELOPE) for _ in range(2))
    assert (first.status, again.status, again.json) == (201, 200, first.json)
    assert slots(voice)[slot] == PLACES - 1
    _, other = voice.seal("appointment", wish(None, voice.number, replaces=identity), identity)
    assert voice.ask("PUT", f"/v1/appointments/{identity}", other).json["type"] == "urn:kiosk:different-content"


@pytest.mark.parametrize("slot_id", ["20200101T0830", "20260303T0831", "tomorrow", ""])
def test_only_slots_that_are_offered_can_be_booked(voice, slot_id):
    answer = book(voice, slot_id)[1]
    assert answer.status in {409, 422}


def test_nobody_learns_of_anothers_appointment(voice):
    book(voice, next(iter(slots(voice))))
    assert len(booked(voice)) == 1
    assert booked(voice, "999901194001010018") == []
    assert book(voice, None, replaces=str(uuid.uuid4()))[1].status == 409
