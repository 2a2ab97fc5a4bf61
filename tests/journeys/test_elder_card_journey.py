"""The elder card, from the guide to the receipt, without glass or devices: the drawn way and every other one."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from config.load import load_workdays
from kiosk.domain.answers import Agree, Defer, Go, Retake, Signed, Take, Use
from kiosk.domain.asks import CaptureAsk, GuideAsk, MaterialsAsk, PromiseAsk, ReviewAsk, SignAsk
from kiosk.domain.case import Captured, Holding, Promise
from kiosk.domain.person import Identity
from kiosk.domain.rules.eligibility import judge
from kiosk.domain.rules.person import facts_of
from kiosk.domain.workdays import Workdays
from kiosk.journeys.catalogue import open_catalogue
from kiosk.journeys.identity import SAM_CARDS, TRAVEL_DOCUMENTS
from kiosk.journeys.pictures import drop, keep
from kiosk.journeys.protocol import Moment, NotAccepted
from kiosk.journeys.standing import READ_AS, rows
from kiosk.journeys.walk import Walk

CATALOGUE = open_catalogue()
ITEM = CATALOGUE.item("elder-card-joint")
WALK = Walk.of_all_kinds()
NOW = Moment(dt.datetime(2026, 11, 21, 9, 42, tzinfo=dt.UTC), Workdays(load_workdays()))
DECEMBER = Moment(dt.datetime(2026, 12, 29, 9, 42, tzinfo=dt.UTC), NOW.workdays)
ZHAO = Identity("shebao", "赵桂兰", "999901195202290022", "女", dt.date(1952, 2, 29), "unverified")
WANG = Identity("shebao", "王小明", "999901200402290215", "男", dt.date(2004, 2, 29), "unverified")
NO_CARD = Holding("老年优待证未领记录", "示范市民政局", dt.date(2026, 11, 20))
PERMIT = Holding("居住证", "示范市公安局", dt.date(2026, 3, 1))
PHOTO = Holding("证件照片", "示范市公安局", dt.date(2026, 5, 1))
INK = Signed((((0.0, 0.0, 0), (200.0, 0.0, 90)),), b"png")


def start(*holdings, who=ZHAO, consulted=True):
    return replace(WALK.start(ITEM, who), holdings=holdings, consulted=consulted)


def picture(code="M-RESIDE"):
    return Captured(code, b"jpeg", 1654, 2339, NOW.now)


def kind(run):
    return run.step.kind


def go(run, *answers, when=NOW):
    """Walk on with these answers; a Use stands for a picture taken and agreed to."""
    for answer in answers:
        taken = keep(run, picture(run.step.options["material"])) if isinstance(answer, Use) else run
        run = WALK.forward(taken, answer, when)
    return run


def refused(run, answer, when=NOW):
    with pytest.raises(NotAccepted) as refusal:
        WALK.forward(run, answer, when)
    return refusal.value.code


def standings(run, when=NOW):
    return {row.material.material_code: row.standing for row in WALK.ask(run, when).rows}


def at_materials(*holdings, **options):
    return go(start(*holdings, **options), Go())


def test_the_drawn_way_from_the_guide_to_the_receipt():
    run = start(NO_CARD)
    assert WALK.ask(run, NOW) == GuideAsk(ITEM, judge(ITEM, facts_of(run.identity, NOW.today)))
    assert (run.stage, len(run.stages)) == (1, 6)

    run = go(run, Go())
    ask = WALK.ask(run, NOW)
    assert isinstance(ask, MaterialsAsk)
    assert standings(run) == {
        "M-IDCARD": "on_file",
        "M-NOCARD": "on_file",
        "M-RESIDE": "to_capture",
        "M-PHOTO": "deferrable",
    }
    assert [material.short_name for material in ask.missing] == ["居住证明"]
    assert ask.cancelled == ("户口簿复印件", "村（社区）年龄证明")
    assert ask.promise_due == dt.date(2026, 11, 27)
    assert (ask.rows[0].as_of, ask.rows[1].source, ask.rows[1].as_of) == (
        dt.date(2026, 11, 21),
        "示范市民政局",
        dt.date(2026, 11, 20),
    )

    run = go(run, Go())
    assert WALK.needs_camera(run)
    assert WALK.ask(run, NOW) == CaptureAsk(ITEM.material("M-RESIDE"), taken=False, deferrable=False)
    assert run.stage == 2

    run = go(run, Use())
    assert WALK.ask(run, NOW) == PromiseAsk((ITEM.material("M-PHOTO"),), 5, dt.date(2026, 11, 27))

    run = go(run, Agree())
    assert run.promise == Promise(("M-PHOTO",), 5, dt.date(2026, 11, 27))
    assert WALK.ask(run, NOW) == SignAsk(("老年人优待证与乘车卡申请表", "照片后补承诺书"))

    run = go(run, INK)
    ask = WALK.ask(run, NOW)
    assert isinstance(ask, ReviewAsk)
    assert standings(run) == {
        "M-IDCARD": "on_file",
        "M-NOCARD": "on_file",
        "M-RESIDE": "captured",
        "M-PHOTO": "promised",
    }
    assert (ask.signed, ask.promise_due, ask.promised) == (True, dt.date(2026, 11, 27), (ITEM.material("M-PHOTO"),))
    assert not WALK.over(run)

    run = go(run, Go())
    assert WALK.over(run)
    assert (run.stage, run.signature.signed) == (6, NOW.now)


def test_the_agents_papers_are_never_asked_of_the_person_themself():
    assert "M-POA" not in standings(at_materials())


def test_with_the_licence_store_away_the_office_checks_and_the_citizen_is_not_asked():
    run = at_materials(consulted=False)
    ask = WALK.ask(run, NOW)
    assert not ask.consulted
    assert standings(run)["M-NOCARD"] == "office"
    row = next(row for row in ask.rows if row.material.material_code == "M-NOCARD")
    assert (row.source, row.as_of) == ("示范市民政局", None)
    assert WALK.over(go(run, Go(), Use(), Agree(), INK, Go()))


def test_a_residence_permit_on_file_saves_the_photograph():
    run = at_materials(NO_CARD, PERMIT)
    assert standings(run)["M-RESIDE"] == "on_file"
    assert kind(go(run, Go())) == "promise"


def test_with_everything_on_file_there_is_nothing_to_bring_or_promise():
    run = at_materials(NO_CARD, PERMIT, PHOTO)
    assert WALK.ask(run, NOW).promise_due is None
    run = go(run, Go())
    assert kind(run) == "sign"
    assert WALK.ask(run, NOW) == SignAsk(("老年人优待证与乘车卡申请表",))
    assert WALK.over(go(run, INK, Go()))


def test_a_deadline_beyond_the_calendar_is_left_open():
    run = go(start(NO_CARD), Go(), Go(), Use(), when=DECEMBER)
    assert WALK.ask(run, DECEMBER).due is None
    run = go(run, Agree(), INK, when=DECEMBER)
    assert run.promise == Promise(("M-PHOTO",), 5, None)
    assert WALK.over(go(run, Go(), when=DECEMBER))


def test_who_is_too_young_sees_the_guide_and_goes_no_further():
    run = start(who=WANG)
    assert WALK.ask(run, NOW) == GuideAsk(ITEM, judge(ITEM, facts_of(run.identity, NOW.today)))
    assert refused(run, Go()) == "not-eligible"


def test_the_sixtieth_birthday_itself_opens_the_item():
    born = replace(ZHAO, birth=dt.date(1966, 11, 21))
    assert WALK.ask(start(who=born), NOW).eligible
    assert not WALK.ask(start(who=replace(ZHAO, birth=dt.date(1966, 11, 22))), NOW).eligible


def test_the_proof_of_residence_cannot_follow_later():
    run = go(at_materials(NO_CARD), Go())
    assert refused(run, Defer()) == "not-deferrable"


def test_a_picture_must_be_there_before_it_is_used():
    assert refused(go(at_materials(NO_CARD), Go()), Use()) == "picture-missing"


@pytest.mark.parametrize("answer", [Take(), Retake(), Go(), Agree(), INK])
def test_a_late_touch_changes_nothing_at_the_camera(answer):
    assert refused(go(at_materials(NO_CARD), Go()), answer) == "answer-out-of-turn"


@pytest.mark.parametrize(
    "signed",
    [
        Signed((), b""),
        Signed(((),), b"png"),
        Signed((((5.0, 5.0, 0),),), b"png"),
        Signed((((0.0, 0.0, 0), (3.0, 4.0, 9)),), b"png"),
    ],
)
def test_a_slip_of_the_hand_is_no_signature(signed):
    assert refused(go(at_materials(NO_CARD), Go(), Use(), Agree()), signed) == "signature-empty"


def test_a_cross_is_a_signature():
    cross = Signed((((0.0, 0.0, 0), (40.0, 40.0, 9)), ((40.0, 0.0, 20), (0.0, 40.0, 29))), b"png")
    assert kind(go(at_materials(NO_CARD), Go(), Use(), Agree(), cross)) == "review"


def test_back_and_forth_keeps_the_answers():
    run = go(at_materials(NO_CARD), Go(), Use(), Agree(), INK)
    kinds = []
    while (before := WALK.back(run)) is not None:
        run = before
        kinds.append(kind(run))
    assert kinds == ["sign", "promise", "capture", "materials", "guide"]
    assert WALK.ask(go(run, Go(), Go()), NOW).taken
    assert run.signature
    assert run.promise


def test_back_steps_over_what_is_not_wanted():
    run = go(at_materials(NO_CARD, PERMIT, PHOTO), Go())
    assert kind(WALK.back(run)) == "materials"


def test_a_photo_taken_after_all_cancels_the_promise_and_the_signature_under_it():
    run = keep(go(at_materials(NO_CARD), Go(), Use(), Agree(), INK), picture("M-PHOTO"))
    assert run.promise is None
    assert run.signature is None
    assert refused(run, Go()) == "review-incomplete"


def test_retaking_a_picture_keeps_one_and_the_promise():
    run = go(at_materials(NO_CARD), Go(), Use(), Agree(), INK)
    again = keep(run, replace(picture(), jpeg=b"better"))
    assert [captured.jpeg for captured in again.captured] == [b"better"]
    assert again.promise == run.promise
    assert again.signature == run.signature


def test_a_case_without_its_paper_is_not_filed():
    run = go(at_materials(NO_CARD), Go(), Use(), Agree(), INK)
    assert refused(drop(run, "M-RESIDE"), Go()) == "review-incomplete"


def test_a_case_without_signature_or_promise_is_not_filed():
    run = go(at_materials(NO_CARD), Go(), Use(), Agree(), INK)
    assert refused(replace(run, signature=None), Go()) == "review-incomplete"
    assert refused(replace(run, promise=None), Go()) == "review-incomplete"


def test_a_licence_that_arrives_late_asks_for_a_new_look():
    run = replace(go(at_materials(NO_CARD), Go(), Use(), Agree(), INK), holdings=(NO_CARD, PHOTO))
    assert refused(run, Go()) == "review-incomplete"
    run = WALK.back(run)
    assert (kind(run), run.promise, run.signature) == ("sign", None, None)
    assert WALK.over(go(run, INK, Go()))


def test_a_licence_that_arrives_while_the_promise_is_read_leaves_nothing_to_promise():
    run = replace(go(at_materials(NO_CARD), Go(), Use()), holdings=(NO_CARD, PHOTO))
    run = go(run, Agree())
    assert (kind(run), run.promise) == ("sign", None)
    assert WALK.over(go(run, INK, Go()))


def test_agreeing_again_to_the_same_keeps_the_signature():
    run = WALK.back(WALK.back(go(at_materials(NO_CARD), Go(), Use(), Agree(), INK)))
    assert go(run, Agree()).signature is not None
    assert go(run, Agree(), when=Moment(NOW.now + dt.timedelta(days=7), NOW.workdays)).signature is None


@pytest.mark.parametrize("answer", [Go(), Use(), Agree(), INK])
def test_nothing_is_asked_or_taken_at_the_receipt(answer):
    run = go(at_materials(NO_CARD), Go(), Use(), Agree(), INK, Go())
    assert refused(run, answer) == "answer-out-of-turn"
    with pytest.raises(NotAccepted):
        WALK.ask(run, NOW)


def test_an_item_without_steps_leads_to_the_counter():
    with pytest.raises(NotAccepted) as refusal:
        WALK.start(replace(ITEM, steps=()), ZHAO)
    assert refusal.value.code == "item-needs-window"


def test_a_paper_that_may_follow_can_be_put_off_at_the_camera():
    late = replace(
        ITEM.material("M-RESIDE"),
        is_need=3,
    )
    item = replace(
        ITEM,
        materials=tuple(late if m.material_code == "M-RESIDE" else m for m in ITEM.materials),
        deferral=replace(ITEM.deferral, core=("M-IDCARD",), deferrable=("M-RESIDE", "M-PHOTO")),
    )
    run = go(replace(WALK.start(item, ZHAO), consulted=True), Go(), Go())
    assert WALK.ask(run, NOW).deferrable
    run = go(run, Defer(), Agree())
    assert run.promise.material_codes == ("M-RESIDE", "M-PHOTO")
    assert WALK.ask(run, NOW).papers[1] == "居住证明、照片后补承诺书"
    assert WALK.over(go(run, INK, Go()))


ANSWERS = st.sampled_from(
    [Go(), Use(), Retake(), Take(), Defer(), Agree(), INK, Signed((), b""), "back", "snap", PHOTO, PERMIT]
)
HOLDINGS = st.sets(st.sampled_from([NO_CARD, PERMIT, PHOTO])).map(tuple)


def from_here_to_the_receipt(run):
    """Whether the ordinary answers, given from here with one step back where the review wants it, reach the end."""
    ordinary = {"guide": Go(), "materials": Go(), "capture": Use(), "promise": Agree(), "sign": INK, "review": Go()}
    for _ in range(20):
        if WALK.over(run):
            return True
        try:
            run = go(run, ordinary[kind(run)])
        except NotAccepted as refusal:
            if refusal.code != "review-incomplete":
                return False
            run = WALK.back(run)
    return False


@hypothesis_settings(max_examples=300)
@given(HOLDINGS, st.lists(ANSWERS, max_size=30))
def test_no_order_of_touches_files_a_case_that_is_not_whole(holdings, touches):
    run = start(*holdings)
    for touch in touches:
        try:
            if touch == "back":
                run = WALK.back(run) or run
            elif touch == "snap":
                run = keep(run, picture())
            elif isinstance(touch, Holding):
                run = replace(run, holdings=(*run.holdings, touch))
            else:
                run = WALK.forward(run, touch, NOW)
        except NotAccepted:
            continue
        if WALK.over(run):
            break
        assert WALK.ask(run, NOW)
    assert from_here_to_the_receipt(run)
    if WALK.over(run):
        assert run.signature is not None
        assert PERMIT in run.holdings or run.captured
        assert (PHOTO in run.holdings) == (run.promise is None)


@pytest.mark.parametrize("card", sorted(TRAVEL_DOCUMENTS | SAM_CARDS | {"shebao"}))
def test_the_card_that_was_read_is_called_by_its_own_name(card):
    read = rows(start(who=replace(ZHAO, kind=card)), NOW.today)[0].material
    assert {read.material_name, read.short_name} == {READ_AS[card][0]}
    assert (read.short_name == "居民身份证") == (card == "resident")
