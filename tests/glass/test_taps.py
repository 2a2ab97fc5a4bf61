"""What a finger does reaches the desk, and the desk alone decides."""

from __future__ import annotations

import pytest
import samples
from PySide6.QtCore import QPointF
from samples import BASE, SHEETS

from kiosk.domain import answers
from ui.projection import Prefs

WAYS = [
    ("attract-night", "轻触这里，开始办理", ("begin",)),
    ("home", "养老服务", ("browse", "养老服务")),
    ("home", "全部 16 项", ("browse", "all")),
    ("home", "高龄津贴", ("choose", "aged-allowance")),
    ("home-known", "现在就办", ("choose", "elder-card-joint")),
    ("home-known", "结束", ("leave",)),
    ("list-all", "老年人优待证与免费乘车卡联合办理", ("choose", "elder-card-joint")),
    ("list-category", "返回首页", ("browse", "")),
    ("awaiting-card", "返回", ("back",)),
    ("keying", "E", ("answer", answers.Press("E"))),
    ("keying", "7", ("answer", answers.Press("7"))),
    ("keying", "下一项", ("answer", answers.Go())),
    ("keying", "有 6 位 CAN？", ("answer", answers.Point("can"))),
    ("keying", "有效期至", ("answer", answers.Point("expiry"))),
    ("keying", "返回", ("back",)),
    ("keying-can", "填三项", ("answer", answers.Point("number"))),
    ("keying-date", "删除", ("answer", answers.Press("erase"))),
    ("keying-ready", "打开证件", ("answer", answers.Go())),
    ("card-trouble", "再试一次", ("again",)),
    ("card-trouble", "返回首页", ("back",)),
    ("card-trouble", "先不办了", ("leave",)),
    ("guide", "开始办理", ("answer", answers.Go())),
    ("guide", "返回", ("back",)),
    ("guide", "结束", ("leave",)),
    ("materials", "拍居住证明", ("answer", answers.Go())),
    ("materials", "去拍", ("answer", answers.Go())),
    ("capture", "手动拍照", ("answer", answers.Take())),
    ("capture-deferrable", "先不拍，后补", ("answer", answers.Defer())),
    ("capture-lost", "再试一次", ("again",)),
    ("capture-taken", "看得清，用这张", ("answer", answers.Use())),
    ("capture-taken", "再拍一张", ("answer", answers.Retake())),
    ("capture-doubted", "就是这个，交人工看", ("answer", answers.Use())),
    ("capture-doubted", "重拍", ("answer", answers.Retake())),
    ("review", "没错，提交", ("answer", answers.Go())),
    ("review-form", "改", ("answer", answers.Pick("change:home"))),
    ("form", "7", ("answer", answers.Press("7"))),
    ("form", "删除", ("answer", answers.Press("erase"))),
    ("form", "不填这一项", ("answer", answers.Pick("without"))),
    ("form-ready", "填好了", ("answer", answers.Go())),
    ("done-accepted", "再办一件", ("browse", "")),
    ("done-accepted", "再打一张", ("again",)),
    ("done-accepted", "打 A4 通知书", ("sheets",)),
    ("done-accepted", "办完了，取卡", ("finish",)),
    ("held", "再打一次", ("again",)),
    ("held", "记好了，取卡", ("finish",)),
    ("offer", "领回执", ("again",)),
    ("offer", "以后再领", ("finish",)),
    ("offer", "办别的事", ("browse", "")),
    ("rating", "非常满意", ("rate", 5)),
    ("rating", "非常不满意", ("rate", 1)),
    ("rating", "跳过，回到首页（20 秒后自动跳过）", ("rate", 0)),
    ("farewell-done", "回到首页", ("leave",)),
    ("idle", "继续办理", ("stay",)),
    ("idle", "结束，清除我的信息", ("leave",)),
]


@pytest.mark.parametrize(("name", "label", "call"), WAYS)
def test_a_touch_reaches_the_desk(stage, name, label, call):
    stage.restart(BASE[name])
    stage.tap(label)
    assert stage.desk.calls == [call]


def test_a_mouse_does_what_a_finger_does(stage):
    stage.restart(BASE["guide"])
    stage.click("开始办理")
    assert stage.desk.calls == [("answer", answers.Go())]


def test_every_touch_says_that_somebody_is_here_even_beside_everything(stage):
    stage.show(BASE["guide"])
    before = stage.desk.touches
    stage.touch(QPointF(540, 300))
    assert stage.desk.touches == before + 1
    assert stage.desk.calls == []


def test_under_the_idle_warning_nothing_can_be_touched(stage):
    stage.restart(BASE["guide"])
    spot = stage.target("结束").rect.center()
    stage.show(samples.Sample(samples.state.IdleWarning(samples.guide(), 9)))
    stage.touch(spot)
    assert stage.desk.calls == []


def test_the_promise_is_given_only_after_the_tick(stage):
    stage.restart(BASE["promise"])
    assert "先打勾，再签名" in stage.words()
    assert not any(target.label == "先打勾，再签名" for target in stage.targets())
    stage.tap("我看清了，愿意按时补上")
    stage.tap("同意，去签名")
    assert stage.desk.calls == [("answer", answers.Agree())]


def test_every_question_is_answered_before_the_answers_go(stage):
    stage.restart(BASE["questions"])
    assert not any(target.label == "请先回答" for target in stage.targets())
    stage.tap("为什么问这个")
    assert "地址变了要办变更签注，材料不同" in stage.words()
    stage.tap("不清楚")
    stage.tap("不是")
    stage.tap("答好了")
    assert stage.desk.calls == [("answer", answers.Reply((("address_changed", False),)))]


def test_for_elder_eyes_the_questions_come_one_by_one_and_back_keeps_them(stage):
    stage.restart(samples.in_mode(BASE["questions-said"], "elder"))
    for answer in ("下一题", "下一题", "不清楚", "上一题", "上一题", "不是", "下一题", "下一题"):
        stage.tap(answer)
    stage.tap("答好了")
    ((_, reply),) = stage.desk.calls
    assert dict(reply.said) == {"address_changed": False, "renting": None, "long": None}


def test_a_promise_in_a_papers_place_wants_every_term_ticked_by_itself(stage):
    stage.restart(BASE["commit"])
    terms = samples.endorse().commitments[0].terms
    assert not any(target.item.property("on") for target in stage.targets() if target.label in terms)
    for term in (terms[2], terms[0], terms[2], terms[1]):
        assert not any(target.label == "我承诺" for target in stage.targets())
        stage.tap(term)
    assert not any(target.label == "我承诺" for target in stage.targets())
    stage.tap(terms[2])
    stage.tap("我承诺")
    ((_, given),) = stage.desk.calls
    assert given.ticked == (0, 1, 2)
    assert given.dwell_ms >= 0


def test_nobody_has_to_promise(stage):
    stage.restart(BASE["commit"])
    stage.tap("不承诺，交材料")
    assert stage.desk.calls == [("answer", answers.Decline())]


def test_pages_are_turned_without_asking_the_desk(stage):
    stage.restart(BASE["list-all"])
    first = stage.words()
    stage.tap("下一页")
    assert "第 2 页，共 3 页" in stage.words()
    stage.tap("上一页")
    assert (stage.words(), stage.desk.calls) == (first, [])


def test_an_explanation_opens_over_the_screen_and_closes(stage):
    stage.restart(BASE["capture-deferrable"])
    stage.tap("呼叫帮助")
    assert stage.glass.overlay == "Sheet"
    assert "拨 0999-1234567" in stage.words()
    stage.tap("知道了")
    assert (stage.glass.overlay, stage.glass.screen, stage.desk.calls) == ("", "Capture", [])


def test_a_paper_can_be_deferred_from_the_explanation(stage):
    stage.restart(SHEETS["sheet-missing"])
    stage.tap("先不拍，后补")
    assert stage.desk.calls == [("answer", answers.Defer())]
    assert stage.glass.overlay == ""


@pytest.mark.parametrize(("label", "pref"), [("长辈版", "elder"), ("高对比", "contrast"), ("低位", "low")])
def test_a_way_of_reading_is_switched_on_and_off(stage, label, pref):
    stage.restart(BASE["materials"])
    stage.tap(label)
    assert stage.glass.chrome[pref] is True
    stage.tap(label)
    assert stage.glass.chrome[pref] is False


def test_english_is_one_touch_there_and_one_back(stage):
    stage.restart(BASE["materials"])
    stage.tap("English")
    assert "To photograph: 1" in stage.words()
    stage.tap("中文")
    assert "只差 1 样要拍" in stage.words()


def test_the_next_visitor_finds_the_standard_way_of_reading(stage):
    stage.restart(samples.Sample(samples.guide(), prefs=Prefs(contrast=True, english=True)))
    stage.glass.show(samples.state.Welcoming(), samples.WELL)
    assert stage.glass._scene.prefs == Prefs()


def test_the_number_is_whole_only_while_the_eye_is_held(stage):
    stage.restart(BASE["review"])
    release = stage.hold("看")
    assert samples.CANARY_NUMBER in stage.words()
    assert any(samples.CANARY_NAME in word for word in stage.words())
    release()
    assert not any(samples.CANARY_NUMBER in word or samples.CANARY_NAME in word for word in stage.words())


def test_every_page_of_the_review_is_seen_before_it_is_submitted(stage):
    stage.restart(BASE["review-form"])
    assert not any("没错，提交" in word for word in stage.words())
    stage.tap("没错，看下一页")
    assert any("材料和文书" in word for word in stage.words())
    stage.tap("返回")
    assert any("您填的、选的" in word for word in stage.words())
    stage.tap("没错，看下一页")
    stage.tap("没错，提交")
    assert stage.desk.calls[-1] == ("answer", answers.Go())
    assert ("back",) not in stage.desk.calls


def test_the_eye_closes_when_the_screen_moves_on(stage):
    stage.restart(BASE["review"])
    release = stage.hold("看")
    stage.show(BASE["review-fault"])
    assert samples.CANARY_NUMBER not in stage.words()
    release()


def test_a_defect_behind_the_glass_is_told_and_not_swallowed(stage):
    stage.restart(BASE["guide"])
    stage.desk.broken = RuntimeError("broken")
    stage.tap("开始办理")
    assert stage.failures == [stage.desk.broken]


def test_the_first_frame_is_announced_once(stage):
    assert stage.frames == [True]
