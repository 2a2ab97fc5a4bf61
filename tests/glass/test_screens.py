"""Every screen in every way of reading: measured on the live scene, as a person would judge it."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
import samples
from measures import findings
from stage import HEIGHT

CASES = list(itertools.product(samples.SAMPLES, samples.MODES))


@pytest.mark.parametrize(("name", "mode"), CASES, ids=["-".join(filter(None, case)) for case in CASES])
def test_a_screen_is_legible_touchable_and_no_dead_end(stage, name, mode):
    stage.show(samples.in_mode(samples.SAMPLES[name], mode))
    wrong = findings(stage)
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("name", samples.SAMPLES)
def test_in_low_reach_nothing_to_touch_lies_in_the_upper_half(stage, name):
    stage.show(samples.in_mode(samples.SAMPLES[name], "low"))
    assert [t.label for t in stage.targets() if t.label and t.rect.top() < HEIGHT / 2] == []


@pytest.mark.parametrize("name", samples.SAMPLES)
def test_the_ribbon_tells_on_every_screen_that_something_is_not_real(stage, name):
    stage.show(replace(samples.SAMPLES[name], simulated=("reader", "platform")))
    assert "模拟运行：读卡器、平台不是真的，办理无效" in stage.words()
    assert findings(stage) == []


def test_where_everything_is_real_there_is_no_ribbon(stage):
    stage.show(samples.BASE["home"])
    assert not any("模拟" in word for word in stage.words())
