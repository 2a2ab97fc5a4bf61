"""Measures of one drawn screen; every finding is a sentence."""

from __future__ import annotations

import itertools

from PySide6.QtCore import QRectF
from stage import BAR, HEIGHT, WIDTH, kind

FLOOR_PX = 28
TWENTY_MM = 81
GAP = 12
BAR_LABELS = {"长辈版", "高对比", "低位", "English", "呼叫帮助", "Larger", "Contrast", "Low reach", "中文", "Help"}
FRAMES = ("Card", "Btn", "Chip", "FactCard", "GateTile", "NoticeStrip", "Lamp", "Touch", "CategoryTile")


def findings(stage):
    """What is wrong with the screen, in words; empty when nothing is."""
    return [*words(stage.texts()), *targets(stage), *ways(stage)]


def words(texts):
    """Large enough, whole, inside, and apart."""
    for text in texts:
        px = text.item.property("font").pixelSize()
        if px < FLOOR_PX:
            yield f"small: {text.label} {px}"
        if text.rect.left() < 0 or text.rect.right() > WIDTH or text.rect.bottom() > HEIGHT:
            yield f"outside: {text.label}"
        if spilled(text):
            yield f"spilled: {text.label}"
    for a, b in itertools.combinations(texts, 2):
        if ink(a).intersects(ink(b)):
            yield f"over each other: {a.label} | {b.label}"


def spilled(text):
    """Tell whether words leave the room they were given."""
    room = text.item.property("room")
    if room and text.item.property("contentWidth") > room + 1:
        return True
    if text.item.property("truncated"):
        return True
    home = text.item.parentItem()
    while home is not None:
        if kind(home, *FRAMES):
            frame = home.mapRectToScene(QRectF(0, 0, home.width(), home.height()))
            return not frame.adjusted(-2, -6, 2, 6).contains(ink(text))
        home = home.parentItem()
    return False


def ink(text):
    """The inked part of a text's box."""
    px = text.item.property("font").pixelSize()
    slack = max(0.0, (text.item.property("lineHeight") - px) / 2) + px * 0.08
    return text.rect.adjusted(1, slack, -1, -slack)


def targets(stage):
    """As large as a finger wants them, inside, apart, and called what they read."""
    named = [target for target in stage.targets() if target.label]
    read = set(stage.words())
    for target in named:
        if min(target.rect.width(), target.rect.height()) < TWENTY_MM:
            yield f"thin: {target.label} {target.rect.width():.0f} x {target.rect.height():.0f}"
        if target.rect.left() < 0 or target.rect.right() > WIDTH or target.rect.bottom() > HEIGHT:
            yield f"outside: {target.label}"
        if target.label not in read:
            yield f"called otherwise than it reads: {target.label}"
    half = (GAP - 1) / 2
    for a, b in itertools.combinations(named, 2):
        if a.rect.adjusted(-half, -half, half, half).intersects(b.rect.adjusted(-half, -half, half, half)):
            yield f"too near: {a.label} | {b.label}"


def ways(stage):
    """Two ways onward beside the bottom bar, which is always whole."""
    labels = [target.label for target in stage.targets() if target.label]
    onward = [label for label in labels if label not in BAR_LABELS]
    if len(onward) < (1 if stage.glass.screen == "Attract" or stage.glass.overlay == "Sheet" else 2):
        yield f"dead end: {onward}"
    bar = [t for t in stage.targets() if t.label in BAR_LABELS and t.rect.top() >= BAR]
    if len(bar) != 5:
        yield f"bottom bar: {[t.label for t in bar]}"
