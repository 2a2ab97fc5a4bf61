"""`verify`: whether a receipt is true, without a network."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from config.load import load_faults, load_profile
from config.problems import ConfigError
from kiosk.commands import lab
from kiosk.commands.verb import Verb, add_settings, complain, say, settings_of

if TYPE_CHECKING:
    from config.schema import Profile

__all__ = ["VERB"]

_STATES = {
    "received": "是真的：签发时已收件，还没有受理。是否受理，请扫码查进度或拨 12345 报查询码。",
    "accepted": "是真的：已受理。",
    "certificate": "是真的：中心签发的证明。请对一对纸上的姓、号码末四位、证明编号和记录截至日。",
}
ABOUT = """\
Says whether the QR code of a receipt was signed by a terminal, and what it states: 收件 or 受理, which copy, when, how
far that terminal's clock was from the centre's. Of a certificate (证明) it says what the centre signed: 证明编号, first
character of the name, last four of the number, until when the records reach. It works without a network: the keys are
this terminal's own and those of the last register that the centre signed (a running terminal renews it every hour).
The exit status is 0 for a true receipt and 1 for any other; `code` is then a key of config/faults.toml.
"""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = ABOUT
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("text", nargs="?", default="", help="what the QR code says; - reads it from the input")
    parser.add_argument("--image", default="", metavar="FILE", help="read the code from this picture of a receipt")
    parser.add_argument("--camera", action="store_true", help="read the code under the profile's document camera")
    parser.add_argument("--page", default="", metavar="FILE", help="write a page that checks receipts on a telephone")
    parser.add_argument("--json", action="store_true", help='one JSON object: {"ok": …, "code": …, "state": …, …}')
    add_settings(parser, default="demo")


def _act(args: argparse.Namespace) -> int:
    asked = [word for word in ("text", "image", "camera", "page") if getattr(args, word)]
    if len(asked) != 1:
        raise ValueError("say one of: TEXT, --image FILE, --camera, --page FILE")
    try:
        profile = load_profile(args.profile, lab.reachable(args.profile, settings_of(args)))
    except ConfigError as wrong:
        raise ValueError(str(wrong)) from wrong
    if args.page:
        return _write_page(args.page, profile)
    found = _judge(args, profile)
    if args.json:
        say(json.dumps(found, ensure_ascii=False))
    else:
        _tell(found)
    return 0 if found["ok"] else 1


def _judge(args: argparse.Namespace, profile: Profile) -> dict[str, object]:
    from kiosk.commands import verifying  # noqa: PLC0415 - cryptography is loaded by this verb alone

    if args.camera:
        text = verifying.seen(profile)
    elif args.image:
        text = verifying.pictured(args.image)
    else:
        text = (sys.stdin.read() if args.text == "-" else str(args.text)).strip()
    return verifying.judged(text, profile, dt.datetime.now(dt.UTC))


def _write_page(file: str, profile: Profile) -> int:
    from kiosk.commands.verifying import known_keys  # noqa: PLC0415 - see _judge
    from kiosk.receipts.page import verification_page  # noqa: PLC0415 - see _judge

    keys = known_keys(profile)
    Path(file).write_text(verification_page(keys, dt.datetime.now(dt.UTC)), encoding="utf-8")
    say(f"{file}: {len(keys)} keys")
    return 0


def _tell(found: dict[str, object]) -> None:
    if not found["ok"]:
        fault = load_faults()[str(found["code"])]
        say(f"{fault.title}：{fault.happened}。{fault.ways[0]}，或{fault.ways[1]}。")
        complain(f"{fault.code} ({fault.number}) {fault.title_en}: {fault.remedy}")
        return
    say(_STATES[str(found["state"])])
    for key, value in found.items():
        if key not in {"ok", "code"}:
            say(f"  {key:<14} {'unknown' if value is None else value}")


VERB = Verb("verify", "check a receipt without a network", _arguments, _act)
