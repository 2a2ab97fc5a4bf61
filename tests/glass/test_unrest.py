"""Restless fingers: whatever is touched in whatever order, nothing breaks and nothing warns."""

from __future__ import annotations

import gc
import random
import resource
from pathlib import Path

import samples
from PySide6.QtCore import QPointF


def test_two_hundred_random_touches_break_nothing(stage):
    chance = random.Random(20261121)
    names = list(samples.SAMPLES)
    for _ in range(200):
        if chance.random() < 0.4:
            stage.show(samples.in_mode(samples.SAMPLES[chance.choice(names)], chance.choice(list(samples.MODES))))
        targets = stage.targets()
        if targets and chance.random() < 0.7:
            stage.touch(chance.choice(targets).rect.center())
        else:
            stage.touch(QPointF(chance.uniform(1, 1079), chance.uniform(1, 1919)))
    assert stage.failures == []


def test_two_fingers_at_once_press_two_things_at_most(stage):
    from PySide6.QtTest import QTest

    stage.restart(samples.BASE["guide"])
    one, two = (stage.target(label).rect.center().toPoint() for label in ("返回", "开始办理"))
    QTest.touchEvent(stage.window, stage.finger).press(0, one).press(1, two).commit()
    stage.settle()
    QTest.touchEvent(stage.window, stage.finger).release(0, one).release(1, two).commit()
    stage.settle()
    assert len(stage.desk.calls) <= 2
    assert stage.failures == []


def test_a_finger_that_slides_off_a_button_does_not_press_it(stage):
    stage.restart(samples.BASE["guide"])
    start = stage.target("开始办理").rect.center()
    stage.touch(start, start - QPointF(0, 90), start - QPointF(0, 300))
    assert stage.desk.calls == []


def test_a_screen_of_any_size_shows_the_whole_canvas(stage):
    stage.restart(samples.BASE["guide"])
    try:
        for width, height in ((1080, 1920), (720, 1280), (768, 1366), (1920, 1080), (2160, 3840)):
            stage.window.resize(width, height)
            stage.settle()
            canvas = stage.window.contentItem().childItems()[0]
            ratio = min(width / 1080, height / 1920)
            assert canvas.scale() == ratio
            assert abs(canvas.x() - (width - 1080 * ratio) / 2) < 1
            spot = stage.target("开始办理").rect.center()
            stage.desk.calls.clear()
            stage.touch(spot)
            assert len(stage.desk.calls) == 1
    finally:
        stage.window.resize(1080, 1920)
        stage.settle()


def test_screens_that_are_left_give_their_memory_back(stage):
    pair = samples.BASE["guide"], samples.BASE["rating"]
    for n in range(60):
        stage.show(pair[n % 2])
    before = resident_kb()
    for n in range(240):
        stage.show(pair[n % 2])
    assert resident_kb() - before < 5_000


def resident_kb():
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() // 1024
