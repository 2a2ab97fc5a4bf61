"""在屏幕上填 (F24): filled in beforehand with whose word it is, corrected where that may be, typed by the keypad."""

import datetime as dt
import json
from dataclasses import replace

import applicants
import pytest
from centre_visit import CATALOGUE, WALK, WORKDAYS

from kiosk.domain.answers import Commit, Decline, Defer, Go, Pick, Press, Reply, Signed, Use
from kiosk.domain.case import Captured, Holding
from kiosk.domain.form_entries import FormAsk
from kiosk.domain.keying import ERASE
from kiosk.domain.person import Identity
from kiosk.gateway.sandbox.contract import conforms
from kiosk.journeys.filling import entries, entry, filled_in
from kiosk.journeys.pictures import keep
from kiosk.journeys.protocol import Moment, NotAccepted
from kiosk.journeys.standing import rows

NOW = Moment(dt.datetime(2026, 11, 23, 9, 42, tzinfo=dt.UTC), WORKDAYS, "示范市")
YOUNG = Identity(
    "resident",
    "王小明",
    "999901200402290215",
    "男",
    dt.date(2004, 2, 29),
    "sam_verified",
    "01",
    "示范市示范区幸福路1号",
)
OLD = Identity(
    "resident", "李福来", "999901194001010018", "男", dt.date(1940, 1, 1), "sam_verified", "01", "示范市示范区幸福路2号"
)
INK = Signed((((0.0, 0.0, 0), (200.0, 0.0, 90)),), b"png")
WITHOUT = Pick("without")
CARD_NO, PHONE_NO = "6222021234567894", "13800138000"


def start(item, who=YOUNG):
    return replace(WALK.start(CATALOGUE.item(item), who, NOW), consulted=True)


def go(run, *answers):
    for answer in answers:
        if isinstance(answer, Use):
            run = keep(run, Captured(run.step.options["material"], b"jpeg", 1654, 2339, NOW.now))
        run = WALK.forward(run, answer, NOW)
    return run


def typed(digits):
    return tuple(map(Press, digits))


def to_review(run):
    """Walk on from where the form is filled in; the papers that may follow are photographed."""
    while run.step.kind != "review":
        ways = {"materials": Go(), "capture": Use(), "commit": Decline(), "sign": INK, "form": WITHOUT}
        ways |= {"notice": Pick("none")}
        run = go(run, ways[run.step.kind])
    return run


def account(run=None):
    """A person at the keypad for their bank card."""
    return go(run or start("aged-allowance", OLD), Go(), Pick("bank"))


# The keypad.


def test_digits_are_typed_taken_back_and_handed_over_when_they_are_right():
    run = account()
    assert isinstance(WALK.ask(run, NOW), FormAsk)
    run = go(run, *typed(CARD_NO[:-1]))
    assert (WALK.ask(run, NOW).typed, WALK.ask(run, NOW).ready) == (CARD_NO[:-1], False)
    with pytest.raises(NotAccepted):
        go(run, Go())
    run = go(run, Press("9"))
    assert WALK.ask(run, NOW).wrong
    run = go(run, Press(ERASE), Press(CARD_NO[-1]))
    assert (WALK.ask(run, NOW).ready, WALK.ask(run, NOW).wrong) == (True, False)
    run = go(run, Go())
    assert (run.form["account"], run.typing, run.step.options["ask"]) == (CARD_NO, None, "phone")


def test_more_digits_than_there_can_be_change_nothing():
    run = go(account(), *typed("1" * 19))
    assert go(run, Press("2")).typing == run.typing


@pytest.mark.parametrize("key", ["a", "", "12", "１", "\n", "erased"])
def test_only_digits_are_keys(key):
    with pytest.raises(NotAccepted):
        go(account(), Press(key))


def test_what_was_typed_and_not_handed_over_is_gone_with_the_screen():
    run = WALK.back(go(account(), *typed("6222")))
    assert (run.typing, "account" in run.form) == (None, False)


def test_what_stands_there_is_not_shown_in_clear_again_and_a_digit_begins_anew():
    run = WALK.back(go(account(), *typed(CARD_NO), Go()))
    ask = WALK.ask(run, NOW)
    assert (ask.typed, ask.kept, ask.ready) == (None, CARD_NO, True)
    assert go(run, Go()).form["account"] == CARD_NO
    assert WALK.ask(go(run, Press("4")), NOW).typed == "4"
    assert "account" not in go(run, WITHOUT).form


def test_without_a_telephone_everybody_comes_to_the_end():
    run = to_review(go(start("no-crime-record"), Go(), Pick("work"), WITHOUT))
    run = go(run, Go())
    assert WALK.over(run)
    assert applicants.refusal(run) == ""


def test_nobody_is_asked_for_the_account_who_has_chosen_the_social_card():
    run = go(account(), *typed(CARD_NO), Go())
    while run.step.options.get("ask") != "payout":
        run = WALK.back(run)
    run = go(run, Pick("social-card"))
    assert run.step.options["ask"] == "phone"
    assert entry(run, "account") is None
    body = applicants.body_of(to_review(run))
    assert CARD_NO not in json.dumps(body)


# Filled in beforehand.


def test_what_the_card_says_is_not_asked_and_its_word_is_named():
    run = go(start("no-crime-record"), Go())
    assert run.step.options["ask"] == "purpose"
    told = {one.field.id: (one.value, one.origin) for one in entries(run)}
    assert told["full_name"] == ("王小明", "card")
    assert told["home"] == ("示范市示范区幸福路1号", "card")
    assert told["phone"] == ("", "")


def test_a_card_without_an_address_lets_one_choose_and_nobody_types():
    run = go(start("no-crime-record", replace(YOUNG, kind="shebao", address="", ethnicity="")), Go())
    assert run.step.options["ask"] == "home"
    assert [row.id for row in WALK.ask(run, NOW).rows] == ["register", "elsewhere"]
    run = go(run, Pick("elsewhere"))
    assert (entry(run, "home").origin, entry(run, "home").corrected) == ("citizen", False)


def test_what_was_filled_in_is_corrected_from_the_review_and_the_case_says_so():
    run = to_review(go(start("no-crime-record"), Go(), Pick("work"), WITHOUT))
    assert WALK.ask(run, NOW).changeable == {"home", "purpose", "phone"}
    run = go(run, Pick("change:home"))
    assert [(row.id, bool(row.tag)) for row in WALK.ask(run, NOW).rows] == [
        ("as-given", True),
        ("register", False),
        ("elsewhere", False),
    ]
    run = go(run, Pick("elsewhere"))
    assert run.signature is None  # what was signed said otherwise
    run = to_review(go(run, Pick("work"), WITHOUT))
    (said,) = [one for one in applicants.body_of(run)["fields"] if one["id"] == "home"]
    assert (said["value"], said["text"], said["origin"], said["corrected"]) == (
        "elsewhere",
        "住在别的地方",
        "citizen",
        True,
    )
    assert applicants.refusal(run) == ""
    back = go(run, Pick("change:home"), Pick("as-given"))
    assert (entry(back, "home").origin, entry(back, "home").corrected) == ("card", False)


POSTED = Identity(
    "resident",
    "阿依",
    "99990119880808012X",
    "女",
    dt.date(1988, 8, 8),
    "sam_verified",
    "汉",
    "示范市示范区幸福路12号3单元",
)


def posted(way, who=POSTED):
    run = WALK.start(CATALOGUE.item("residence-permit-endorse"), who, NOW)
    held = (Holding("居住证", "示范市公安局", dt.date(2026, 11, 20)),)
    run = replace(run, consulted=True, holdings=held)
    while run.step.kind != "delivery":
        ways = {"questions": Reply((("address_changed", False),)), "commit": Commit((0, 1, 2), 9_000)}
        run = go(run, ways.get(run.step.kind, Go()))
    return go(run, Pick(way))


def test_the_number_of_the_house_to_post_to_is_the_cards_and_can_be_corrected():
    run = posted("ems")
    assert run.step.kind == "sign"
    assert (entry(run, "house").value, entry(run, "house").origin) == ("12", "card")
    run = go(run, INK, Pick("change:house"))
    assert WALK.ask(run, NOW).kept == "12"
    run = go(run, *typed("15"), Go(), INK)
    (said,) = [one for one in applicants.body_of(run)["fields"] if one["id"] == "house"]
    assert (said["value"], said["origin"], said["corrected"]) == ("15", "citizen", True)
    assert entry(go(run, Pick("change:house"), *typed("12"), Go()), "house").origin == "card"
    assert entry(posted("window"), "house") is None
    assert posted("ems", replace(POSTED, address="示范市青松村")).step.options["ask"] == "house"


def test_from_the_review_every_answer_can_be_reached():
    run = go(start("sole-trader-setup"), Reply((("dwelling", False),)), Pick("999901"), Go(), Pick("person"))
    run = to_review(go(run, Pick("hair"), WITHOUT))
    ask = WALK.ask(run, NOW)
    assert ask.changeable == {"home", "organisation", "scope", "phone", "questions"}
    assert [(question.id, said) for question, said in ask.answered] == [("dwelling", False)]
    for name in ask.changeable:
        there = go(run, Pick(f"change:{name}"))
        assert name in {there.step.kind, there.step.options.get("ask")}
    for name in ("change:", "change:full_name", "change:nothing", "scope", "change:receipt"):
        with pytest.raises(NotAccepted):
            go(run, Pick(name))


def test_the_licence_store_fills_in_too_and_offline_it_is_left_to_the_office():
    item = CATALOGUE.item("residence-permit-endorse")
    field = replace(CATALOGUE.item("no-crime-record").form_field("nation"), id="permit", prefill="store.居住证")
    run = WALK.start(replace(item, fields=(field,)), YOUNG, NOW)
    assert (entry(run, "permit").value, filled_in(run)) == ("", True)
    run = replace(run, holdings=(Holding("居住证", "示范市公安局", dt.date(2026, 11, 20)),))
    assert (entry(run, "permit").value, entry(run, "permit").origin) == ("示范市公安局", "store")


def test_whoever_lays_the_social_card_is_not_asked_for_its_copy():
    run = go(start("aged-allowance", replace(OLD, kind="shebao")), Go(), Pick("social-card"), WITHOUT)
    (row,) = [row for row in rows(run, NOW.today) if row.material.material_code == "M-SSCARD"]
    assert (row.standing, row.material.capture) == ("on_file", "id_reader")
    run = go(run, Go())
    assert run.step.kind == "sign"  # no picture, no promise
    assert applicants.refusal(go(run, INK, Go())) == ""
    assert go(account(), WITHOUT, WITHOUT, Go()).step.kind == "capture"  # with another card it is


# The office.


def body(**changes):
    run = to_review(go(account(), *typed(CARD_NO), Go(), *typed(PHONE_NO), Go()))
    told = applicants.body_of(run) | {"signature": None}
    told["materials"] = [one | {"attachments": one["attachments"]} for one in told["materials"]]
    told["fields"] = [one | changes.get(one["id"], {}) for one in told["fields"]]
    return told


def test_the_form_is_in_the_case_as_it_was_signed():
    told = body()
    said = {one["id"]: one for one in told["fields"]}
    assert (said["account"]["value"], said["account"]["origin"]) == (CARD_NO, "citizen")
    assert (said["payout"]["value"], said["payout"]["text"]) == ("bank", "发到本人银行卡")
    assert said["gender"] == {
        "id": "gender",
        "label": "性别",
        "value": "男",
        "text": "男",
        "origin": "card",
        "corrected": False,
    }
    told["materials"] = [one | {"attachments": []} for one in told["materials"]]
    assert conforms(json.loads(json.dumps(told)), "CaseBody")


@pytest.mark.parametrize(
    ("field", "said", "refused"),
    [
        ("account", {}, ""),
        ("account", {"value": ""}, ""),
        ("account", {"value": CARD_NO[:-1] + "5"}, "form-incomplete"),
        ("phone", {"value": "110"}, "form-incomplete"),
        ("payout", {"value": ""}, "form-incomplete"),
        ("payout", {"value": "cash"}, "form-incomplete"),
        ("full_name", {"value": "别人"}, "form-incomplete"),
        ("full_name", {"value": "别人", "origin": "citizen"}, "form-incomplete"),
        ("full_name", {"value": "别人", "origin": "store"}, "form-incomplete"),
    ],
)
def test_the_office_reads_the_form_by_the_same_rules(field, said, refused):
    assert applicants.refusal_of(body(**{field: said})) == refused


def test_a_form_that_is_left_out_is_told_field_by_field():
    told = body()
    told["fields"] = [one for one in told["fields"] if one["id"] != "payout"]
    assert applicants.refusal_of(told) == "form-incomplete"
    assert applicants.refusal_of(told | {"item": {**told["item"], "version": "2026.10.0"}}) == ""  # another text's form


def test_a_field_said_twice_or_made_up_is_not_read():
    told = body()
    first = told["fields"][0]
    for more in (first, first | {"id": "salary"}):
        assert applicants.refusal_of(told | {"fields": [*told["fields"], more]}) == "form-incomplete"


def test_what_is_open_cannot_be_handed_in():
    run = to_review(go(start("no-crime-record"), Go(), Pick("work"), WITHOUT))
    with pytest.raises(NotAccepted, match="review-incomplete"):
        go(replace(run, form={}), Go())
    with pytest.raises(NotAccepted, match="review-incomplete"):
        go(run.fill(phone="110"), Go())


def test_deferring_still_works_with_a_form():
    run = go(account(), WITHOUT, WITHOUT, Go(), Defer())
    assert run.step.kind == "promise"
