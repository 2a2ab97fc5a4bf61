"""`sandbox`: the demonstration platform alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.commands.verb import Verb, become

if TYPE_CHECKING:
    import argparse

__all__ = ["VERB"]

CATALOGUE = Path(__file__).resolve().parents[2] / "config" / "services"


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Runs the sandbox platform on this machine (loopback only): everything in kiosk/gateway/openapi.yaml, a "
        "licence store with demonstration holdings, and levers under /_sandbox/ (kiosk/gateway/sandbox/controls.py, "
        "faults.py). It prints its address as one JSON line and runs until it is stopped."
    )
    parser.add_argument("--port", default="0", help="port on 127.0.0.1; 0 takes a free one (default)")
    parser.add_argument("--store", default=".kiosk/sandbox", metavar="DIR", help="its folder (default: .kiosk/sandbox)")
    parser.add_argument(
        "--tls",
        nargs="?",
        const="optional",
        default="",
        choices=["optional", "required"],
        help="speak TLS and want the terminal's certificate, for all but enrolments; `required`: even for those",
    )
    parser.add_argument("--catalogue", default=str(CATALOGUE), metavar="DIR", help="service items it serves")


def _act(args: argparse.Namespace) -> int:
    Path(args.store).mkdir(parents=True, exist_ok=True)
    words = ["--port", args.port, "--store", args.store, "--catalogue", args.catalogue]
    become("kiosk.gateway.sandbox", [*words, *(["--tls", args.tls] if args.tls else [])])


VERB = Verb("sandbox", "run the demonstration platform alone", _arguments, _act)
