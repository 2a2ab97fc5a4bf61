"""F18: what an item of a higher level guards, no lower level opens: at the terminal, and at the centre once more."""

import datetime as dt
import itertools
from dataclasses import replace
from pathlib import Path

import pytest
from centre_visit import CATALOGUE, WALK, WORKDAYS, Visit
from journey_graph import EVERYTHING

from config.load import load_services
from config.problems import ConfigError
from kiosk.domain.answers import Go, Pick, Press
from kiosk.domain.form_entries import FormAsk
from kiosk.domain.identity_level import LEVELS, level_of, suffices, wanted
from kiosk.domain.keying import ERASE
from kiosk.domain.person import Identity
from kiosk.domain.plain_asks import PickAsk, TellAsk
from kiosk.domain.results import ResultAsk
from kiosk.gateway.sandbox.centre import Centre
from kiosk.gateway.sandbox.clock import BEIJING
from kiosk.gateway.sandbox.desks import Desks
from kiosk.gateway.sandbox.inquiries import Question
from kiosk.gateway.sandbox.matches import TRIES, Matches
from kiosk.gateway.sandbox.services import results
from kiosk.journeys.nameless import nobody
from kiosk.journeys.protocol import Moment, NotAccepted
from kiosk.journeys.proving import MATCH, SECRET, WAYS, WINDOW

NOW = dt.datetime(2026, 11, 26, 9, 0, tzinfo=BEIJING)
WHEN = Moment(NOW, WORKDAYS, "示范市")
WANG = Identity("resident", "王小明", "999901200402290215", "男", dt.date(2004, 2, 29), "sam_verified")
AYI = replace(WANG, name="阿依古丽·买买提", number="99990119880808012X", birth=dt.date(1988, 8, 8))
PEOPLE = {
    "nobody": (nobody(), 0),
    "a card that proves nothing": (replace(WANG, kind="shebao", trust="unverified"), 1),
    "an ID card, whoever laid it down": (WANG, 1),
    "a secret on a card that proves nothing": (replace(WANG, trust="unverified", matched="secret"), 1),
    "an ID card and its holder's secret": (replace(WANG, matched="secret"), 2),
    "an ID card, and a helper beside its holder": (replace(WANG, helper="1a2b3c"), 1),
    "a verifier's word": (replace(WANG, kind="ctid", trust="code_verified", matched="remote"), 3),
}
ITEM = CATALOGUE.item("realestate-query")
PASSWORD = "230904"


@pytest.fixture
def desks(tmp_path):
    centre = Centre(tmp_path, Path("config/services"))
    yield Desks(centre)
    centre.close()


def typed(one, digits=PASSWORD):
    return one.give(Pick(SECRET), *map(Press, digits), Go())


@pytest.mark.parametrize("who", PEOPLE)
def test_each_way_of_coming_has_its_level(who):
    identity, level = PEOPLE[who]
    assert level_of(identity) == level


@pytest.mark.parametrize("item", CATALOGUE.items, ids=lambda item: item.id)
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("who", PEOPLE)
def test_a_lower_level_never_opens_what_a_higher_one_guards(item, level, who):
    """Each item as it is, at each level it could be given: nobody below it comes to its end, whatever they answer."""
    identity, have = PEOPLE[who]
    asked = replace(item, identity=level)
    assert suffices(asked, identity) == (have >= LEVELS.index(level))
    if suffices(asked, identity):
        return
    for index, answer in itertools.product(range(len(asked.steps)), EVERYTHING):
        run = replace(WALK.start(asked, identity, WHEN), index=index)
        try:
            there = WALK.forward(run, answer, WHEN)
        except NotAccepted:
            continue
        assert not WALK.over(there)
        if there.step.kind == "result":
            assert WALK.inquiry(there, WHEN) is None
            assert not isinstance(WALK.ask(there, WHEN), ResultAsk)
            assert WALK.printout(there, WHEN) is None


def test_each_item_is_at_the_level_that_its_guide_asks_for():
    levels = {item.id: item.identity for item in CATALOGUE.items}
    assert levels["realestate-query"] == "L2"
    assert {one for one, level in levels.items() if level == "L0"} == {
        *("case-progress", "complaint-unresolved", "evaluation", "utility-pay")
    }
    assert all(levels[one.id] == "L1" for one in CATALOGUE.items if one.identity_required and one != ITEM)


def test_an_item_without_a_level_or_without_its_proof_does_not_load(tmp_path):
    text = Path("config/services/realestate-query.toml").read_text(encoding="utf-8")
    wrong = (
        (text.replace('identity = "L2"\n', ""), "missing"),
        (text.replace('identity = "L2"\n', 'identity = "L4"\n'), "expected one of"),
        (text.replace('kind = "prove"', 'kind = "questions"'), "needs a step prove before form"),
        (text.replace('identity = "L2"\n', 'identity = "L1"\n'), "reached by the card"),
    )
    for one, why in wrong:
        (tmp_path / "realestate-query.toml").write_text(one, encoding="utf-8")
        with pytest.raises(ConfigError) as refusal:
            load_services(tmp_path)
        assert {(p.key, why in p.message) for p in refusal.value.problems} == {("identity", True)}


# At the terminal.


def test_the_screen_says_what_is_wanted_what_is_there_and_what_can_be_done_with_it(desks):
    one = Visit(desks, ITEM.id, WANG, NOW).give(Go())
    assert isinstance(one.ask, PickAsk)
    assert one.ask.lead.chinese == "这件事要“本人核对”，现在是“刷卡识别”。"
    assert [row.id for row in one.ask.rows] == [SECRET, WINDOW]
    assert one.ask.rows[-1].lines == (ITEM.channels.window, ITEM.channels.window_hours)
    assert [act.does for act in one.ask.acts] == ["escalate"]
    one.give(Pick(WINDOW))
    assert {label.chinese for label, _ in one.ask.facts} == {"原因", "怎么办", "去哪里", "几点开门", "打电话"}
    assert dict(one.paper.lines)["到"] == ITEM.channels.window
    assert [act.does for act in one.ask.acts] == ["escalate", "pick", "print"]


def test_a_card_that_proves_nothing_cannot_be_mended_by_a_secret(desks):
    one = Visit(desks, ITEM.id, PEOPLE["a card that proves nothing"][0], NOW).give(Go())
    assert [row.id for row in one.ask.rows] == [WINDOW]


def test_the_holder_s_secret_opens_the_paper_and_is_nowhere_afterwards(desks):
    one = typed(Visit(desks, ITEM.id, WANG, NOW).give(Go()))
    assert one.ask.light.chinese == "本人核对"
    one.give(Go())
    assert one.step == "form"
    assert (level_of(one.run.identity), MATCH in one.run.found, one.run.typing) == (2, False, None)
    assert PASSWORD not in repr((one.run.form, one.run.found))
    assert isinstance(one.give(Pick("rent")).ask, ResultAsk)
    assert one.back().step == "form"  # the proof is not asked for twice
    assert one.back().step == "guide"


def test_digits_are_counted_never_shown_and_can_be_taken_back(desks):
    one = Visit(desks, ITEM.id, WANG, NOW).give(Go(), Pick(SECRET))
    assert isinstance(one.ask, FormAsk)
    assert one.ask.secret
    one.give(*map(Press, "12345"))
    with pytest.raises(NotAccepted):
        one.give(Go())
    one.give(Press(ERASE), Press("9"), Press("9"), Press("9"))
    assert (one.run.typing, one.ask.ready) == ("123499", True)
    assert one.give(Pick(WAYS)).run.typing is None
    assert one.sent == []


def test_a_wrong_secret_is_told_with_what_is_left_and_never_locks_the_person_out(desks):
    one = Visit(desks, ITEM.id, WANG, NOW).give(Go())
    for left in range(TRIES - 1, 0, -1):
        typed(one, "000000")
        assert f"还可以输 {left} 次" in {label.chinese: value for label, value in one.ask.facts}["原因"]
        one.give(Pick(WAYS))
    typed(one, "000000")
    assert [act.id for act in one.ask.acts if act.does == "pick"] == [WAYS]
    typed(one.give(Pick(WAYS)))  # the right one, too late
    assert isinstance(one.ask, TellAsk)
    assert "锁上" in {label.chinese: value for label, value in one.ask.facts}["原因"]
    assert [row.id for row in one.give(Pick(WAYS)).ask.rows][-1] == WINDOW


def test_who_never_set_one_is_told_so_and_what_to_do(desks):
    one = typed(Visit(desks, ITEM.id, AYI, NOW).give(Go()))
    told = {label.chinese: value for label, value in one.ask.facts}
    assert "还没有设过" in told["原因"]
    assert "窗口" in told["怎么办"]


def test_without_a_line_nothing_is_compared_and_it_can_be_tried_again(desks):
    one = typed(Visit(desks, ITEM.id, WANG, NOW, online=False).give(Go()))
    assert [act.does for act in one.ask.acts] == ["escalate", "pick", "again"]
    one.online = True
    assert one.again().ask.light.chinese == "本人核对"
    assert one.sent[0].id == one.sent[1].id


# At the centre, whatever a terminal says.


def question(device, what=None, number=WANG.number, query="0192f7a0-0000-7000-8000-000000000001"):
    return Question(query, device, number, WANG.name, what or {"paper": ITEM.id, "variant": "rent"})


def test_the_centre_gives_the_paper_only_where_the_person_was_matched_and_only_for_that_visit(desks):
    register = desks.centre.register
    assert results.answer(desks, question("K0007"))["refused"]["code"] == "identity-level"
    Matches(desks.centre).note(question("K0007"), 2)
    assert results.answer(desks, question("K0008"))["refused"]["code"] == "identity-level"
    register.put("setting.clock_ahead_s", 16 * 60)
    assert results.answer(desks, question("K0007"))["refused"]["code"] == "identity-level"
    register.put("setting.clock_ahead_s", 0)
    assert results.answer(desks, question("K0007"))["serial"]


def test_the_same_try_repeated_by_the_line_counts_once(desks):
    matches = Matches(desks.centre)
    assert [matches.tried(question("K0007"), "000000") for _ in range(3)] == [TRIES - 1] * 3
    assert matches.tried(question("K0007", query="0192f7a0-0000-7000-8000-000000000002"), PASSWORD) == -1


def test_the_matrix_has_every_level():
    assert {wanted(replace(ITEM, identity=level)) for level in LEVELS} == {level for _, level in PEOPLE.values()}
