"""`outbox retry` and `outbox close`: what a technician decides about a row that came to no good end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.commands.verb import complain
from offline_cache.dead_letters import DeadLetters
from offline_cache.row_facts import find_row

if TYPE_CHECKING:
    import argparse

    from kiosk.commands.outboxing.desk import Desk
    from offline_cache.store import Store

__all__ = ["close_row", "retry_rows"]

EVERYTHING = 1_000_000


def retry_rows(args: argparse.Namespace, desk: Desk) -> int:
    """Have the courier try one row in trouble, or all of them, as if they were new."""
    if bool(args.case) == args.all:
        raise ValueError("outbox retry: name a case, or say --all")
    with desk.store() as store:
        letters = DeadLetters(store)
        wanted = [row.case_id for row in letters.all(EVERYTHING)] if args.all else [_named(store, args.case)]
        retried = [case_id for case_id in wanted if letters.retry(case_id)]
        for case_id in retried:
            desk.audit(store).note("case-retried", case_id)
        desk.tell({"retried": len(retried)})
    return _outcome(done=bool(retried) or args.all)


def close_row(args: argparse.Namespace, desk: Desk) -> int:
    """Forget what was to be sent: the case is at the counter now. `because` says how, in the journal's form."""
    with desk.store() as store:
        case_id = _named(store, args.case)
        closed = DeadLetters(store).close(case_id, args.because, int(desk.now().timestamp() * 1000))
        if closed:
            desk.audit(store).note("case-handed-over", case_id, how=args.because)
        desk.tell({"closed": int(closed)})
    return _outcome(done=closed)


def _named(store: Store, name: str) -> str:
    row = find_row(store, name)
    return row.case_id if row else ""


def _outcome(*, done: bool) -> int:
    if not done:
        complain("no row in trouble has this case id or receipt number")
    return int(not done)
