"""`store`: is what the terminal remembers whole; carry it out, bring it back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from config.load import load_faults, load_profile
from config.problems import ConfigError
from kiosk.commands import lab
from kiosk.commands.verb import Verb, add_settings, complain, say, settings_of

if TYPE_CHECKING:
    import argparse

__all__ = ["VERB"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "check reads every page, row, second copy, enclosure and line of the audit journal of a profile's store and "
        "says what it found (exit status 1 when anything is wrong); backup writes all of it, encrypted and verified, "
        "into an empty folder; restore puts a backup in the place of the store of a terminal that is not running, "
        "without losing what is newer."
    )
    parser.add_argument("what", choices=["check", "backup", "restore"], help="look, carry out, bring back")
    parser.add_argument("folder", nargs="?", type=Path, help="where the backup is to be, or is")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    add_settings(parser, default="demo")


def _act(args: argparse.Namespace) -> int:
    from offline_cache.errors import StoreError  # noqa: PLC0415 - the store is opened by this verb alone

    if (args.what == "check") == bool(args.folder):
        raise ValueError(f"store {args.what}: name {'no' if args.folder else 'a'} folder")
    try:
        profile = load_profile(args.profile, lab.reachable(args.profile, settings_of(args)))
        return _do(args, Path(profile.state_dir), profile.keys.store)
    except ConfigError as wrong:
        raise ValueError(str(wrong)) from wrong
    except StoreError as broken:
        complain(f"{broken.code}: {broken}")
        return 1


def _do(args: argparse.Namespace, state: Path, key_store: str) -> int:
    from kiosk.sync.upkeep import FAULTS  # noqa: PLC0415 - see _act
    from offline_cache.backup import back_up, restore  # noqa: PLC0415 - see _act
    from offline_cache.checkup import examine  # noqa: PLC0415 - see _act
    from offline_cache.keys import DeviceKeys  # noqa: PLC0415 - see _act
    from offline_cache.store import Store  # noqa: PLC0415 - see _act

    folder, secret = state / "store", DeviceKeys.load_or_create(state / "keys", key_store).secret
    if args.what == "check":
        found = examine(folder, secret)
        if args.json:
            say(json.dumps({"figures": found.figures, "alarms": found.alarms, "wrong": found.wrong}))
        else:
            for name, value in found.figures.items():
                say(f"{name:<28} {value}")
            faults = load_faults()
            for alarm in found.alarms:
                told = faults[FAULTS[alarm]] if alarm in FAULTS else None
                say(f"ALARM  {alarm}" + (f"  {told.number} {told.title}: {told.remedy}" if told else ""))
            for line in found.wrong:
                say(f"WRONG  {line}")
        return int(bool(found.wrong))
    if args.what == "restore":
        restore(folder, args.folder, secret)
        say("restored")
        return 0
    store = Store.open(folder, secret)
    try:
        say(f"{back_up(store, args.folder, secret)} files")
    finally:
        store.close()
    return 0


VERB = Verb("store", "check, back up or restore what the terminal remembers", _arguments, _act)
