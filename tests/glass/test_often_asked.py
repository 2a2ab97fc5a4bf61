"""大家常问: open from the guide, one answer at a time, large; who finds nothing asks a person."""

from __future__ import annotations

from dataclasses import replace

import pytest
import samples
from measures import findings
from samples import BASE, SHEETS, services

from config.published import GuideCard
from kiosk.domain import answers
from kiosk.domain.state import Informing
from ui.projection import Prefs

LONGEST = max(services().values(), key=lambda item: max(len(one.answer) for one in item.faq))


def test_a_question_opens_its_answer_and_leads_back(stage):
    stage.restart(BASE["guide"])
    stage.tap("大家常问")
    first, second, *_ = samples.joint().faq
    assert (stage.glass.overlay, stage.glass.screen) == ("FrequentQuestions", "Guide")
    assert first.answer not in stage.words()
    stage.tap(second.ask)
    assert second.answer in stage.words()
    assert first.ask not in stage.words()
    assert stage.desk.calls == [("answer", answers.ReadAnswer(second.id))]
    stage.tap("看别的问题")
    assert first.ask in stage.words()
    stage.tap("知道了")
    assert stage.glass.overlay == ""


def test_who_does_not_find_it_there_asks_a_person_about_this_item(stage):
    stage.restart(SHEETS["sheet-frequent"])
    stage.tap("没有我的问题")
    assert stage.desk.calls == [("answer", answers.Escalate("ask"))]
    assert stage.glass.overlay == ""
    stage.restart(samples.Sample(Informing("complaint-unresolved"), prefs=Prefs(sheet="frequent")))
    assert "没有我的问题" not in stage.words()


@pytest.mark.parametrize("mode", ["elder", "low", "english"])
def test_the_longest_answer_has_room_and_what_is_touched_is_in_reach(stage, mode):
    sample = samples.in_mode(samples.Sample(Informing(LONGEST.id), prefs=Prefs(sheet="frequent")), mode)
    stage.restart(sample)
    stage.tap(max(LONGEST.faq, key=lambda one: len(one.answer)).ask)
    assert findings(stage) == []
    assert mode != "low" or all(t.rect.top() >= 960 for t in stage.targets() if t.label)


def test_the_centres_word_stands_there_and_an_item_without_questions_has_no_such_page(stage):
    stage.restart(SHEETS["sheet-frequent-more"])
    asks = [target.label for target in stage.targets() if target.label.endswith("？")]
    told = samples.ANSWERS.questions
    own = [one.ask for one in samples.joint().faq if one.id not in {one.id for one in told}]
    assert asks == [*(one.ask for one in told), *own][:5]
    bare = replace(samples.joint(), faq=())
    stage.restart(samples.Sample(samples.guide(bare)))
    assert "大家常问" not in stage.words()
    only = GuideCard(item=bare.id, questions=samples.ANSWERS.questions[:1])
    stage.restart(samples.Sample(samples.guide(bare), guides={bare.id: only}))
    assert "大家常问" in stage.words()
