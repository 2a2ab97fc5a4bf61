"""The one table (ADR 2): which handler takes which event in which state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.attendant import (
    acting,
    arriving,
    forgotten,
    helping,
    interrupts,
    keying,
    leaving,
    phoning,
    resuming,
    serving,
)

if TYPE_CHECKING:
    from kiosk.attendant.turn import Table

__all__ = ["TABLE"]

TABLE: Table = {
    **arriving.TABLE,
    **keying.TABLE,
    **phoning.TABLE,
    **helping.TABLE,
    **acting.TABLE,
    **resuming.TABLE,
    **serving.TABLE,
    **leaving.TABLE,
    **forgotten.TABLE,
    **interrupts.TABLE,
}
