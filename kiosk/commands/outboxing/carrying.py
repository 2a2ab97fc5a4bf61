"""`outbox export`, `import` and `verify`: cases and answers that travel by hand."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from config.load import load_faults
from kiosk.commands.verb import complain
from kiosk.gateway.proofs import SignKeys
from kiosk.sync.file_drop.checking import check
from kiosk.sync.file_drop.drop import FileDrop
from kiosk.sync.file_drop.options import DropOptions
from kiosk.sync.file_drop.plain_files import batches_in
from kiosk.sync.file_drop.rescue import rescue
from kiosk.sync.hand_over import BLOB_LOST
from kiosk.sync.sign_keys import TrustedKeys
from offline_cache.keys import DeviceKeys
from offline_cache.replica import Replica
from offline_cache.row_facts import find_row

if TYPE_CHECKING:
    import argparse

    from kiosk.commands.outboxing.desk import Desk
    from kiosk.sync.file_drop.sending import Exported
    from kiosk.sync.file_drop.taken import Taken
    from offline_cache.store import Store

__all__ = ["carry_in", "carry_out", "look_over"]


def carry_out(args: argparse.Namespace, desk: Desk) -> int:
    """Write batches with everything that has to be delivered, or with one row; nothing in the outbox changes."""
    if args.rescue:
        options = _options(desk)
        return _told(rescue(desk.folder, args.folder, options.device_id, desk.now(), options.largest), desk)
    with desk.store() as store:
        case_id = ""
        if args.case:
            row = find_row(store, args.case)
            if row is None or row.state in {"accepted", "closed"}:
                complain("nothing to carry out has this case id or receipt number")
                return 1
            case_id = row.case_id
        done = _drop(store, desk).export(args.folder, desk.now(), case_id)
        desk.audit(store).note("cases-carried-out", str(len(done.rows)))
    return _told(done, desk)


def carry_in(args: argparse.Namespace, desk: Desk) -> int:
    """Put into effect what came down; 1 when a batch was kept out, damaged or not believed."""
    with desk.store() as store:
        batches = list(_drop(store, desk).take(args.folder, desk.now()))
        settled = sum(taken.settled.accepted + taken.settled.rejected for taken in batches)
        if settled:
            desk.audit(store).note("answers-carried-in", str(settled))
    desk.tell({"settled": settled, "batches": [_report(taken) for taken in batches]})
    faults = load_faults()
    for code in sorted({code for taken in batches for code in (taken.code, *taken.refused.values()) if code}):
        complain(f"{code}: {faults[code].remedy}")
    return int(any(taken.code or taken.damaged or taken.refused or taken.settled.unproven for taken in batches))


def look_over(args: argparse.Namespace, desk: Desk) -> int:
    """Check batches in either direction; 1 when there are none or anything is wrong."""
    found = [check(batch, _centre(args.key, desk)) for batch in batches_in(args.folder)]
    if not found:
        complain("no batch is here")
    desk.tell({"batches": [asdict(one) for one in found]})
    return int(not found or any(one.wrong for one in found))


def _told(done: Exported, desk: Desk) -> int:
    desk.tell({"rows": len(done.rows), "bytes": done.bytes, "batches": done.batches, "lost": done.lost})
    if done.lost:
        complain(f"{BLOB_LOST}: of {len(done.lost)} rows a part is lost; they were not carried out")
    return int(bool(done.lost))


def _report(taken: Taken) -> dict[str, object]:
    told = {name: value for name, value in asdict(taken).items() if name != "settled"}
    return {**told, **asdict(taken.settled)}


def _options(desk: Desk) -> DropOptions:
    return DropOptions.parse({"device_id": desk.profile.terminal_id, **desk.profile.platform.options})


def _drop(store: Store, desk: Desk) -> FileDrop:
    keys = DeviceKeys.load_or_create(desk.state / "keys", desk.profile.keys.store)
    return FileDrop(store, keys, _options(desk), desk.audit(store).note)


def _centre(key: str, desk: Desk) -> SignKeys:
    """Return the keys by which to believe the centre: the one that was named, else those this terminal believes."""
    if key:
        return SignKeys.pinned(key)
    pinned = _options(desk).sign_key
    if not desk.folder.is_dir():
        return SignKeys.pinned(pinned)
    with desk.store() as store:
        return TrustedKeys(Replica(store), pinned).current()
