"""在屏幕上填 (F24, F27): one field of the item's form at a time, by choice or by the keypad; nobody types Chinese.

The option `ask` names the field (`[[fields]]` of the item); what is chosen or typed is the run's form under that name.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from config.item_forms import STORE
from kiosk.domain.answers import Go, Pick, Press
from kiosk.domain.form_entries import FormAsk
from kiosk.domain.keying import ERASE
from kiosk.domain.plain_asks import Act, PickAsk, PickRow
from kiosk.domain.rules.forms import flaw, least_digits, right_digits
from kiosk.domain.words import bilingual, say
from kiosk.journeys.filling import entry
from kiosk.journeys.one_tap import ONE_TAP
from kiosk.journeys.protocol import NotAccepted

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.form_entries import Entry
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]

AS_GIVEN: Final = "as-given"
WITHOUT: Final = "without"
SHOWN: Final = 8  # characters of what was given: enough to know it again


class Form:
    """A choice is never made beforehand; what is filled in already is not asked, the review leads to it."""

    camera = False

    def wanted(self, run: Run) -> bool:
        """Whether the field is asked of this person, and neither card nor store says it."""
        found = _found(run)
        if found is None or found.given:
            return False
        return found.field.required or ONE_TAP not in run.form

    def ask(self, run: Run, when: Moment) -> PickAsk | FormAsk:
        """Offer the choices of this field, or the keypad. Raises NotAccepted where it is not asked of this person."""
        del when
        found = _found(run)
        if found is None:
            raise NotAccepted("answer-out-of-turn")
        return _keypad(run, found) if found.field.kind == "digits" else _choices(found)

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take one of the choices, a key, or the digits. A signature given under another answer falls.

        What is asked after the signature does not stand above it: the way and place of delivery.
        """
        ask = self.ask(run, when)
        match answer, ask:
            case Pick(chosen), PickAsk() if chosen in {row.id for row in ask.rows}:
                return _said(run, "" if chosen == AS_GIVEN else chosen)
            case Press(key), FormAsk():
                return replace(run, typing=_typed(ask, key))
            case Go(), FormAsk() if ask.ready:
                return _said(run, ask.kept if ask.typed is None else ask.typed)
            case Pick(chosen), FormAsk() if chosen in {act.id for act in ask.acts if act.does == "pick"}:
                return _said(run, "")
            case _:
                raise NotAccepted("answer-out-of-turn")

    def stays(self, run: Run) -> bool:
        """Whether a key was pressed: the digits are not handed over yet."""
        return run.typing is not None


def _found(run: Run) -> Entry | None:
    return entry(run, run.step.options["ask"])


def _said(run: Run, value: str) -> Run:
    """Return the run with this answer; "" takes an earlier one away, and what was given needs no second telling."""
    found, field = _found(run), run.step.options["ask"]
    said = "" if found and value == found.given else value
    kept = {name: one for name, one in run.form.items() if name != field}
    filled = replace(run, form={**kept, field: said} if said else kept, typing=None)
    signed = said == run.form.get(field, "") or any(step.kind == "sign" for step in run.item.steps[: run.index])
    return filled if signed else replace(filled, signature=None)


def _choices(found: Entry) -> PickAsk:
    field = found.field
    rows = [
        PickRow(
            one.id,
            bilingual(one.label, one.label_en),
            (bilingual(one.lead, one.lead_en),) if one.lead else (),
            say("已选") if one.id == found.value else "",
            icon=one.icon,
        )
        for one in field.options
    ]
    if found.given:
        seen = found.given if len(found.given) <= SHOWN else f"{found.given[:SHOWN]}…"
        tag = "" if found.corrected else say("已选")
        origin = say("来自证照库") if found.field.prefill.startswith(STORE) else say("来自刚才的卡")
        rows.insert(0, PickRow(AS_GIVEN, say("没变"), (seen, origin), tag, "ok", icon="identification-card"))
    title = bilingual(field.title or field.label, field.title_en or field.label_en)
    return PickAsk(title, bilingual(field.lead, field.lead_en), tuple(rows))


def _keypad(run: Run, found: Entry) -> FormAsk:
    field, typed = found.field, run.typing
    if typed is None:
        ready, wrong = bool(found.value) and not flaw(field, found.value, found.given), False
    else:
        ready = right_digits(field, typed)
        wrong = not ready and len(typed) >= least_digits(field, typed)
    without = () if field.required else (Act("pick", say("不填这一项"), id=WITHOUT),)
    return FormAsk(
        bilingual(field.title, field.title_en),
        bilingual(field.lead, field.lead_en),
        bilingual(field.label, field.label_en),
        typed,
        found.value,
        found.origin,
        field.longest,
        field.check == "phone",
        wrong=wrong,
        ready=ready,
        acts=(*without, Act("go", say("填好了"))),
    )


def _typed(ask: FormAsk, key: str) -> str:
    """Return the digits after one key more; the first key begins anew, and what does not fit changes nothing."""
    before = ask.typed or ""
    if key == ERASE:
        return before[:-1]
    if len(key) != 1 or not (key.isascii() and key.isdecimal()):
        raise NotAccepted("answer-out-of-turn")
    return before + key if len(before) < ask.longest else before


STEP: Final = Form()
