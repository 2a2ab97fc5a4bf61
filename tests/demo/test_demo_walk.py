"""Walking: a step is seen before it is touched, pictured once, and a stuck journey says what it saw."""

from __future__ import annotations

import importlib

import pytest

from ui.demo import elder_card, laying
from ui.demo.children import DemoFailed
from ui.demo.walk import Walk


class Glass:
    """A hand over a glass: each of `screens` is looked at so many times before the next one comes; the last stays."""

    def __init__(self, *screens):
        self.screens = [(one, 1) if isinstance(one, str) else one for one in screens]
        self.done = []

    @property
    def screen(self):
        name, looks = self.screens[0]
        if len(self.screens) > 1:
            self.screens[0] = (name, looks - 1)
            if looks <= 1:
                self.screens.pop(0)
        return name

    def ask(self, **words):
        self.done.append(words)
        shown = self.screen if words["do"] == "where" else self.screens[0][0]
        return {"ok": True, "screen": shown, "texts": ["老年人优待证与免费乘车卡联合办理", "秒后拍"]}

    do = ask

    def pictures(self):
        return [words["file"].rpartition("/")[2] for words in self.done if words["do"] == "shot"]


@pytest.fixture
def lines():
    return []


def walk(glass, tmp_path, lines):
    return Walk(glass, tmp_path, lines.append)


def test_a_screen_is_pictured_when_it_is_reached(tmp_path, lines):
    glass = Glass("Attract", "Attract", "Home")
    there = walk(glass, tmp_path, lines)
    there.see("Home")
    assert glass.pictures() == ["01-home.png"]
    assert [(step.number, step.name, step.screen) for step in there.steps] == [(1, "home", "Home")]
    assert there.steps[0].picture == "screens/01-home.png"
    assert "home" in lines[0]


def test_screens_passing_by_are_pictured_once_each_in_their_order(tmp_path, lines):
    glass = Glass(("Submitting", 3), ("Printing", 3), "Done")
    walk(glass, tmp_path, lines).see("Done", "Submitting", "Printing")
    assert glass.pictures() == ["01-submitting.png", "02-printing.png", "03-done.png"]


def test_a_passing_screen_that_was_too_quick_is_no_failure(tmp_path, lines):
    glass = Glass("Done")
    walk(glass, tmp_path, lines).see("Done", "Submitting", "Printing")
    assert glass.pictures() == ["01-done.png"]


def test_a_passing_screen_that_is_gone_before_it_lies_still_is_not_pictured_as_another(tmp_path, lines):
    glass = Glass("Submitting", "Done")
    walk(glass, tmp_path, lines).see("Done", "Submitting")
    assert glass.pictures() == ["01-done.png"]


def test_a_glimpse_pictures_the_moment_at_which_the_words_appear(tmp_path, lines):
    glass = Glass("Capture")
    says = [["正在看"], ["正在看"], ["2", "秒后拍"]]
    glass.do = lambda **words: (
        {"screen": "Capture", "texts": says.pop(0)} if words["do"] == "where" else glass.ask(**words)
    )
    walk(glass, tmp_path, lines).glimpse("秒后拍", "capture-counting")
    assert says == []
    assert glass.pictures() == ["01-capture-counting.png"]


def test_a_name_of_several_words_is_dashed(tmp_path, lines):
    glass = Glass("CaptureCheck")
    walk(glass, tmp_path, lines).see("CaptureCheck")
    assert glass.pictures() == ["01-capture-check.png"]


def test_a_stuck_journey_says_what_it_waited_for_and_what_it_saw(tmp_path, lines):
    glass = Glass("Fault")
    with pytest.raises(DemoFailed, match=r"the screen Home: not within .*; the glass shows Fault"):
        walk(glass, tmp_path, lines).see("Home", deadline_s=0.1)
    assert glass.pictures() == ["stuck.png"]


def test_a_held_finger_is_lifted_after_the_picture(tmp_path, lines):
    glass = Glass("Review")
    walk(glass, tmp_path, lines).hold("看", "review-held")
    assert [words["do"] for words in glass.done] == ["hold", "shot", "release"]


def test_a_tap_waits_until_the_screen_has_stopped_sliding(tmp_path, lines):
    glass = Glass("Home")
    answers = [{"ok": False, "why": "not shown"}, {"ok": False, "why": "not shown"}, {"ok": True}]
    glass.ask = lambda **words: answers.pop(0)
    walk(glass, tmp_path, lines).tap("开始办理")
    assert answers == []


def test_what_must_be_read_and_is_not_ends_the_walk(tmp_path, lines):
    with pytest.raises(DemoFailed, match="水费 is not on the glass"):
        walk(Glass("Home"), tmp_path, lines).read("水费")


def test_words_that_the_lab_refuses_end_the_walk(tmp_path, lines, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    with pytest.raises(DemoFailed, match="lab card remove: no lab is running"):
        walk(Glass("Attract"), tmp_path, lines).lab("card", "remove")


# Where each touch, and each act at the lab, leads.
LEADS = {
    "insert": "Home",
    "现在就办": "Guide",
    "开始办理": "Materials",
    "拍居住证明": "Capture",
    "residence-proof": "CaptureCheck",
    "看得清，用这张": "Promise",
    "同意，去签名": "Sign",
    "写好了": "Review",
}


class Terminal(Glass):
    """A glass that goes on when it is touched, or when something happens at the lab."""

    def ask(self, **words):
        self.goes(words.get("text", ""))
        return super().ask(**words)

    do = ask

    def goes(self, act):
        if act in LEADS:
            self.screens = [(LEADS[act], 1)]


def test_the_journey_cuts_the_line_between_the_review_and_the_submission(tmp_path, lines, monkeypatch):
    said, glass = [], Terminal("Attract")

    def lab(words):
        said.append(words)
        glass.goes(words[1] if words[1] == "insert" else words[-1])
        return {}

    monkeypatch.setattr(importlib.import_module("drivers.lab.control"), "ask", lab)
    elder_card.file_case(walk(glass, tmp_path, lines), ("resident",), lambda: glass.done.append({"do": "CUT"}))
    acts = [words.get("text", words["do"]) for words in glass.done if words["do"] not in {"shot", "where"}]
    assert acts[-4:] == ["看", "release", "CUT", "没错，提交"]
    assert ("card", "insert", "resident") in said
    assert said[-1] == ("camera", "show", "none")


def test_the_lines_of_a_travel_document_are_typed_as_the_lab_says_they_are_printed(tmp_path, lines, monkeypatch):
    glass = Terminal("Attract")
    printed = {"card": "passport", "person": "zhao", "mrz": "E09990001752022923505316", "can": "136901"}

    def lab(words):
        if words[1] == "insert":
            glass.screens = [("KeyDocument", 1)]
            return printed
        return {}

    monkeypatch.setitem(LEADS, "打开证件", "Home")
    monkeypatch.setattr(importlib.import_module("drivers.lab.control"), "ask", lab)
    laying.lay_card(walk(glass, tmp_path, lines), ("passport",), "Home")
    typed = [words["text"] for words in glass.done if words["do"] == "tap"]
    assert typed == [*"E09990001", "下一项", *"19520229", *"20350531", "打开证件"]
    assert glass.pictures() == ["01-key-document.png", "02-key-document-typed.png", "03-home.png"]
    assert (laying.printed_number(printed), laying.printed_number({})) == ("E09990001", "")
