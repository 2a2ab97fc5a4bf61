"""C9: without eyes: two keys reach everything that a finger reaches, and everything has a name to be spoken."""

from __future__ import annotations

import pytest
import samples
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

MOST = 80
SCREENS = (
    *(
        "home",
        "awaiting-card",
        "guide",
        "questions",
        "materials",
        "capture",
        "capture-taken",
        "promise",
        "commit",
        "form",
    ),
    *("review", "done-accepted", "held", "offer", "take-card", "rating", "idle", "pick", "tell", "keying", "pay-code"),
)


def press(stage, key):
    QTest.keyClick(stage.window, key)
    stage.app.processEvents()


def walk(stage):
    """Go round with one key; return the names of everything that was reached."""
    reached, items = [], []
    for _ in range(MOST):
        press(stage, Qt.Key.Key_Tab)
        item = stage.window.activeFocusItem()
        if item is None or item in items:
            break
        items.append(item)
        if label := item.property("label"):
            reached.append(label)
    return reached


@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_is_walked_with_two_keys_and_everything_on_it_has_a_name_to_be_spoken(stage, name):
    stage.restart(samples.SAMPLES[name])
    assert all(seen.label for seen in stage.targets())
    assert {seen.label for seen in stage.targets()} <= set(walk(stage))


def test_what_the_key_presses_is_what_the_finger_does(stage):
    sample = samples.SAMPLES["guide"]
    stage.restart(sample)
    label = next(seen.label for seen in stage.targets() if seen.label == "返回")
    stage.tap(label)
    by_finger = list(stage.desk.calls)
    stage.restart(sample)
    stage.desk.calls.clear()
    for _ in range(MOST):
        press(stage, Qt.Key.Key_Tab)
        if stage.window.activeFocusItem().property("label") == label:
            break
    press(stage, Qt.Key.Key_Return)
    assert stage.desk.calls == by_finger
    assert by_finger


def test_the_number_is_whole_only_while_the_key_is_held(stage):
    stage.restart(samples.SAMPLES["review"])
    while "看" not in str(stage.window.activeFocusItem() and stage.window.activeFocusItem().property("label")):
        press(stage, Qt.Key.Key_Tab)
    QTest.keyPress(stage.window, Qt.Key.Key_Space)
    stage.settle()
    held = "".join(stage.words())
    QTest.keyRelease(stage.window, Qt.Key.Key_Space)
    stage.settle()
    assert samples.CANARY_NAME in held
    assert samples.CANARY_NAME not in "".join(stage.words())
