"""`outbox`: what waits for the centre, what came to no good end, and how both travel by hand; nothing about anybody."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from config.load import load_profile
from config.problems import ConfigError
from kiosk.commands import lab
from kiosk.commands.outboxing.desk import Desk
from kiosk.commands.verb import Verb, add_settings, complain, settings_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

__all__ = ["VERB"]

ABOUT = """\
Works on the outbox of a profile, whether its terminal is running or not. Without --set, the demo's own profile finds
the outbox of the demo that is running here. The exit status is 1 when something is wrong or was not found.
"""
NAMED = "a case id or a receipt number"
BECAUSE = re.compile("[a-z]{1,12}(-[a-z]{1,12}){0,2}")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = ABOUT
    places = parser.add_subparsers(dest="what", metavar="WORK", required=True)

    def work(name: str, summary: str) -> argparse.ArgumentParser:
        place: argparse.ArgumentParser = places.add_parser(name, help=summary, description=summary)
        place.add_argument("--json", action="store_true", help="one JSON object")
        add_settings(place, default="demo")
        return place

    listing = work("list", "count rows by state and receipts by copies, and list the rows in trouble")
    listing.add_argument("--rows", action="store_true", help="list every row: lane, number, state, attempts, code, age")
    work("show", "tell where one row stands").add_argument("case", metavar="CASE", help=NAMED)
    again = work("retry", "have rows in trouble tried again as if they were new")
    again.add_argument("case", nargs="?", default="", metavar="CASE", help=NAMED)
    again.add_argument("--all", action="store_true", help="every row in trouble")
    close = work("close", "forget what a row in trouble was to send: the case is handed over to the counter")
    close.add_argument("case", metavar="CASE", help=NAMED)
    close.add_argument("--because", required=True, type=_because, metavar="WORDS", help="such as handed-over")
    out = work("export", "write all that has to be delivered into batches; nothing in the outbox changes")
    out.add_argument("folder", type=Path, metavar="FOLDER", help="on a stick, or a folder")
    out.add_argument("case", nargs="?", default="", metavar="CASE", help="this row alone, even when it is in trouble")
    rescue = "without any key of this terminal and without opening its store: the second copies of the sealed cases"
    out.add_argument("--rescue", action="store_true", help=rescue)
    work("import", "put into effect what the centre sent in batches").add_argument(
        "folder", type=Path, metavar="FOLDER"
    )
    verify = work("verify", "check batches in either direction, with nothing put into effect")
    verify.add_argument("folder", type=Path, metavar="FOLDER")
    verify.add_argument("--key", default="", metavar="BASE64", help="the centre's key, instead of those this one knows")


def _because(words: str) -> str:
    if not BECAUSE.fullmatch(words):
        raise ValueError
    return words


def _act(args: argparse.Namespace) -> int:
    from kiosk.gateway.errors import Misconfigured  # noqa: PLC0415 - what follows is loaded by this verb alone
    from kiosk.sync.file_drop.errors import DropError  # noqa: PLC0415
    from offline_cache.errors import StoreError  # noqa: PLC0415

    try:
        profile = load_profile(args.profile, lab.reachable(args.profile, settings_of(args)))
        return _work(args.what)(args, Desk(profile, args.json))
    except ConfigError as wrong:
        raise ValueError(str(wrong)) from wrong
    except (StoreError, DropError, Misconfigured) as broken:
        complain(f"{broken.code}: {broken}")
        return 1


def _work(what: str) -> Callable[[argparse.Namespace, Desk], int]:
    from kiosk.commands.outboxing import carrying, counting, trouble  # noqa: PLC0415 - see _act

    works = {
        "list": counting.list_rows,
        "show": counting.show_row,
        "retry": trouble.retry_rows,
        "close": trouble.close_row,
        "export": carrying.carry_out,
        "import": carrying.carry_in,
        "verify": carrying.look_over,
    }
    return works[what]


VERB = Verb("outbox", "look after what waits for the centre; carry it out, and answers in", _arguments, _act)
