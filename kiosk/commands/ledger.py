"""`ledger`: what happened to the cases of this terminal (办件台账): shown, verified, counted, handed on."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING

from config.load import load_profile, load_services
from config.problems import ConfigError
from kiosk.commands import lab
from kiosk.commands.verb import Verb, add_settings, complain, say, settings_of

if TYPE_CHECKING:
    import argparse

    from kiosk.sync.terminal_ledger import TerminalLedger

__all__ = ["VERB"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "show tells the rows; verify names every row that was altered or is missing (exit status 1); totals counts "
        "them by day, item and way of acceptance; export writes them to the output: csv opens in a spreadsheet. No row "
        "names a person. --as uses the names of C0109 with the codes of gbt39046, c0109 or c0109-swapped."
    )
    parser.add_argument("what", choices=["show", "verify", "totals", "export"])
    parser.add_argument("--day", default="", metavar="YYYY-MM-DD", help="only this day of the office")
    parser.add_argument("--item", default="", metavar="ITEM", help="only this service item")
    parser.add_argument("--mode", default="", metavar="MODE", help="only cases taken this way: deferral, plain, M1 …")
    parser.add_argument("--as", default="", metavar="PROFILE", dest="codes", help="names and codes of a standard")
    parser.add_argument(
        "--head", default="", metavar="NUMBER:SEAL", help="of a row, as the platform heard it by a pulse"
    )
    parser.add_argument("--format", choices=["csv", "json"], default="csv")
    add_settings(parser, default="demo")


def _act(args: argparse.Namespace) -> int:
    from kiosk.sync.terminal_ledger import TerminalLedger  # noqa: PLC0415 - the store is opened by this verb alone
    from offline_cache.errors import StoreError  # noqa: PLC0415 - see above
    from offline_cache.keys import DeviceKeys  # noqa: PLC0415 - see above
    from offline_cache.store import Store  # noqa: PLC0415 - see above

    if args.day:
        dt.date.fromisoformat(args.day)
    try:
        profile = load_profile(args.profile, lab.reachable(args.profile, settings_of(args)))
    except ConfigError as wrong:
        raise ValueError(str(wrong)) from wrong
    folder = Path(profile.state_dir)
    if not (folder / "store").is_dir():
        raise ValueError("this terminal has no store yet")
    try:
        secret = DeviceKeys.load_or_create(folder / "keys", profile.keys.store).secret
        store = Store.open(folder / "store", secret)
        try:
            ledger = TerminalLedger(store, secret, profile.terminal_id)
            ledger.enter_all()
            return _tell(args, ledger)
        finally:
            store.close()
    except StoreError as broken:
        complain(f"{broken.code}: {broken}")
        return 1


def _head(text: str) -> tuple[int, str] | None:
    """Read NUMBER:SEAL, "" for none. Raises ValueError."""
    number, colon, seal = text.partition(":")
    if text and not (number.isdecimal() and colon and seal):
        raise ValueError("--head: write NUMBER:SEAL")
    return (int(number), seal) if text else None


def _tell(args: argparse.Namespace, ledger: TerminalLedger) -> int:
    from kiosk.domain.exports import PROFILES, exported, modes_of, to_csv, totals  # noqa: PLC0415 - see _act

    broken = ledger.broken(_head(args.head))
    for number in broken:
        complain(f"row {number} was altered or is missing")
    if args.what == "verify":
        say(json.dumps({"rows": len(ledger.rows()), "broken": broken, "head": ledger.head()}))
        return int(bool(broken))
    if args.codes and args.codes not in PROFILES:
        raise ValueError(f"--as: one of {', '.join(PROFILES)}")
    items = load_services()
    rows = [row for row in ledger.rows() if row.number not in broken]
    modes = modes_of(rows, items)
    rows = [row for row in rows if args.item in {"", row.item_id} and args.mode in {"", modes.get(row.case_id, "")}]
    if args.day:
        rows = [row for row, told in zip(rows, exported(rows, items), strict=True) if told["day"] == args.day]
    if args.what == "totals":
        say(json.dumps(totals(rows, items, modes), ensure_ascii=False))
    elif args.what == "show":
        for row in rows:
            say(f"{row.number:>6}  {row.at}  {row.event:<12}  {row.item_id:<24}  {row.actor:<8}  {row.case_id}")
    else:
        records = exported(rows, items, args.codes, modes)
        say(json.dumps(records, ensure_ascii=False) if args.format == "json" else to_csv(records).rstrip("\r\n"))
    return int(bool(broken))


VERB = Verb("ledger", "show, verify, count and export what happened to this terminal's cases", _arguments, _act)
