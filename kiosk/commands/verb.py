"""What a verb of the command line is."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

__all__ = ["Verb", "add_settings", "become", "complain", "say", "settings_of"]


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: `arguments` describes what it takes, `act` does it and returns the exit status.

    `passes_on` True hands every word after the verb over as `args.words`, unread.
    """

    name: str
    summary: str
    arguments: Callable[[argparse.ArgumentParser], None]
    act: Callable[[argparse.Namespace], int]
    passes_on: bool = False


def become(module: str, words: Sequence[str]) -> NoReturn:
    """Give this process over to another module's command line, loaded by its name."""
    os.execv(sys.executable, [sys.executable, "-m", module, *words])  # noqa: S606 - our own interpreter, no shell


def say(line: str) -> None:
    """Tell the person at the command line, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def complain(line: str) -> None:
    """Tell the person what is wrong."""
    sys.stderr.write(f"kiosk: {line}\n")


def add_settings(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    """Add `--profile` (required without a default) and `--set`."""
    parser.add_argument(
        "--profile",
        default=default,
        required=default is None,
        metavar="NAME",
        help="a file of config/profiles/ without .toml, or a path" + (f" (default: {default})" if default else ""),
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        dest="settings",
        help="override one setting of the profile, such as camera.url=http://127.0.0.1:8080/; may be repeated",
    )


def settings_of(args: argparse.Namespace) -> dict[str, str]:
    """Return the `--set` words as a mapping. Raises ValueError for a word without `=`."""
    settings: dict[str, str] = {}
    for word in args.settings:
        key, equals, value = word.partition("=")
        if not equals or not key:
            raise ValueError(f"--set {word}: write KEY=VALUE")
        settings[key] = value
    return settings
