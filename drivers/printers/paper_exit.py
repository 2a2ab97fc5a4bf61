"""A paper at the printer's exit: waiting until it shows, drawing it back, pushing it out."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from drivers.types import Condition, PrinterState

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.printers.conversation import Conversation, Step
    from drivers.printers.dialect import Dialect

__all__ = ["free_exit", "is_free", "paper_shown"]

_CLEARS_S, _LOOK_S = 3.0, 0.1
_APPEARS_S = 0.6  # a presenter that needs no command shows the paper within this


def is_free(conditions: frozenset[Condition]) -> bool:
    """Whether no paper waits at the exit."""
    return Condition.PRESENTED not in conditions


def free_exit(talk: Conversation, dialect: Dialect, step: Callable[[bytes], Step]) -> bool:
    """Draw back what waits, or push it out where that fails; whether the exit is free then. Raises PrinterGone.

    `step` adds a request for proof to a command. A family without such commands leaves it to people.
    """
    for command in filter(None, (dialect.retract, dialect.eject)):
        talk.send([step(command)], lambda _: None, window=1)
        if _comes_true(talk, is_free, _CLEARS_S):
            return True
    return False


def paper_shown(talk: Conversation, dialect: Dialect) -> None:
    """Give a presenter that works by itself the time to show its paper; it may be taken at once. Raises PrinterGone."""
    if dialect.sees_exit and not dialect.present:
        _comes_true(talk, lambda conditions: not is_free(conditions), _APPEARS_S)


def _comes_true(talk: Conversation, holds: Callable[[frozenset[Condition]], bool], within_s: float) -> bool:
    until = time.monotonic() + within_s
    while (status := talk.status()).state is not PrinterState.UNAVAILABLE:
        if holds(status.conditions):
            return True
        if time.monotonic() >= until:
            break
        talk.pause(_LOOK_S)
    return False
