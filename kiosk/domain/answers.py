"""What a citizen can answer on a screen; the step that asked checks it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Agree", "Answer", "Defer", "Go", "Retake", "Signed", "Take", "Use"]


@dataclass(frozen=True, slots=True)
class Go:
    """On to the next step (the primary of guide, materials and review)."""


@dataclass(frozen=True, slots=True)
class Take:
    """Take the picture now, by hand."""


@dataclass(frozen=True, slots=True)
class Use:
    """The picture is good."""


@dataclass(frozen=True, slots=True)
class Retake:
    """Take the picture again."""


@dataclass(frozen=True, slots=True)
class Defer:
    """This paper follows later, where the item allows it."""


@dataclass(frozen=True, slots=True)
class Agree:
    """I have read it and promise."""


@dataclass(frozen=True, slots=True, repr=False)
class Signed:
    """A signature: strokes of (x, y, ms) in pad pixels, and the picture the glass drew of them."""

    strokes: tuple[tuple[tuple[float, float, int], ...], ...]
    png: bytes


Answer = Go | Take | Use | Retake | Defer | Agree | Signed
