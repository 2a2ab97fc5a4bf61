"""`outbox list` and `outbox show`: what is there and where it stands, nothing about anybody."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kiosk.commands.verb import complain
from offline_cache.dead_letters import DeadLetters
from offline_cache.outbox import Outbox
from offline_cache.row_facts import all_rows, find_row
from offline_cache.settling import copy_of

if TYPE_CHECKING:
    import argparse

    from kiosk.commands.outboxing.desk import Desk
    from offline_cache.row_facts import RowFacts
    from offline_cache.store import Store

__all__ = ["list_rows", "show_row"]

STATES = ("queued", "accepted", "rejected", "dead")
_PAPER = """
    SELECT count(*) AS receipts, coalesce(sum(copies > 0), 0) AS originals,
    coalesce(sum(max(copies - 1, 0)), 0) AS reprints, coalesce(sum(proven), 0) AS proven FROM print_job
"""
_NO_PAPER = {"receipts": 0, "originals": 0, "reprints": 0, "proven": 0}
_HEAD = ("kind", "created", "suite", "key_id", "store_id")
_ANSWER = ("server_no", "accepted", "received", "due")


def list_rows(args: argparse.Namespace, desk: Desk) -> int:
    """Count, and list the rows in trouble, or with `--rows` every row."""
    counted: dict[str, object] = dict.fromkeys(STATES, 0)
    if not desk.folder.is_dir():
        desk.tell(counted | {"oldest_s": 0.0} | _NO_PAPER | {"trouble": []})
        return 0
    with desk.store() as store:
        outbox, now_ms = Outbox(store), int(desk.now().timestamp() * 1000)
        counted |= outbox.counts() | {"oldest_s": round(outbox.oldest_age_s(now_ms), 1)}
        counted |= store.row(_PAPER) or _NO_PAPER
        letters = DeadLetters(store).all()
        listed = {"rows": all_rows(store)} if args.rows else {"trouble": letters}
        desk.tell(counted | {name: [_told(row, now_ms) for row in rows] for name, rows in listed.items()})
    return 0


def show_row(args: argparse.Namespace, desk: Desk) -> int:
    """Tell everything that may be known of one row."""
    with desk.store() as store:
        row = find_row(store, args.case)
        if row is None:
            complain("no such row: name a case id or a receipt number")
            return 1
        desk.tell(_told(row, int(desk.now().timestamp() * 1000)) | _more(store, row.case_id))
    return 0


def _told(row: RowFacts, now_ms: int) -> dict[str, object]:
    return {
        "seq": row.seq,
        "lane": row.lane,
        "case_id": row.case_id,
        "receipt_no": row.receipt_no,
        "state": row.state,
        "code": row.code,
        "attempts": row.attempts,
        "age_s": round(max(0.0, (now_ms - row.created_ms) / 1000), 1),
        "bytes": row.bytes,
    }


def _more(store: Store, case_id: str) -> dict[str, object]:
    copy = copy_of(store, case_id)
    if copy is None:
        return {}
    answer = json.loads(copy.local.answer or "{}")
    head = json.loads(copy.envelope) if copy.envelope else {}
    return {
        "item": copy.local.item_id,
        "enclosures": len(copy.enclosures),
        "second_copy": store.copies.read(case_id) is not None,
        "sha256": copy.sealed_sha256,
        **{name: head[name] for name in _HEAD if name in head},
        **{name: answer[name] for name in _ANSWER if answer.get(name)},
    }
