"""When a visit is over, nothing of the person is left on the glass or behind it."""

from __future__ import annotations

import gc

import pytest
import samples

from drivers.types import Page

LEAVING = ["farewell-done", "farewell-withdrawn", "farewell-printing", "farewell-kept", "farewell-left"]
TYPED = samples.typed().number
CANARIES = (samples.CANARY_NAME, samples.CANARY_NUMBER, "赵*兰", TYPED)


def held_by(glass):
    """Everything that QML could read from the glass."""
    meta = glass.metaObject()
    return [glass.property(meta.property(n).name()) for n in range(meta.propertyCount())]


def walk_through(stage):
    """A visit that shows everything personal there is."""
    stage.show(samples.BASE["keying-ready"])
    assert TYPED in str(held_by(stage.glass))
    for name in ("home-known", "guide", "materials", "capture-taken", "sign", "review"):
        stage.show(samples.BASE[name])
    stage.show(samples.BASE["capture"])
    stage.glass.frame(4, 4, bytes(48))
    stage.show(samples.BASE["review"])
    release = stage.hold("看")
    assert samples.CANARY_NUMBER in str(held_by(stage.glass))
    release()
    stage.show(samples.BASE["done-accepted"])
    stage.glass.paper(Page(8, 8, bytes(8)))
    assert not stage.glass.personal.empty


@pytest.mark.parametrize("name", LEAVING)
def test_after_a_visit_no_property_and_no_picture_holds_the_person(stage, name):
    walk_through(stage)
    stage.glass.forget()
    stage.show(samples.BASE[name])
    assert not any(canary in str(held_by(stage.glass)) for canary in CANARIES)
    assert stage.glass.personal.empty
    assert (stage.glass.frames, stage.glass.pages, stage.glass.papers) == (0, 0, 0)


def test_on_the_attract_screen_no_item_of_the_scene_holds_the_person(stage):
    walk_through(stage)
    stage.glass.forget()
    stage.show(samples.BASE["attract-night"])
    stage.settle()
    gc.collect()
    every = list(_all(stage.window.contentItem()))
    said = " ".join(str(item.property("text")) for item in every if item.inherits("QQuickText"))
    assert not any(canary in said for canary in CANARIES)


def _all(item):
    yield item
    for child in item.childItems():
        yield from _all(child)


def test_names_and_numbers_are_masked_on_every_screen(stage):
    for name, sample in samples.SAMPLES.items():
        stage.show(sample)
        said = " ".join(stage.words())
        assert samples.CANARY_NAME not in said, name
        assert samples.CANARY_NUMBER not in said, name


@pytest.mark.parametrize("name", ["idle-capture"])
def test_under_the_idle_warning_the_camera_picture_is_not_drawn(stage, name):
    stage.show(samples.BASE["capture"])
    stage.glass.frame(3, 4, bytes([250, 0, 250]) * 12)
    stage.settle()
    assert _has_magenta(stage)
    stage.show(samples.BASE[name])
    assert not _has_magenta(stage)


def test_under_the_idle_warning_what_was_typed_is_not_drawn(stage):
    stage.show(samples.BASE["keying-ready"])
    texts = [item.property("text") for item in _all(stage.window.contentItem()) if item.inherits("QQuickText")]
    assert TYPED in texts
    stage.show(samples.BASE["idle-keying"])
    texts = [item.property("text") for item in _all(stage.window.contentItem()) if item.inherits("QQuickText")]
    assert TYPED not in texts
    assert not any("1952" in text for text in texts)


def _has_magenta(stage):
    picture = stage.grab()
    colours = [picture.pixelColor(x, y) for x in range(60, 700, 40) for y in range(700, 1500, 40)]
    return any(c.red() > 90 and c.blue() > 90 and c.green() < 20 for c in colours)
