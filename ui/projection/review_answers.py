"""What was said and filled in, as the review shows it: masked, with whose word it is and the way back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.asks import CHANGE
from kiosk.domain.words import bilingual
from kiosk.journeys.standing import READ_AS
from kiosk.privacy import mask_digits
from ui.projection.review_pages import ReviewRow
from ui.projection.spoken import spoken

if TYPE_CHECKING:
    from kiosk.domain.asks import ReviewAsk
    from kiosk.domain.form_entries import Entry
    from kiosk.domain.run import Run
    from ui.projection.scene import Scene

__all__ = ["answered", "delivered", "person_fields", "said_fields"]

_SHOWN_ABOVE = frozenset({"card.name", "card.number", "card.sex", "card.birth", "card.ethnicity"})
_SHORT = 8  # characters of an address: enough to know it again


def person_fields(run: Run, ask: ReviewAsk, scene: Scene) -> tuple[ReviewRow, ...]:
    """Return what was filled in beforehand besides name and number, and how it was corrected."""
    given = (one for one in ask.fields if one.field.kind == "given" and one.field.prefill not in _SHOWN_ABOVE)
    return tuple(_row(one, ask, scene, run.identity.kind) for one in given if one.value)


def said_fields(ask: ReviewAsk, scene: Scene) -> tuple[ReviewRow, ...]:
    """Return what was chosen and typed."""
    return tuple(_row(one, ask, scene, "") for one in ask.fields if one.field.kind != "given")


def answered(ask: ReviewAsk, scene: Scene) -> tuple[ReviewRow, ...]:
    """Return the answers to the item's questions."""
    tr = scene.tr
    words = {True: tr("是"), False: tr("不是"), None: tr("不清楚")}
    change = f"{CHANGE}questions" if "questions" in ask.changeable else ""
    return tuple(
        ReviewRow(tr("您的回答"), words[said], spoken(scene, bilingual(one.text, one.text_en)), change=change)
        for one, said in ask.answered
    )


def delivered(run: Run, ask: ReviewAsk, scene: Scene) -> tuple[ReviewRow, ...]:
    """Return how the result comes: the window with its hours, or the address whose it is and who pays."""
    tr, at = scene.tr, run.item.channels
    change = f"{CHANGE}delivery" if "delivery" in ask.changeable else ""
    if ask.delivery == "ems":
        return (ReviewRow(tr("邮寄到家"), _brief(run.identity.address), tr("证件上的地址，邮费到付"), change=change),)
    if ask.delivery and at:
        return (ReviewRow(tr("窗口自取"), at.window, at.window_hours, change=change),)
    return ()


def _row(entry: Entry, ask: ReviewAsk, scene: Scene, card: str) -> ReviewRow:
    field = entry.field
    change = f"{CHANGE}{field.id}" if field.id in ask.changeable else ""
    label = spoken(scene, bilingual(field.label, field.label_en))
    return ReviewRow(label, _value(entry, scene), _whose(entry, scene, card), change=change)


def _value(entry: Entry, scene: Scene) -> str:
    option = entry.field.option(entry.value)
    if option:
        return spoken(scene, bilingual(option.label, option.label_en))
    if not entry.value:
        return scene.tr("没有填")
    if entry.field.kind == "digits":
        return mask_digits(entry.value)
    return _brief(entry.value)


def _brief(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"


def _whose(entry: Entry, scene: Scene, card: str) -> str:
    tr = scene.tr
    if entry.corrected:
        return tr("您改的，不用证件上的")
    if entry.origin == "card":
        return tr("来自{source}", source=READ_AS[card][scene.prefs.english]) if card in READ_AS else tr("来自刚才的卡")
    if entry.origin == "store":
        return tr("来自证照库")
    if not entry.value:
        return ""
    return tr("您填的") if entry.field.kind == "digits" else tr("您选的")
