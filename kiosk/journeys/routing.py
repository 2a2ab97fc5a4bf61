"""跨域通办 (F41): where a matter is handed in, and where it is handled; the rules are the same everywhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from config.regions import load_regions, routed
from kiosk.domain.rules.eligibility import DELIVERY

if TYPE_CHECKING:
    from config.regions import Region
    from kiosk.domain.run import Run

__all__ = ["HANDLED_IN", "choices", "home", "regions_of", "sent_to"]

HANDLED_IN: Final = "region"


def home(run: Run) -> Region | None:
    """Return the region that this terminal serves, None where it is on no list."""
    return next((one for one in load_regions().values() if one.served_as and one.served_as == run.region), None)


def choices(run: Run) -> tuple[Region, ...]:
    """Return who can handle the matter, this region first; none where it cannot leave this region."""
    here = home(run)
    if here is None or here.office(run.item.id) is None:
        return ()
    others = [one for one in load_regions().values() if one is not here and one.office(run.item.id)]
    return (here, *others) if others else ()


def sent_to(run: Run, code: str) -> Run:
    """Return the run with its item as the office of that region handles it; from elsewhere the result comes by post."""
    region, here = load_regions()[code], home(run)
    office = region.office(run.item.id)
    if office is None:
        raise KeyError(code)
    form = {name: value for name, value in run.form.items() if name != DELIVERY}
    form |= {HANDLED_IN: code} | ({DELIVERY: "ems"} if region is not here and run.identity.address else {})
    return replace(run, item=routed(run.item, office), form=form)


def regions_of(run: Run) -> dict[str, str]:
    """Return 受理地 and 办结地 (GB/T 2260) as a case says them; nothing where nobody was asked."""
    here, code = home(run), run.form.get(HANDLED_IN, "")
    return {"accepted_in": here.code, "handled_in": code} if here and code else {}
