"""常见错误实例 (F05): beside the right sample, what the last picture may have had wrong, after it was thrown away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.i18n import mark
from ui.projection.samples import errors_of

if TYPE_CHECKING:
    from kiosk.domain.asks import CaptureAsk
    from ui.projection.scene import Scene

__all__ = ["DOUBTED", "MISTAKES", "MistakeView", "mistake"]

MISTAKES: dict[str, tuple[str, str]] = {
    # gate: the picture of ui.pictures.mistakes, what is wrong in it
    "complete": ("cut", mark("只拍到一部分")),
    "sharp": ("blurred", mark("字拍糊了")),
    "glare": ("glare", mark("反光看不清")),
    "steady": ("blurred", mark("拍的时候动了")),
}
DOUBTED: dict[str, tuple[str, str]] = {
    # doubt of kiosk.domain.paper_doubt: the picture, what was wrong with the paper
    "blank": ("blank", mark("拍了空白的一面")),
    "card": ("other", mark("放成了一张卡")),
    "passport": ("other", mark("放成了护照")),
    "strip": ("other", mark("放成了小票")),
    "page": ("other", mark("放成了一张纸")),
    "unlike": ("other", mark("大小对不上")),
}


@dataclass(frozen=True, slots=True)
class MistakeView:
    """`kind` names the picture, "" where only words are known; `note` is "" before anything went wrong."""

    kind: str
    label: str
    note: str


def mistake(ask: CaptureAsk, scene: Scene) -> MistakeView:
    """Return the error that the thrown-away picture had: the wrong paper, or what the first failing gate looks for.

    Where all gates hold, the office's own words for this paper.
    """
    if not ask.retakes:
        return MistakeView("", "", "")
    tr = scene.tr
    if ask.doubt:
        kind, why = DOUBTED[ask.doubt]
        return MistakeView(kind, tr("不要拍成这样"), tr(why))
    failing = next((gate.name for gate in ask.viewfinder.gates if not gate.ok and gate.name in MISTAKES), "")
    own = () if scene.prefs.english else errors_of(ask.material, failing)
    if failing:
        kind, general = MISTAKES[failing]
        return MistakeView(kind, tr("不要拍成这样"), own[0] if own else tr(general))
    general_ones = dict.fromkeys(tr(words) for _, words in MISTAKES.values())
    return MistakeView("", tr("容易弄错"), "\n".join(own or general_ones))
