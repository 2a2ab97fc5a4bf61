"""Pictures of the key screens; KIOSK_GOLDEN=write makes them anew after a look at each."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import samples
from looks import GLYPH_EDGES, SHADE, difference
from PySide6.QtGui import QImage

from drivers.printers.typeset import typeset

GOLDEN = Path(__file__).parents[1] / "golden" / "screens"
KEY_SCREENS = [
    ("attract-night", ""),
    ("attract-notice", ""),
    ("home", ""),
    ("home-known", ""),
    ("list-all", ""),
    ("reading", ""),
    ("reading-again", ""),
    ("reading-turned", "elder"),
    ("awaiting-card", ""),
    ("awaiting-nobody", "elder"),
    ("notice-way", "elder"),
    ("progress-code", ""),
    ("keying", ""),
    ("keying-date", "elder"),
    ("keying-date", "contrast"),
    ("keying-wrong", ""),
    ("keying-wrong", "low"),
    ("keying-can", "english"),
    ("search", ""),
    ("search-found", "elder"),
    ("card-trouble", ""),
    ("card-left", ""),
    ("guide", ""),
    ("attract-full", ""),
    ("home-full", ""),
    ("informing-full", ""),
    ("questions-said", ""),
    ("questions", "elder"),
    ("guide-moved", ""),
    ("guide-waits", ""),
    ("commit", ""),
    ("commit", "elder"),
    ("materials", ""),
    ("capture-good", ""),
    ("capture-taken", ""),
    ("capture-doubted", ""),
    ("capture-doubted", "elder"),
    ("promise", ""),
    ("sign", ""),
    ("resuming", ""),
    ("resuming", "elder"),
    ("resuming-changed", ""),
    ("review", ""),
    ("review-form", ""),
    ("review-form", "elder"),
    ("review-form", "contrast"),
    ("review-form", "low"),
    ("review-form", "english"),
    ("form", ""),
    ("form-wrong", "elder"),
    ("form-ready", "contrast"),
    ("form-kept", "low"),
    ("form-typing", "english"),
    ("submitting-delivering", ""),
    ("printing", ""),
    ("done-accepted", ""),
    ("done-received", ""),
    ("held", ""),
    ("offer", ""),
    ("offer-supplement", ""),
    ("offer-refused", "elder"),
    ("take-card", ""),
    ("rating", ""),
    ("complain-kind", ""),
    ("complain-check", ""),
    ("delivery", ""),
    ("guide-one-tap", "elder"),
    ("rate", ""),
    ("reason", "elder"),
    ("thanks-bad", ""),
    ("farewell-kept", ""),
    ("idle", ""),
    ("sheet-help", ""),
    ("sheet-help-answers", "elder"),
    ("sheet-cards", ""),
    ("sheet-guide", ""),
    ("sheet-guide-window", "elder"),
    ("sheet-frequent", ""),
    ("sheet-frequent-more", "elder"),
    ("sheet-frequent", "low"),
    ("home", "elder"),
    ("materials", "elder"),
    ("materials", "contrast"),
    ("home", "low"),
    ("materials", "low"),
    ("home", "english"),
    ("places", ""),
    ("places", "elder"),
    ("places", "low"),
    ("place", ""),
    ("place", "english"),
    ("place-printed", "contrast"),
    ("sheet-help-no-paper", ""),
    ("pick-many", ""),
    ("pick-full", "contrast"),
    ("pick-many", "low"),
    ("result", ""),
    ("result", "elder"),
    ("result-no-sheets", "contrast"),
    ("result-refused", ""),
    ("tell", ""),
    ("tell", "elder"),
    ("tell-stopped", ""),
    ("tell-lanes", ""),
    ("tell-lanes", "elder"),
    ("tell-lanes", "contrast"),
    ("tell-trail", ""),
    ("tell-looks", "elder"),
    ("tell-late", "elder"),
    ("tell-again", "elder"),
    ("acting", "elder"),
    ("acting-second", ""),
    ("awaiting-for-another", "contrast"),
    ("helping", ""),
    ("confirming", "elder"),
    ("guide-helped", "contrast"),
    ("showing-code", ""),
    ("showing-code-late", "low"),
    ("prove", ""),
    ("prove-secret", "elder"),
    ("prove-wrong", "contrast"),
    ("prove-window", "english"),
    ("pay-code", ""),
    ("pay-code", "elder"),
    ("pay-unknown", "contrast"),
    ("pay-paid", ""),
    ("pay-closed", "low"),
]


@pytest.mark.parametrize(("name", "mode"), KEY_SCREENS, ids=["-".join(filter(None, k)) for k in KEY_SCREENS])
def test_the_screen_looks_as_it_was_approved(stage, name, mode):
    stage.restart(samples.in_mode(samples.SAMPLES[name], mode))
    stage.glass.forget()
    if name.startswith("capture"):
        stage.glass.frame(*tray())
    if name in {"capture-taken", "capture-doubted"}:
        stage.glass._picture(samples.BASE[name].state)
    if name == "printing":
        stage.glass.paper(typeset(samples.receipt()))
    drawn = stage.grab().convertToFormat(QImage.Format.Format_RGB32)
    file = GOLDEN / f"{name}{'-' * bool(mode)}{mode}.png"
    if os.environ.get("KIOSK_GOLDEN") == "write":
        file.parent.mkdir(parents=True, exist_ok=True)
        drawn.save(str(file), "PNG", 0)  # 0 is the smallest file
    approved = QImage(str(file)).convertToFormat(QImage.Format.Format_RGB32)
    assert (approved.width(), approved.height()) == (drawn.width(), drawn.height()), f"no picture {file.name}"
    pixels, worst = difference(approved, drawn)
    assert pixels <= GLYPH_EDGES
    assert worst <= SHADE


def tray():
    """A plain grey tray as the camera would see it."""
    width, height = 360, 480
    return width, height, bytes([70, 74, 80]) * (width * height)
