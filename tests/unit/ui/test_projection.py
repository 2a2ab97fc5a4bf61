"""From a state to words: what is said, what is counted, and what is never said."""

from __future__ import annotations

import datetime as dt
import typing
from dataclasses import replace

import pytest
import samples

from kiosk.domain import asks, state
from ui.projection import Prefs, Scene, plain, project, project_chrome
from ui.projection.screens import STATES, STEPS
from ui.projection.sheets import SHEETS, project_sheet
from ui.projection.trouble import trouble


def scene(**changes):
    known = Scene(
        health=samples.WELL,
        items=tuple(samples.services().values()),
        faults=samples.faults(),
        profile=samples.profile(),
        now=samples.NOW,
        around=samples.AROUND,
    )
    return replace(known, **changes)


def said(view):
    return str(plain(view))


@pytest.mark.parametrize("name", samples.SAMPLES)
@pytest.mark.parametrize("english", [False, True])
def test_every_state_becomes_plain_data(name, english):
    sample = samples.SAMPLES[name]
    view = project(sample.state, scene(health=sample.health, prefs=Prefs(english=english)))
    assert view.screen
    assert _plain(plain(view))


def _plain(value):
    if isinstance(value, dict):
        return all(isinstance(key, str) and _plain(part) for key, part in value.items())
    if isinstance(value, list):
        return all(map(_plain, value))
    return isinstance(value, str | int | float | bool)


@pytest.mark.parametrize("name", samples.SAMPLES)
def test_no_screen_says_the_full_name_or_number(name):
    view = said(project(samples.SAMPLES[name].state, scene()))
    assert samples.CANARY_NAME not in view
    assert samples.CANARY_NUMBER not in view


@pytest.mark.parametrize("name", samples.SAMPLES)
def test_no_screen_blames_or_frightens(name):
    view = said(project(samples.SAMPLES[name].state, scene()))
    assert not [word for word in ("错误", "非法", "失败", "您必须", "Error", "Exception") if word in view]


def test_every_state_and_every_step_has_its_function():
    assert set(STATES) == set(typing.get_args(state.State))
    assert set(STEPS) == set(typing.get_args(asks.Ask))


def test_the_full_number_is_said_only_while_it_is_revealed():
    review = samples.review()
    assert "999901 ******** 0227" in said(project(review, scene()))
    assert samples.CANARY_NUMBER in said(project(review, scene(reveal=True)))


@pytest.mark.parametrize(
    ("standings", "title", "primary"),
    [
        ({}, "只差 1 样要拍", "拍居住证明"),
        ({"M_NOCARD": "to_capture"}, "只差 2 样要拍", "拍未领证记录"),
        ({"M_RESIDE": "captured"}, "材料都齐了", "下一步"),
        ({"M_RESIDE": "on_file", "M_PHOTO": "office"}, "零材料：您不用交任何材料", "下一步"),
    ],
)
def test_the_title_counts_what_is_left(standings, title, primary):
    view = project(samples.materials(**standings), scene())
    assert (view.title, view.primary) == (title, primary)


def test_a_paper_that_may_follow_names_its_last_day_or_its_days():
    def notes(sample):
        view = project(sample, scene())
        return [paper.note for part in view.sections if part.title == "可后补" for paper in part.papers]

    assert notes(samples.materials()) == ["最晚 11 月 27 日补上"]
    assert notes(samples.materials(consulted=False)) == ["受理后 5 个工作日内补上"]


def test_received_is_never_called_accepted():
    received = project(samples.delivering("done", accepted=False), scene(health=samples.OFFLINE))
    assert received.title == "已收件，还没受理"
    assert not received.accepted
    assert received.code.number_label == "收件号"
    assert "没联网" in received.lead
    accepted = project(samples.delivering("done"), scene())
    number = "1199 9901 MADE M001 1849 9071 1001 0002 0261 1210 004"
    assert (accepted.title, accepted.accepted, accepted.code.number) == ("已受理", True, number)


def test_when_silence_means_something_the_day_is_named():
    events = project(samples.delivering("done", accepted=False), scene()).events
    assert [event.when for event in events][-1] == "11 月 26 日还没消息"


def test_paper_out_keeps_the_code_and_offers_a_refilled_printer_first():
    held = samples.delivering("held", code="printer-paper-out")
    assert not project(held, scene(health=samples.NO_PAPER)).ready
    view = project(held, scene())
    assert view.ready
    assert view.code.query == "7K3M 9QX4"
    assert view.code.qr.startswith("https://")


def test_the_same_item_on_the_same_day_is_a_reprint_not_a_second_application():
    again = state.OfferingReceipt(samples.person(), samples.filed(copies=1), "elder-card-joint")
    assert project(again, scene()).title == "您今天已经办过这件"
    assert project(again, scene(health=samples.NO_PAPER)).print == ""


def offered(status, **changes):
    filed = samples.filed(copies=1, printed=True, status=status, **changes)
    return project(state.OfferingReceipt(samples.person(), filed), scene())


def test_a_person_is_told_why_what_to_bring_and_until_when_in_the_words_of_the_centre():
    view = offered(samples.ASKED)
    assert [row.text for row in view.rows[:3]] == [
        samples.ASKED.reason,
        "近六个月的免冠照片、居住证明原件",
        "12 月 2 日 星期三",
    ]
    assert (view.later, view.accepted) == ("知道了", False)


def test_what_is_too_long_for_the_glass_is_told_at_the_window_and_never_cut():
    long = replace(samples.ASKED, reason="因" * 150, bring=("一份很长很长名字的证明原件",) * 9)
    texts = [row.text for row in offered(long).rows]
    assert texts[:2] == ["请到窗口问清楚，或拨 12345。", "一共 9 样，请到窗口拿清单"]


def test_a_case_of_which_nothing_new_is_known_is_shown_as_it_was_filed():
    assert offered(replace(samples.ASKED, state="accepted", reason="")).title == offered(None).title


def test_a_promised_paper_that_need_not_follow_is_told_though_the_receipt_said_accepted():
    told = offered(replace(samples.ASKED, state="accepted", reason="照片已在证照库查到，您不用再交。", bring=()))
    assert (told.title, told.accepted, told.report) == ("有材料不用补了", True, "")
    assert told.rows[0].text == "照片已在证照库查到，您不用再交。"


def test_a_notice_holds_from_its_first_day_to_its_last_and_several_take_turns():
    other = replace(samples.NOTICE, title="窗口服务时间", start=dt.date(2026, 12, 1))

    def shown(day, minute=0):
        now = dt.datetime.combine(day, dt.time(9, minute), samples.ZONE)
        return project(state.Welcoming(), scene(now=now, notices=(samples.NOTICE, other))).notice

    assert shown(dt.date(2026, 10, 31)) == ""
    assert shown(dt.date(2026, 11, 1)) == shown(dt.date(2027, 3, 31), 0) == samples.NOTICE.title
    assert shown(dt.date(2026, 12, 1), 1) == "窗口服务时间"
    assert shown(dt.date(2027, 4, 1)) == ""


def test_who_asks_for_help_is_answered_first_as_far_as_there_is_room():
    def rows(guides, **prefs):
        known = scene(guides=guides, prefs=Prefs(**prefs))
        return [row.head for row in project_sheet("help", samples.guide(), known).rows]

    people = rows({})
    card = samples.ANSWERS
    assert rows({card.item: card}) == [*(one.ask for one in card.questions[:2]), *people]
    assert rows({card.item: card}, english=True) == rows({}, english=True)
    long = replace(card, questions=(replace(card.questions[0], answer="长" * 120), card.questions[1]))
    assert rows({card.item: long}) == people
    assert rows({"another": card}) == people


def test_an_elder_is_offered_what_elders_come_for():
    view = project(state.Choosing(samples.person()), scene())
    assert (view.suggested, view.title) == ("elder-card-joint", "赵*兰，您好")
    young = samples.person(birth=dt.date(1999, 1, 1))
    assert project(state.Choosing(young), scene()).suggested == "sole-trader-setup"


def test_elders_find_their_own_categories_first():
    view = project(state.Choosing(), scene(prefs=Prefs(elder=True)))
    assert len(view.categories) == 4
    assert view.categories[0].name == "养老服务"


def test_all_services_are_on_some_page_once():
    for prefs, rows in ((Prefs(), 6), (Prefs(elder=True), 4), (Prefs(low=True), 3)):
        pages = project(state.Choosing(category="all"), scene(prefs=prefs)).pages
        assert max(len(page.rows) for page in pages) == rows
        assert [row.id for page in pages for row in page.rows] == list(samples.services())


def test_a_category_nobody_knows_keeps_its_name():
    item = replace(samples.plain_item(), category="新类别")
    [tile] = project(state.Choosing(), scene(items=(item,))).categories
    assert (tile.name, tile.icon) == ("新类别", "squares-four")


def test_what_does_not_work_is_told_before_anybody_begins():
    view = project(state.Choosing(), scene(health=samples.NO_READER))
    assert [lamp.ok for lamp in view.lamps] == [True, False, False]
    attract = project(state.Welcoming(), scene(health=samples.NO_PAPER))
    assert not all(lamp.ok for lamp in attract.lamps)


def test_an_unknown_line_is_not_called_well():
    lamps = project(state.Choosing(), scene(health=state.Health())).lamps
    assert not any("网" in lamp.text for lamp in lamps)


def test_the_attract_words_drift_inside_their_margin():
    places = set()
    for minute in range(60):
        drift = project(state.Welcoming(), scene(now=samples.NOW.replace(minute=minute))).drift
        places.add(drift)
        assert 0 <= drift <= 40
    assert len(places) > 5


def test_a_fault_nobody_catalogued_still_gets_a_calm_page():
    told = trouble(scene(), "nobody-knows")
    assert told.title
    assert len(told.ways) == 2


@pytest.mark.parametrize("code", samples.faults())
def test_every_fault_has_its_page_in_both_languages(code):
    for english in (False, True):
        view = project(state.CardTrouble(code), scene(prefs=Prefs(english=english)))
        assert view.title
        assert len(view.ways) == 2


@pytest.mark.parametrize("topic", SHEETS)
@pytest.mark.parametrize("english", [False, True])
def test_every_explanation_says_something_in_every_state(topic, english):
    for sample in samples.BASE.values():
        sheet = project_sheet(topic, sample.state, scene(prefs=Prefs(english=english, sheet=topic)))
        assert sheet.title
        assert sheet.rows or sheet.qr
    assert project_sheet("nobody-knows", state.Welcoming(), scene()).title == "请人帮忙"


def test_only_a_paper_that_may_follow_can_be_deferred_from_the_explanation():
    assert project_sheet("missing", samples.capture(deferrable=True), scene()).other_act == "defer"
    assert project_sheet("missing", samples.capture(), scene()).other == ""


def test_everything_that_is_missing_can_be_taken_away_on_paper_where_the_printer_works():
    assert project_sheet("missing", samples.materials(), scene()).other_act == "list"
    broken = scene(health=samples.NO_PAPER)
    assert project_sheet("missing", samples.materials(), broken).other == ""
    assert "打印纸用完了" in project_sheet("missing", samples.materials(), broken).rows[0].text


def test_a4_papers_are_offered_where_there_is_a_printer_for_them_and_once():
    assert project(samples.delivering("done"), scene()).sheets
    assert not project(samples.delivering("done"), scene(profile=replace(samples.profile(), sheets=None))).sheets
    assert not project(samples.delivering("done", accepted=False), scene()).sheets
    assert not project(samples.delivering("done", sheets="done"), scene()).sheets
    assert project(samples.delivering("done", sheets="sheets-jam"), scene()).sheets


def test_the_promise_without_a_calendar_counts_days():
    view = project(samples.promise(None), scene())
    assert (view.big, view.small, view.day) == (("5",), ("个工作日内",), "")
    assert project(samples.promise(), scene()).big == ("11", "27")


def test_the_viewfinder_says_what_it_waits_for():
    view = project(samples.capture(), scene())
    assert [(gate.name, gate.ok) for gate in view.gates] == [("完整", True), ("清晰", True), ("无反光", False)]
    assert view.standing == "found"
    assert project(samples.capture(asks.Viewfinder()), scene()).standing == "search"
    good = project(samples.capture(samples.good()), scene())
    assert (good.standing, good.count) == ("good", "1")


def keying(**changes):
    fault, away = changes.pop("fault", ""), changes.pop("away", False)
    return project(state.KeyingDocument("", samples.typed(**changes), fault, away), scene())


def test_the_keypad_has_letters_for_the_number_alone():
    assert [keying(line=line).letters for line in ("number", "birth", "expiry", "can")] == [True, False, False, False]


def test_a_date_shows_the_places_that_are_still_empty():
    assert keying(line="birth", birth="19520").text == "1952 年 0_ 月 __ 日"
    assert keying(line="birth", birth="").text == ""


def test_a_day_that_no_calendar_has_is_told_where_it_is_typed():
    view = keying(line="birth", birth="19530229")
    assert (view.wrong, view.hint) == (True, "日历上没有这一天，请再看看")
    assert [line.standing for line in keying(birth="19530229").lines] == ["done", "wrong", "now"]


def test_the_way_on_is_told_by_what_is_still_missing():
    assert (keying(birth="", line="number").go, keying(birth="", line="number").ready) == ("下一项", True)
    assert (keying(birth="1", line="birth").go, keying(birth="1", line="birth").ready) == ("下一项", False)
    assert (keying().go, keying().ready) == ("打开证件", True)
    assert (keying(away=True).go, keying(away=True).ready) == ("请放回证件", False)
    assert (keying(line="can", can="12").go, keying(line="can", can="12").ready) == ("打开证件", False)


def test_a_wrong_key_and_an_early_lift_are_told_over_what_was_typed():
    assert keying(fault="card-key-wrong").notice.text == "填的和证件对不上，再照着填一次"
    assert keying(fault="card-withdrawn", away=True).notice.text == "卡拿得早了一点，再放一次，放稳别动"
    assert keying().notice.text == ""


@pytest.mark.parametrize("hint", ["", "hold-still", "wrong-way"])
def test_the_reading_says_what_the_person_can_do_to_help(hint):
    view = project(state.ReadingCard(0.3, "reading", hint=hint), scene())
    assert bool(view.sign) == bool(hint)


class TestFrame:
    def test_the_way_out_names_the_person_masked_and_is_absent_where_nobody_is(self):
        assert project_chrome(samples.guide(), scene()).who == "赵*兰"
        for nobody in (
            state.Welcoming(),
            state.Rating("c"),
            state.Farewell("done"),
            state.TakingCard(9),
            state.CardLeft(),
        ):
            assert project_chrome(nobody, scene()).who == ""

    def test_while_something_is_being_written_there_is_no_way_out(self):
        assert project_chrome(state.Filing(samples.signed_run()), scene()).who == ""
        assert project_chrome(samples.delivering("printing"), scene()).who == ""
        assert project_chrome(samples.delivering("done"), scene()).who == "赵*兰"

    def test_the_step_bar_counts_stages_not_steps(self):
        chrome = project_chrome(samples.capture(), scene())
        assert (chrome.step, chrome.steps, chrome.step_line, chrome.stage) == (2, 6, "第 2 步，共 6 步", "备齐材料")
        assert project_chrome(samples.delivering("done"), scene()).step == 6

    def test_an_item_without_steps_has_no_step_bar(self):
        assert project_chrome(samples.guide(samples.plain_item()), scene()).step == 0

    def test_the_minutes_left_never_grow(self):
        kinds = ("guide", "materials", "promise", "sign", "review")
        runs = [state.Serving(samples.run(step=kind), samples.sign().ask) for kind in kinds]
        minutes = [int("".join(c for c in project_chrome(run, scene()).remain if c.isdigit())) for run in runs]
        assert minutes == sorted(minutes, reverse=True)

    def test_under_the_idle_warning_the_frame_stays(self):
        under = samples.materials()
        assert project_chrome(state.IdleWarning(under, 9), scene()) == project_chrome(under, scene())

    def test_the_ribbon_names_the_parts_that_are_not_real(self):
        assert project_chrome(state.Welcoming(), scene()).ribbon == ""
        ribbon = project_chrome(state.Welcoming(), scene(simulated=("printer", "robot"))).ribbon
        assert ribbon == "模拟运行：打印机、robot不是真的，办理无效"

    def test_low_reach_has_its_own_layout_where_there_is_much_to_touch(self):
        low = scene(prefs=Prefs(low=True))
        assert project_chrome(state.Choosing(), low).layout == "low"
        assert project_chrome(samples.materials(), low).layout == "low"
        assert project_chrome(samples.guide(), low).layout == "steps"
