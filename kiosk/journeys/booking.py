"""What the steps of an appointment share: what is asked of the centre, what was chosen, how a place is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.appointments import read_booking, read_bookings, read_matters
from kiosk.domain.inquiry import Printout
from kiosk.domain.plain_asks import Act, PickRow
from kiosk.domain.words import say
from kiosk.journeys.wishing import wish

if TYPE_CHECKING:
    from kiosk.domain.appointments import Booking, Matter, Slot
    from kiosk.domain.inquiry import Inquiry
    from kiosk.domain.run import Run
    from kiosk.domain.words import Words

__all__ = [
    "BOOK",
    "BOOKED",
    "SLOTS",
    "TAKE",
    "chosen",
    "facts",
    "given",
    "matters",
    "mine",
    "name_of",
    "order",
    "rows_of",
    "slip",
    "telephone",
]

SLOTS: Final = "slots"
BOOKED: Final = "booked"
BOOK: Final = "book"
TAKE: Final = Act("print", say("打取号凭条"))


def matters(run: Run) -> tuple[Matter, ...]:
    """Return what windows are there for."""
    return read_matters(run.known(SLOTS) or {})


def telephone(run: Run) -> str:
    """Return whom to call about the item."""
    return run.item.channels.consult_tel if run.item.channels else "12345"


def name_of(run: Run, matter_id: str) -> str:
    """Return the name of a matter, "" for one that the centre did not name."""
    return next((matter.name for matter in matters(run) if matter.id == matter_id), "")


def mine(run: Run) -> tuple[Booking, ...]:
    """Return the places that this person holds."""
    return read_bookings(run.known(BOOKED) or {})


def chosen(run: Run) -> Booking | None:
    """Return the place that the person wants to see."""
    return next((one for one in mine(run) if one.id == run.form.get("mine")), None)


def order(run: Run) -> Inquiry | None:
    """Return the order for what was chosen: a place, another one for it, or none any more; None once it is answered."""
    wanted = {name: run.form.get(name, "") for name in ("slot_id", "replaces", "matter")}
    return wish(run, BOOK, **wanted)


def given(run: Run) -> Booking | None:
    """Return the place that was given for the order."""
    return read_booking(run.known(BOOK) or {})


def rows_of(slots: tuple[Slot, ...]) -> tuple[PickRow, ...]:
    """Return half hours as rows; a full one is shown, and cannot be chosen."""
    return tuple(
        PickRow(
            slot.id,
            f"{slot.begins:%H:%M}–{slot.ends:%H:%M}",
            (slot.window,),
            say("还有 {n} 个号", n=slot.left) if slot.left else say("约满了"),
            "ok",
            "clock",
            off=not slot.left,
        )
        for slot in slots
    )


def facts(run: Run, booking: Booking) -> tuple[tuple[Words, Words], ...]:
    """Return what a place is, label and value."""
    slot, bring = booking.slot, next((one.bring for one in matters(run) if one.id == booking.matter), ())
    told: list[tuple[Words, Words]] = [
        (say("号码"), booking.ticket),
        (say("日期"), say("{day}", day=slot.begins.date())),
        (say("时段"), f"{slot.begins:%H:%M}–{slot.ends:%H:%M}"),
        (say("窗口"), slot.window),
    ]
    if name := name_of(run, booking.matter):
        told.insert(0, (say("办什么"), name))
    return (*told, *(((say("要带"), "；".join(bring)),) if bring else ()))


def slip(run: Run, booking: Booking) -> Printout:
    """Return the ticket on paper."""
    slot = booking.slot
    lines = (
        ("办什么", name_of(run, booking.matter) or "窗口业务"),
        ("日期", f"{slot.begins:%Y-%m-%d}"),
        ("时段", f"{slot.begins:%H:%M}-{slot.ends:%H:%M}"),
        ("窗口", slot.window),
    )
    bring = next((one.bring for one in matters(run) if one.id == booking.matter), ())
    fields = {
        "title": "窗口预约取号凭条",
        "lead": booking.ticket,
        "applicant": run.identity.name,
        "note": "迟到 15 分钟可改约。来不了请改约或取消，把号让给别人。",
    }
    return Printout("slip", fields, lines, steps=("按时段到窗口，看屏叫号", *(f"带：{one}" for one in bring)))
