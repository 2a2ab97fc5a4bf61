"""`outbox`: how many submissions wait, and how many receipts were printed; nothing about anybody."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

from config.load import load_profile
from config.problems import ConfigError
from kiosk.commands import lab
from kiosk.commands.verb import Verb, add_settings, complain, say, settings_of

if TYPE_CHECKING:
    import argparse

__all__ = ["VERB"]

_PAPER = """
    SELECT count(*) AS receipts, coalesce(sum(copies > 0), 0) AS originals,
    coalesce(sum(max(copies - 1, 0)), 0) AS reprints, coalesce(sum(proven), 0) AS proven FROM print_job
"""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Counts what the outbox of a profile holds by state (queued, accepted, rejected, dead), how long the oldest "
        "submission has waited, and the receipts: first copies sent to the printer, further ones (marked 补打), and "
        "those proven to be on paper. Without --set, the demo's own profile finds "
        "the outbox of the demo that is running here."
    )
    parser.add_argument("what", choices=["list"], help="count what is there")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    add_settings(parser, default="demo")


def _act(args: argparse.Namespace) -> int:
    from offline_cache.errors import StoreError  # noqa: PLC0415 - the store is opened by this verb alone

    try:
        profile = load_profile(args.profile, lab.reachable(args.profile, settings_of(args)))
        counted = _count(Path(profile.state_dir) / "store")
    except ConfigError as wrong:
        raise ValueError(str(wrong)) from wrong
    except StoreError as broken:
        complain(f"{broken.code}: {broken}")
        return 1
    if args.json:
        say(json.dumps(counted))
    else:
        for key, value in counted.items():
            say(f"{key:<14} {value}")
    return 0


def _count(folder: Path) -> dict[str, object]:
    """Return the counts; all zero where nothing was ever filed."""
    from offline_cache.outbox import Outbox  # noqa: PLC0415 - see _act
    from offline_cache.store import Store  # noqa: PLC0415 - see _act

    counted: dict[str, object] = dict.fromkeys(("queued", "accepted", "rejected", "dead"), 0)
    if not folder.is_dir():
        return counted | {"oldest_s": 0.0, "receipts": 0, "originals": 0, "reprints": 0, "proven": 0}
    store = Store.open(folder)
    try:
        outbox = Outbox(store)
        counted |= outbox.counts() | {"oldest_s": round(outbox.oldest_age_s(int(time.time() * 1000)), 1)}
        return counted | (store.row(_PAPER) or {})
    finally:
        store.close()


VERB = Verb("outbox", "count what waits for the centre", _arguments, _act)
