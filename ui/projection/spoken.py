"""What a step says, in the reader's language; what a centre or a file says is left as it is."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kiosk.domain.words import Bilingual, Say
from ui.projection.wording import clock, local, long_day

if TYPE_CHECKING:
    from kiosk.domain.words import Fact, Words
    from ui.projection.scene import Scene

__all__ = ["spoken"]


def spoken(scene: Scene, words: Words) -> str:
    """Return the words as they stand on the glass."""
    if isinstance(words, Bilingual):
        return (words.english if scene.prefs.english else "") or words.text
    if not isinstance(words, Say):
        return words
    return scene.tr(words.text, **{name: _fact(scene, fact) for name, fact in words.facts})


def _fact(scene: Scene, fact: Fact) -> str:
    if isinstance(fact, Say):
        return spoken(scene, fact)
    if isinstance(fact, dt.datetime):
        moment = local(scene, fact)
        return f"{long_day(scene, moment.date())} {clock(moment)}"
    return long_day(scene, fact) if isinstance(fact, dt.date) else str(fact)
