"""`enrol`: become known to the platform, and put the terminal's own keys where they belong."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Final

from config.load import load_faults, load_profile
from config.problems import ConfigError
from kiosk.commands import lab
from kiosk.commands.verb import Verb, add_settings, complain, say, settings_of

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["VERB"]

ABOUT = """\
Makes this terminal known to the platform of its profile. The platform's office gives out a one-time code; scan its QR
code with anything that types, or type the code. The terminal makes its key itself, asks for a client certificate, and
waits until somebody at the platform lets it in. A power cut costs nothing: say `enrol` again, without a code.
A terminal that is known renews its certificate in the same way. Restart it afterwards.

--keys moves the terminal's own keys (who signs, the secret of its store) into another key store: file, systemd-creds
(as root) or tpm2. Set keys.store in the profile as well. Before a change of firmware move them to file, and back after.
--renew-keys begins anew when the keys are lost for good: cases in the terminal are rescued from their second copies,
receipts can no longer be claimed by card, and the platform needs a new code.
Without any of these it says how the terminal stands. Exit status: 0 well, 1 refused or still waiting.
"""
SAID: Final = {
    "moved": ("本机的钥匙现在放在 {store}。", "The terminal's keys now lie in {store}."),
    "profile": (
        '请在配置里写上 [keys] store = "{store}"。',
        'Set [keys] store = "{store}" in the profile.',
    ),
    "renewed": (
        "旧钥匙已放到一边，新钥匙已做好；还要用新的注册码办理入网。",
        "The old keys were put aside and new ones made; enrol with a new code now.",
    ),
    "waiting": ("注册码是对的，正在等平台同意 …", "The code is right; waiting for the platform to admit us ..."),
    "enrolled": (
        "已入网：本机是 {device_id}，证书用到 {until}。请重新启动本机。",
        "Enrolled: this terminal is {device_id}, its certificate ends on {until}. Restart the terminal.",
    ),
    "known": (
        "已入网：本机是 {device_id}，证书用到 {until}。",
        "Enrolled: this terminal is {device_id}, its certificate ends on {until}.",
    ),
    "stranger": ("本机还没有入网。", "This terminal is not enrolled."),
}


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = ABOUT
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--code", default="", metavar="TEXT", help="what the QR code says, in quotes; or the code")
    parser.add_argument(
        "--wait", type=float, default=600.0, metavar="S", help="seconds to wait until somebody lets it in (600)"
    )
    parser.add_argument("--keys", choices=["file", "systemd-creds", "tpm2"], help="move the terminal's own keys there")
    parser.add_argument("--renew-keys", action="store_true", help="make new keys in the place of lost ones")
    parser.add_argument("--json", action="store_true", help="each step as one JSON object")
    add_settings(parser, default="demo")


def _act(args: argparse.Namespace) -> int:
    from kiosk.commands.enrolling import Steps  # noqa: PLC0415 - cryptography and requests are loaded by this verb alone

    try:
        profile = load_profile(args.profile, lab.reachable(args.profile, settings_of(args)))
    except ConfigError as wrong:
        raise ValueError(str(wrong)) from wrong
    told = _json if args.json else _words
    steps = Steps(profile, told)
    code = steps.run(text=args.code, keys=args.keys or "", renew=args.renew_keys, wait_s=args.wait)
    if code:
        told("refused", {"code": code})
    return int(bool(code))


def _words(step: str, facts: Mapping[str, str]) -> None:
    if step == "refused":
        fault = load_faults()[facts["code"]]
        say(f"{fault.title}：{fault.happened}。{fault.ways[0]}，或{fault.ways[1]}。")
        complain(f"{fault.code} ({fault.number}) {fault.title_en}: {fault.remedy}")
        return
    for sentence in SAID[step]:
        say(sentence.format(**facts))


def _json(step: str, facts: Mapping[str, str]) -> None:
    say(json.dumps({"step": step, **facts}, ensure_ascii=False))


VERB = Verb("enrol", "become known to the platform; move the terminal's own keys", _arguments, _act)
