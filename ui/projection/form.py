"""在屏幕上填: one field of digits by the keypad, as large as it can be; what stands there already is masked."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from kiosk.privacy import mask_digits
from ui.projection.acting import Button, buttons
from ui.projection.spoken import spoken
from ui.projection.trouble import trouble
from ui.projection.view import Notice, View

if TYPE_CHECKING:
    from kiosk.domain.form_entries import FormAsk
    from ui.projection.scene import Scene

__all__ = ["FormView", "project_form"]

_MOBILE = (3, 7)
_GROUP = 4
_HIDDEN = "●"


@dataclass(frozen=True, slots=True)
class FormView(View):
    """`text` is what was typed, in groups; `hint` how many are still to come, or that they cannot be right."""

    screen: ClassVar[str] = "Form"
    title: str
    lead: str
    label: str
    text: str
    hint: str
    wrong: bool
    kept: bool
    erase: str
    notice: Notice
    acts: tuple[Button, ...]
    back: str
    letters: bool


def project_form(ask: FormAsk, scene: Scene, fault: str = "") -> FormView:
    """Show the field and the keys; the digits stand in clear while they are typed, and never again."""
    tr, told = scene.tr, trouble(scene, fault)
    kept = ask.typed is None and bool(ask.kept)
    return FormView(
        title=spoken(scene, ask.title),
        lead=spoken(scene, ask.lead),
        label=spoken(scene, ask.label),
        text=mask_digits(ask.kept) if kept else _seen(ask),
        hint=_hint(ask, scene),
        wrong=ask.wrong,
        kept=kept,
        erase=tr("删除"),
        notice=Notice(f"{told.title} · {told.happened}" if told.title else "", "warn"),
        acts=buttons(ask, scene, "", ""),
        back=tr("返回"),
        letters=ask.letters,
    )


def _hint(ask: FormAsk, scene: Scene) -> str:
    tr = scene.tr
    if ask.typed is None and ask.kept:
        return tr("填过了，按数字就重填")
    if ask.wrong:
        return tr("号码好像不对，请再看看")
    return tr("填好了") if ask.ready else tr("已填 {n} 位", n=len(ask.typed or ""))


def _seen(ask: FormAsk) -> str:
    return _HIDDEN * len(ask.typed or "") if ask.secret else _grouped(ask.typed or "", phone=ask.phone)


def _grouped(digits: str, *, phone: bool) -> str:
    """Set digits apart as people read them: 138 0013 8000, 6222 0212 …."""
    cuts = _MOBILE if phone and digits.startswith("1") else range(_GROUP, len(digits), _GROUP)
    edges = (0, *(cut for cut in cuts if cut < len(digits)), len(digits))
    return " ".join(digits[a:b] for a, b in pairwise(edges))
