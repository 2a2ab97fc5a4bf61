"""The exam of whoever verifies scanned codes (F19): one statement a code, under its own key, about this question."""

import datetime as dt
import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from config.load import load_profile
from config.problems import ConfigError
from config.profile_rules import LAB_VERIFIER
from kiosk.domain.identity_level import level_of
from kiosk.domain.inquiry import Inquiry
from kiosk.gateway.code_verifier import LIFE_S, VERIFY
from kiosk.gateway.sandbox.centre import Centre
from kiosk.gateway.sandbox.desks import Desks
from kiosk.gateway.sandbox.inquiries import Question
from kiosk.gateway.sandbox.phone_codes import AHEAD_S, PEOPLE, PUBLIC, SandboxVerifier, make_code, signed
from kiosk.gateway.sandbox.services import verify_code
from kiosk.journeys.identity import IdentityRefused
from kiosk.journeys.phone_code import asked, vouched

ZHAO, WANG = "999901195202290022", "999901200402290215"
STRANGER = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"stranger").digest())


@pytest.fixture
def centre(tmp_path):
    made = Centre(tmp_path, Path("config/services"))
    yield made
    made.close()


class Service:
    """The verifier as a terminal reaches it: by way of the platform."""

    def __init__(self, centre):
        self.desks = Desks(centre)

    def verify(self, code, nonce):
        question = Question(f"{nonce:0>36}", "K0007", "0" * 32, "不留名", {"code": code, "nonce": nonce})
        return verify_code.answer(self.desks, question)


@pytest.fixture(params=[SandboxVerifier, Service], ids=["itself", "by-the-platform"])
def verifier(request, centre):
    return request.param(centre)


def who(verifier, code, *, key=PUBLIC, now=None, **changed):
    inquiry = asked(code)
    said = {**verifier.verify(code, inquiry.what["nonce"]), **changed}
    return vouched(said, inquiry, key, now)


def refusal(*args, **more):
    with pytest.raises(IdentityRefused) as no:
        who(*args, **more)
    return no.value.code


def test_a_fresh_code_names_its_person_and_how_surely(verifier, centre):
    now = centre.clock.now()
    one = who(verifier, make_code("ctid", ZHAO, now), now=now)
    assert (one.kind, one.name, one.number, one.sex, one.birth) == ("ctid", "赵桂兰", ZHAO, "女", dt.date(1952, 2, 29))
    assert (level_of(one), one.cardless, one.trust, one.type_code) == (3, True, "code_verified", "111")
    boss = who(verifier, make_code("licence", WANG, now))
    assert (level_of(boss), len(boss.enterprise)) == (3, 18)
    assert level_of(who(verifier, make_code("ecard", ZHAO, now))) == 1


def test_a_code_holds_no_name_and_no_number(centre):
    code = make_code("ctid", ZHAO, centre.clock.now())
    assert ZHAO not in code
    assert ZHAO[6:14] not in code


def test_the_same_code_a_second_time_is_refused(verifier, centre):
    code = make_code("ctid", ZHAO, centre.clock.now())
    who(verifier, code)
    assert refusal(verifier, code) == "phone-code-used"


def test_what_the_line_repeats_is_answered_alike(verifier, centre):
    code, inquiry = make_code("ctid", ZHAO, centre.clock.now()), asked("x")
    first, again = (verifier.verify(code, inquiry.what["nonce"]) for _ in range(2))
    assert first == again
    assert first["number"] == ZHAO


@pytest.mark.parametrize(
    ("age_s", "code"),
    [(LIFE_S + 2, "phone-code-late"), (-AHEAD_S - 3, "phone-code-clock"), (3600, "phone-code-late")],
)
def test_a_code_counts_for_a_minute(verifier, centre, age_s, code):
    made = centre.clock.now() - dt.timedelta(seconds=age_s)
    assert refusal(verifier, make_code("ctid", ZHAO, made)) == code
    assert who(verifier, make_code("ctid", ZHAO, centre.clock.now() - dt.timedelta(seconds=LIFE_S - 5))).name


def test_only_the_app_makes_codes_and_only_for_whom_the_verifier_knows(verifier, centre):
    now = centre.clock.now()
    assert refusal(verifier, make_code("ctid", ZHAO, now, STRANGER)) == "phone-code-strange"
    assert refusal(verifier, make_code("ctid", "999901194001010018", now)) == "phone-code-strange"
    assert refusal(verifier, make_code("licence", ZHAO, now)) == "phone-code-strange"


@given(text=st.text(max_size=200) | st.sampled_from(["GZM1..", "GZM1.e30.AA", "https://zwfw.example/q#7K3M9QX4"]))
def test_whatever_else_lies_there_is_a_strange_code(tmp_path_factory, text):
    centre = _one_for_all(tmp_path_factory)
    assert refusal(SandboxVerifier(centre), text) == "phone-code-strange"


CENTRES = []


def _one_for_all(tmp_path_factory):
    if not CENTRES:
        CENTRES.append(Centre(tmp_path_factory.mktemp("centre"), Path("config/services")))
    return CENTRES[0]


# What a terminal believes.


def test_a_statement_by_another_key_is_not_believed(verifier, centre):
    code = make_code("ctid", ZHAO, centre.clock.now())
    inquiry = asked(code)
    said = verifier.verify(code, inquiry.what["nonce"])
    body = {name: value for name, value in said.items() if name != "signature"}
    for forged in (signed(body, STRANGER), body, {**said, "name": "王小明"}, {**said, "signature": "x"}):
        with pytest.raises(IdentityRefused) as no:
            vouched(forged, inquiry, PUBLIC)
        assert no.value.code == "phone-code-unproven"
    for key in ("", "A" * 43 + "=", "no key"):
        with pytest.raises(IdentityRefused) as no:
            vouched(said, inquiry, key)
        assert no.value.code == "phone-code-unproven"


def test_an_answer_to_another_question_is_not_believed(verifier, centre):
    code = make_code("ctid", ZHAO, centre.clock.now())
    inquiry = asked(code)
    said = verifier.verify(code, inquiry.what["nonce"])
    other = make_code("ctid", ZHAO, centre.clock.now())
    for what in ({**inquiry.what, "nonce": "0" * 32}, {**inquiry.what, "code": other}):
        with pytest.raises(IdentityRefused) as no:
            vouched(said, Inquiry(VERIFY, inquiry.id, what), PUBLIC)
        assert no.value.code == "phone-code-unproven"


def test_clocks_that_do_not_agree_are_told(verifier, centre):
    now = centre.clock.now()
    late = now + dt.timedelta(seconds=LIFE_S + 5)
    assert refusal(verifier, make_code("ctid", ZHAO, now), now=late) == "phone-code-clock"


def test_every_person_of_the_sandbox_has_a_number_that_counts(verifier, centre):
    for person in PEOPLE:
        assert who(verifier, make_code(person["codes"][0], person["number"], centre.clock.now())).name == person["name"]


def test_a_live_terminal_cannot_pin_the_sandbox_s_verifier():
    assert load_profile("demo").verifier == PUBLIC == LAB_VERIFIER
    with pytest.raises(ConfigError) as no:
        load_profile("live-example", {"verifier": PUBLIC})
    assert "verifier" in {problem.key for problem in no.value.problems}
    with pytest.raises(ConfigError):
        load_profile("demo", {"verifier": "no key"})
    assert replace(load_profile("demo"), verifier="").verifier == ""
