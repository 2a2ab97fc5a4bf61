"""The yearly endorsement: a question first, then a promise in the paper's place, or the paper, or the paper later."""

import datetime as dt
from dataclasses import replace

import applicants
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.load import load_workdays
from config.schema import Step
from kiosk.domain.answers import Agree, Commit, Decline, Defer, Go, Reply, Signed, Use
from kiosk.domain.asks import CommitAsk, QuestionsAsk, ReviewAsk
from kiosk.domain.case import Captured, Holding
from kiosk.domain.person import Identity
from kiosk.domain.rules.commitments import text_sha256
from kiosk.domain.rules.flaws import flaws
from kiosk.domain.rules.truth import Truth
from kiosk.domain.workdays import Workdays
from kiosk.gateway.sandbox.contract import conforms
from kiosk.journeys.catalogue import open_catalogue
from kiosk.journeys.pictures import keep
from kiosk.journeys.protocol import Moment, NotAccepted
from kiosk.journeys.standing import asked, lacking, owed, rows
from kiosk.journeys.walk import Walk

CATALOGUE = open_catalogue()
ITEM = CATALOGUE.item("residence-permit-endorse")
SHOP = CATALOGUE.item("sole-trader-setup")
WORD = ITEM.commitment("address-unchanged")
WALK = Walk.of_all_kinds()
NOW = Moment(dt.datetime(2026, 11, 23, 9, 42, tzinfo=dt.UTC), Workdays(load_workdays()), "示范市")
WHO = Identity("resident", "阿依古丽·买买提", "99990119880808012X", "女", dt.date(1988, 8, 8), "sam_verified")
PERMIT = Holding("居住证", "示范市公安局", dt.date(2026, 11, 20))
INK = Signed((((0.0, 0.0, 0), (200.0, 0.0, 90)),), b"png")
SAME, MOVED, UNSURE = (Reply((("address_changed", said),)) for said in (False, True, None))
GIVEN = Commit((0, 1, 2), 8_400)


def start():
    return replace(WALK.start(ITEM, WHO, NOW), holdings=(PERMIT,), consulted=True)


def go(run, *answers):
    for answer in answers:
        if isinstance(answer, Use):
            run = keep(run, Captured("M-LIVEPROOF", b"jpeg", 1654, 2339, NOW.now))
        run = WALK.forward(run, answer, NOW)
    return run


def refused(run, answer):
    with pytest.raises(NotAccepted) as refusal:
        WALK.forward(run, answer, NOW)
    return refusal.value.code


def codes(materials):
    return [material.material_code for material in materials]


def test_nothing_is_answered_beforehand():
    assert WALK.ask(start(), NOW) == QuestionsAsk(ITEM.questions, {}, frozenset())
    assert start().step.kind == "questions"


def test_the_guide_follows_the_answer_and_back_changes_it():
    moved = go(start(), MOVED)
    assert moved.step.kind == "guide"
    assert [verdict.text for verdict in WALK.ask(moved, NOW).judgement.against] == [ITEM.conditions[1].text]
    assert refused(moved, Go()) == "not-eligible"
    again = WALK.back(moved)
    assert WALK.ask(again, NOW).answers == {"address_changed": True}
    assert WALK.ask(go(again, SAME), NOW).eligible


def test_what_is_unclear_is_no_fact_and_stops_nobody():
    run = go(start(), UNSURE)
    assert (run.answers, run.unsure) == ({}, {"address_changed"})
    assert WALK.ask(run, NOW).judgement.truth is Truth.UNKNOWN
    assert go(run, Go(), Go()).step.kind == "capture"  # nobody promises what they have just called unclear


@pytest.mark.parametrize("said", [(), (("other", True),), (("address_changed", True), ("address_changed", False))])
def test_every_question_is_answered_once_and_no_other(said):
    assert refused(start(), Reply(said)) == "answer-out-of-turn"


def test_the_promise_stands_in_the_papers_place_to_the_end():
    run = go(start(), SAME, Go(), Go())
    assert WALK.ask(run, NOW) == CommitAsk(WORD, (ITEM.material("M-LIVEPROOF"),))
    run = go(run, GIVEN)
    assert run.step.kind == "sign"
    assert (codes(asked(run)), lacking(run), owed(run)) == (["M-IDCARD", "M-RESPERMIT"], (), ())
    assert WALK.ask(run, NOW).papers == ("居住证签注申请表", "居住地址未变更承诺书")
    (kept,) = run.commitments
    assert (kept.text_sha256, kept.dwell_ms, kept.ticked) == (text_sha256(WORD), 8_400, 3)
    run = go(run, INK)
    ask = WALK.ask(run, NOW)
    assert isinstance(ask, ReviewAsk)
    assert (ask.committed, ask.promised) == ((WORD,), ())
    assert WALK.over(go(run, Go()))


def test_declining_is_the_ordinary_way():
    declined = go(start(), SAME, Go(), Go(), Decline())
    assert declined.step.kind == "capture"
    assert WALK.over(go(declined, Use(), INK, Go()))
    later = go(declined, Defer(), Agree())
    assert later.promise.material_codes == ("M-LIVEPROOF",)
    assert WALK.over(go(later, INK, Go()))


@pytest.mark.parametrize("answer", [Commit((), 9), Commit((0, 1), 9), Commit((0, 1, 2, 3), 9), Go(), Agree()])
def test_every_term_is_ticked_or_nothing_is_promised(answer):
    assert refused(go(start(), SAME, Go(), Go()), answer) == "answer-out-of-turn"


def test_a_promise_given_after_all_drops_the_page_and_the_signature():
    run = go(start(), SAME, Go(), Go(), Decline(), Use(), INK)
    run = go(WALK.back(WALK.back(WALK.back(run))), GIVEN)
    assert (run.captured, run.signature, run.step.kind) == ((), None, "sign")


def test_another_answer_takes_the_promise_and_the_signature_back():
    run = go(start(), SAME, Go(), Go(), GIVEN, INK)
    while run.step.kind != "questions":
        run = WALK.back(run)
    assert go(run, SAME).signature
    unsure = go(run, UNSURE)
    assert (unsure.commitments, unsure.signature) == ((), None)
    assert go(unsure, Go(), Go()).step.kind == "capture"


def filed(*answers):
    """The office's answer to a run that was walked to its end."""
    run = go(start(), *answers)
    assert WALK.over(run)
    return applicants.refusal(run)


def test_the_office_takes_what_the_terminal_let_through():
    assert filed(SAME, Go(), Go(), GIVEN, INK, Go()) == ""
    assert filed(SAME, Go(), Go(), Decline(), Use(), INK, Go()) == ""
    assert filed(SAME, Go(), Go(), Decline(), Defer(), Agree(), INK, Go()) == ""
    assert filed(UNSURE, Go(), Go(), Use(), INK, Go()) == ""


def test_what_is_sealed_keeps_to_the_contract():
    body = applicants.body_of(go(start(), SAME, Go(), Go(), GIVEN, INK, Go()))
    body |= {"signature": None}  # its picture is enclosed elsewhere
    assert body["answers"] == {"address_changed": False}
    assert conforms(body, "CaseBody")
    assert not conforms(body | {"answers": {"address_changed": "no"}}, "CaseBody")
    plain = applicants.body_of(go(start(), UNSURE, Go(), Go(), Defer(), Agree(), INK, Go()))
    assert not {"answers", "commitments"} & plain.keys()


def test_the_office_judges_by_answers_and_promises():
    run = go(start(), SAME, Go(), Go(), GIVEN, INK, Go())
    (given_,) = run.commitments
    assert applicants.refusal(replace(run, answers={"address_changed": True})) == "not-eligible"
    assert applicants.refusal(replace(run, answers={})) == "commitment-invalid"
    for wrong in (replace(given_, text_sha256="0" * 64), replace(given_, ticked=2), replace(given_, id="premises")):
        body = applicants.body_of(run) | {"commitments": [vars_of(wrong)]}
        assert applicants.refusal_of(body) == "commitment-invalid"
    body = {name: part for name, part in applicants.body_of(run).items() if name != "commitments"}
    assert applicants.refusal_of(body) == "materials-missing"


def vars_of(given_):
    return {name: getattr(given_, name) for name in ("id", "text_sha256", "dwell_ms", "ticked")}


def test_the_papers_of_the_shop_follow_the_answers():
    """Every path of answers ends in papers of the guide (decision table)."""
    wanted = {True: {"M-CONSENT"}, False: set(), None: set()}
    for dwelling, consent in wanted.items():
        for word in (False, True):
            item = replace(
                SHOP, steps=(Step(kind="commit", stage="a", stage_en="a", options={"commitment": "premises"}),)
            )
            run = replace(WALK.start(item, WHO, NOW), answers={} if dwelling is None else {"dwelling": dwelling})
            if word:
                run = go(run, Commit((0,), 1))
            premises = set() if word else {"M-PREMISES"}
            assert set(codes(asked(run))) == {"M-IDCARD", "M-APPLYFORM"} | consent | premises


@given(st.sampled_from(CATALOGUE.items), st.data())
def test_no_answers_ask_for_a_paper_outside_the_guide(item, data):
    answers = {
        question.id: said
        for question in item.questions
        if (said := data.draw(st.sampled_from((True, False, None)))) is not None
    }
    run = replace(applicants.Run(item, WHO, day=NOW.today, region="示范市"), answers=answers)
    assert set(codes(asked(run))) <= set(codes(item.materials))
    plain = [m.material_code for m in item.materials if m.is_need != 2]
    assert [row.material.material_code for row in rows(run, NOW.today)] == plain or any(
        map(answers.get, ("dwelling", "letter"))
    )


@pytest.mark.parametrize(
    ("change", "key"),
    [({"terms": ()}, "commitments[1].terms"), ({"offered_when": "nobody_knows"}, "commitments[1].offered_when")],
)
def test_a_commitment_that_could_not_be_shown_does_not_load(change, key):
    assert key in dict(flaws(replace(ITEM, commitments=(replace(WORD, **change),))))
