"""`lab`: handle the virtual devices of a running demo."""

from __future__ import annotations

import argparse
import importlib
import json
from pathlib import Path

from config.load import load_profile
from config.problems import ConfigError
from kiosk.commands.telephone import telephone
from kiosk.commands.verb import Verb, complain, say

__all__ = ["VERB", "addresses", "reachable"]

WORDS = """\
words:
  card insert KIND [--person KEY]   lay a card on the reader: shebao1, resident, passport, permit-hk, technician, …
    --pull-at N | --mute-at N       it leaves, or falls silent, at its Nth command
    --slow MS | --garbage           it thinks long; all it says is noise
    --bad-mac N                     one bit of its Nth answer is wrong
    --swap-at N [--swap-to KEY]     from the Nth command on somebody else's answers, and nothing tells it
  card remove                       take it away
  card psam insert | psam remove    put in or take out the security module that opens shebao3 (in from the start)
  camera show FILE|KIND|none        lay a paper under the camera, or clear the desk
  phone show KIND [--person KEY]    lay a telephone under the camera: ctid (网证), licence, ecard; good for a minute
  phone away                        take it away
  printer paper-out | refill        empty the printer, put a new roll in; also paper-near-end
  printer paper-out-at MM           it runs out after so many millimetres more, in the middle of a line if need be
  printer cover-open | cover-close  open and shut it
  printer cutter | overheat | jam | presenter-jam | retract-full | offline
                                    what a family's own status can tell; `printer mend [FAULT]` ends it
  printer not-taken | take          nobody takes the paper at the exit; somebody takes it, and all in the tray
  printer silent | garbage | split | slow MS
                                    how it answers: not, noise, byte by byte, late; `printer talk` ends it
  printer power-cycle               the link drops, what it held is gone; it comes back
  printer family NAME               from now on it answers as epson, custom, citizen, masung, snbc, phoenix, plain
  sheets media-empty | media-jam | cover-open | tray-missing | output-full | toner-empty | paused
                                    the A4 printer; `sheets refill | cover-close | toner | resume | mend` end it
  sheets silent | garbage | refuse | deaf | talk
                                    how it answers; `deaf` obeys and loses its answer
  sheets abort | power-cycle        it gives the next job up; it forgets every job
  sheets --out DIR                  the A4 papers that came out, as PDF
  platform up | down                mend or cut the line to the centre
  platform slow [MS] | drop-next    hold everything back; lose the next answer
  pay scan | pay | refuse           the citizen's telephone scans the newest code, pays, is refused by its bank
  pay late [SECONDS] | lost | settle
                                    it pays and the till hears late, or never; the wallet's books arrive
  state                             how everything stands, as JSON
  receipts --out DIR                the paper that came out: a picture and the bytes of each

Port 35963 (and 35964) of the virtual card reader is open on ALL addresses of this machine while a demo runs: anyone
who reaches it can lay a virtual card. It belongs to the package vsmartcard-vpcd, which is never installed on a
production terminal.
"""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Hands one line of words to the lab of the demo that is running here; it answers in JSON."
    parser.epilog = WORDS
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("words", nargs="+", metavar="WORD", help="what to do, see below")


def _absolute(words: list[str]) -> list[str]:
    """Make the file that is named absolute, for the lab stands in another folder."""
    match words:
        case ["camera", "show", name] if Path(name).is_file():
            return ["camera", "show", str(Path(name).resolve())]
        case [*before, "--out", folder]:
            return [*before, "--out", str(Path(folder).resolve())]
    return words


def addresses() -> dict[str, str]:
    """Return where the running lab's devices are, as settings of a profile; {} when no lab runs."""
    control = importlib.import_module("drivers.lab.control")
    try:
        answer: dict[str, str] = control.ask(["addresses"], deadline_s=5.0)
    except control.LabAbsent:
        return {}
    return answer


def reachable(profile: str, settings: dict[str, str]) -> dict[str, str]:
    """Let a lab profile find the lab that runs here; what was said on the command line stands.

    Raises ValueError for a profile that cannot be read.
    """
    try:
        is_live = load_profile(profile, settings).live
    except ConfigError as wrong:
        raise ValueError(str(wrong)) from wrong
    return settings if is_live else addresses() | settings


def _act(args: argparse.Namespace) -> int:
    control = importlib.import_module("drivers.lab.control")
    try:
        words = list(args.words)
        asked = telephone(words[1:], control.run_dir()) if words[:1] == ["phone"] else _absolute(words)
        answer = control.ask(asked)
    except (control.LabAbsent, ValueError) as no:
        complain(str(no))
        return 1
    say(json.dumps(answer, ensure_ascii=False, indent=2))
    return 0


VERB = Verb("lab", "handle the virtual devices of a running demo", _arguments, _act, passes_on=True)
