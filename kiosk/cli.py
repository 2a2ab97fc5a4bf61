"""The command line below the glass: every verb but those that show something.

`ui.__main__` is the front door; it hands its own verbs (`demo`, `run`) down as `above`, so that one help lists all.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from kiosk.commands import catalogue, enrol, lab, ledger, outbox, probe, sandbox, store, suite, verify
from kiosk.commands.verb import complain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.commands.verb import Verb

__all__ = ["VERBS", "main"]

VERBS = (
    suite.VERB,
    probe.VERB,
    lab.VERB,
    sandbox.VERB,
    outbox.VERB,
    store.VERB,
    ledger.VERB,
    catalogue.VERB,
    verify.VERB,
    enrol.VERB,
)
_HELP = {"-h", "--help"}


def _parser(verbs: Sequence[Verb]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kiosk",
        description="The self-service government terminal: its demo, its tests, itself, and a technician's questions.",
        epilog="`kiosk VERB --help` tells everything about one verb.",
    )
    places = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for verb in verbs:
        place = places.add_parser(verb.name, help=verb.summary, description=verb.summary)
        verb.arguments(place)
        place.set_defaults(act=verb.act)
    return parser


def main(argv: Sequence[str] | None = None, above: Sequence[Verb] = ()) -> int:
    """Run one command line and return its exit status: 0 well, 1 refused or found wrong, 2 not understood."""
    words = list(sys.argv[1:] if argv is None else argv)
    verbs = {verb.name: verb for verb in (*above, *VERBS)}
    parser = _parser(tuple(verbs.values()))
    verb = verbs.get(words[0]) if words else None
    if verb is not None and verb.passes_on and not _HELP & set(words[1:2]):
        args = argparse.Namespace(words=words[1:])
    else:
        args = parser.parse_args(words)
    act = verb.act if verb is not None else args.act
    try:
        return int(act(args))
    except ValueError as unclear:
        complain(str(unclear))
        return 2
    except KeyboardInterrupt:
        return 130
