"""`probe`: one-shot diagnosis that a technician and a script can use."""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
from pathlib import Path

from config.load import load_faults
from kiosk.commands import lab
from kiosk.commands.probes.request import MUTE, Request
from kiosk.commands.verb import Verb, add_settings, complain, say, settings_of

__all__ = ["VERB"]

_WORK_S = 20.0
ABOUT = """\
Asks one device of a profile once, through its real driver, and says how it is:
  card      waits for a card, reads it: what it says (masked), exchanged APDUs, milliseconds, trust, evidence and
            the exchange itself (headers, lengths, status); a travel document opens with --mrz or --can
  camera    grabs a frame: its size, whether a sheet lies there, how sharp it is
  printer   family, model, capabilities, conditions and their remedies, milliseconds per answer; prints a test strip,
            its length, and whether it was proven. It makes the printer forget what it holds: never while a receipt
            is being printed. A cable that a running terminal holds is refused
  sheets    the A4 printer's state, its own reasons, formats and media; --print prints a test page, and tells the proof
  platform  whether it answers, the round trip, how far its clock is from ours
The exit status is 0 when the device did its work and 1 when it did not; `code` is then a key of config/faults.toml.
A card that was read but may not stand for a person has a `code` too, and the status 0.
Without --set, a profile of the lab finds the devices of the demo that is running here.
"""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = ABOUT
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("device", choices=sorted(MUTE), help="what to ask")
    parser.add_argument("--json", action="store_true", help='one JSON object: {"ok": …, "code": …, …}')
    parser.add_argument("--reveal", action="store_true", help="card: the name and numbers in clear")
    parser.add_argument("--reader", default="", metavar="NAME", help="card: any PC/SC reader with NAME in its name")
    parser.add_argument(
        "--mrz",
        default="",
        metavar="TEXT",
        help="card: the machine readable zone, or NUMBER,YYMMDD,YYMMDD (birth, expiry); - reads it from the input",
    )
    parser.add_argument("--can", default="", metavar="DIGITS", help="card: the six digits; - reads them from the input")
    parser.add_argument("--wait", type=float, default=10.0, metavar="S", help="card: seconds to wait for one (10)")
    parser.add_argument(
        "--save",
        default="",
        metavar="FILE",
        help="camera: write the frame to this picture; card: the photo; printer: the very dots that are printed",
    )
    parser.add_argument(
        "--paper",
        choices=["test", "received", "accepted"],
        default="test",
        help="printer: a test strip, or the specimen of a receipt (收件凭条, 受理回执)",
    )
    parser.add_argument(
        "--to",
        default="",
        metavar="ADDRESS",
        help="printer: any one, tcp://HOST:9100, serial:/dev/ttyUSB0?baud=115200&flow=rtscts, usb:/dev/usb/lp0, "
        "usb:VENDOR:PRODUCT; sheets: ipp://HOST/ipp/print",
    )
    parser.add_argument("--dialect", default="", metavar="NAME", help="printer: its family, instead of finding it out")
    parser.add_argument("--print", action="store_true", help="sheets: print a test page")
    parser.add_argument("--no-print", action="store_true", help="printer: ask only, use no paper")
    add_settings(parser, default="demo")


def _act(args: argparse.Namespace) -> int:
    request = Request(
        device=args.device,
        profile=args.profile,
        settings=lab.reachable(args.profile, settings_of(args) | _reader(args.reader) | _printers(args)),
        wait_s=args.wait,
        reveal=args.reveal,
        save=str(Path(args.save).resolve()) if args.save else "",
        paper=args.paper,
        print_strip=args.print if args.device == "sheets" else not args.no_print,
        mrz=_typed(args.mrz),
        can=_typed(args.can),
    )
    found = _ask(request)
    if args.json:
        say(json.dumps(found, ensure_ascii=False))
    else:
        _tell(args.device, found)
    return 0 if found["ok"] else 1


def _reader(name: str) -> dict[str, str]:
    return {"reader.driver": "pcsc", "reader.name": name} if name else {}


def _printers(args: argparse.Namespace) -> dict[str, str]:
    if args.device == "sheets":
        return {"sheets.driver": "ipp", "sheets.address": args.to} if args.to else {}
    wishes = {"printer.address": args.to, "printer.dialect": args.dialect}
    asked = {key: value for key, value in wishes.items() if value} if args.device == "printer" else {}
    return {"printer.driver": "escpos"} | asked if asked else {}


def _typed(words: str) -> str:
    """Return what was typed, on the command line or on the standard input up to its end."""
    return sys.stdin.read() if words == "-" else words


def _ask(request: Request) -> dict[str, object]:
    """Run the probe in a process of its own, and end it when it does not come back."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "kiosk.commands.probes"],
            input=request.to_json(),
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            timeout=request.wait_s + _WORK_S,
            check=False,
        )
        if done.returncode == -signal.SIGALRM:
            return {"ok": False, "code": MUTE[request.device], "detail": "an APDU stayed without an answer"}
        found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    except subprocess.TimeoutExpired:
        return {"ok": False, "code": MUTE[request.device], "detail": "no answer in time"}
    except (IndexError, ValueError):
        return {"ok": False, "code": "program", "detail": "the probe ended without an answer"}
    return found


def _tell(device: str, found: dict[str, object]) -> None:
    say(f"{device}: {'ok' if found['ok'] else 'NOT ok'}")
    for key, value in found.items():
        if isinstance(value, list) and key == "journal":
            say(f"  {key:<14} {len(value)} exchanges")
            for line in value:
                say(f"    {line}")
        elif isinstance(value, dict):
            for name, part in value.items():
                say(f"  {key:<14} {name}: {part}")
        elif key not in {"ok", "code"} and value not in ("", []):
            say(f"  {key:<14} {', '.join(map(str, value)) if isinstance(value, list) else value}")
    fault = load_faults().get(str(found["code"]))
    if fault is not None:
        complain(f"{fault.code} ({fault.number}) {fault.title}: {fault.remedy}")
    elif found["code"]:
        complain(str(found["code"]))


VERB = Verb("probe", "ask one device once: card, camera, printer, sheets, platform", _arguments, _act)
