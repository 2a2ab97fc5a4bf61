"""继续刚才的？ (C4): which visits can be taken up after a power cut, where they stand then, and how it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.asks import CaptureAsk, GuideAsk, PromiseAsk, QuestionsAsk, SignAsk
from kiosk.domain.form_entries import FormAsk
from kiosk.domain.plain_asks import Act, PickAsk, TellAsk
from kiosk.domain.rules.forms import flaw
from kiosk.domain.rules.intake import files_a_case
from kiosk.domain.run import Run
from kiosk.domain.words import say
from kiosk.journeys.filling import entry
from kiosk.journeys.routing import HANDLED_IN, choices, sent_to
from kiosk.journeys.standing import settle
from kiosk.journeys.steps.guide import APPEAL

if TYPE_CHECKING:
    from config.schema import ServiceItem
    from kiosk.domain.asks import Ask
    from kiosk.domain.draft import Draft
    from kiosk.domain.person import Identity
    from kiosk.domain.words import Words
    from kiosk.journeys.protocol import Moment
    from kiosk.journeys.walk import Walk

__all__ = ["ANEW", "RESUME", "draftable", "resume_ask", "taken_up"]

RESUME: Final = "resume"
ANEW: Final = "anew"


def draftable(run: Run) -> bool:
    """Whether a draft may be kept: the holder of a card, alone, on the way to a case that rests on nothing but answers.

    What somebody fills in with a helper, for another, by telephone or without a name is not kept, and neither is what
    the centre said of a person.
    """
    who = run.identity
    alone = not (who.cardless or who.helper or who.agent)
    answers_only = all(one.inquiry.quiet for one in run.found.values())
    return alone and run.item.identity_required and files_a_case(run.item) and answers_only


def taken_up(walk: Walk, item: ServiceItem, identity: Identity, draft: Draft, when: Moment) -> Run | None:
    """Return the run as it stands today: at its step, or at the first before it whose answer no longer holds.

    None where the item's text is another one, or the region that was chosen has no office for it any more.
    """
    run = Run(item, identity, day=when.today, region=when.region)
    region = draft.form.get(HANDLED_IN, "")
    if item.form != draft.item_form or not 0 <= draft.index < len(item.steps):
        return None
    if region and region not in {one.code for one in choices(run)}:
        return None
    run = settle(draft.onto(sent_to(run, region) if region else run))
    open_now = (there for there in walk.before(run) if not _stands(there, walk.ask(there, when)))
    return next(open_now, None) or walk.at_or_after(run)


def resume_ask(draft: Draft, title: str, *, changed: bool) -> TellAsk:
    """Ask whether to go on with it, or say why that cannot be; `title` is the item's name."""
    facts: list[tuple[Words, Words]] = [
        (say("办什么"), title),
        (say("停在"), f"{draft.kept:%H:%M}"),
    ]
    if draft.captured:
        facts.append((say("已拍"), say("{n} 页", n=len(draft.captured))))
    anew = Act("pick", say("重新开始"), "arrows-clockwise", ANEW)
    if changed:
        lead = say("这件事的要求刚更新过，之前填的对不上了，要从头办。")
        return TellAsk(say("刚才的接不上了"), lead, tuple(facts), acts=(anew,))
    lead = say("刚才机器停了。填的、拍的还在，只有这张卡打得开，不继续就清除。")
    return TellAsk(
        say("继续刚才的？"), lead, tuple(facts), acts=(anew, Act("pick", say("继续刚才的"), "arrow-right", RESUME))
    )


def _stands(run: Run, ask: Ask) -> bool:
    """Whether what this step asks has its answer, good for today."""
    stands = True
    match ask:
        case GuideAsk():
            stands = not ask.closed and (ask.eligible or APPEAL in run.form)
        case QuestionsAsk():
            stands = {one.id for one in ask.questions} == ask.answers.keys() | ask.unsure
        case CaptureAsk():
            stands = ask.taken or ask.deferrable
        case PromiseAsk():
            stands = run.promise is not None
        case SignAsk():
            stands = run.signature is not None
        case PickAsk() | FormAsk() if run.step.kind == "form":
            found = entry(run, run.step.options["ask"])
            stands = found is None or not flaw(found.field, found.value, found.given)
        case PickAsk():
            stands = run.step.kind in run.form  # region, delivery, notice: each keeps its choice under its own name
        case _:
            pass
    return stands
