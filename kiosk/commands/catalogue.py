"""`catalogue`: what an editor asks of service items before they are published, and of the pages they come from."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.commands.verb import Verb, complain, say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from kiosk.linting.finding import Finding

__all__ = ["VERB"]

SERVICES = Path(__file__).resolve().parents[2] / "config" / "services"
LONGEST = 8 * 1024 * 1024


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "lint: 目录体检 — refuses catch-all demands, missing elements, wrong codes, promises beyond the law, cancelled "
        "papers that come back, advertisements and cut sentences; each finding in Chinese with file, key and "
        "suggestion. .toml files are service items, anything else (also - for what comes in) is a page. "
        "show: one item as its guide reads. diff: what changes between two folders of items. publish: lint, then put "
        "the items into the folder that a platform serves, all or nothing. "
        "deferrals: 容缺目录对账单, which papers may follow. Exit status 1 when an error was found."
    )
    parser.add_argument("what", choices=["lint", "show", "diff", "publish", "deferrals"])
    parser.add_argument("paths", nargs="*", help="files or folders; without any, the items of this program")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def _act(args: argparse.Namespace) -> int:
    from kiosk.commands import cataloguing  # noqa: PLC0415 - loaded by this verb alone

    if args.what == "lint":
        return _lint(args)
    paths = [Path(path) for path in args.paths]
    if args.what == "show":
        return cataloguing.show(args.paths, SERVICES, as_json=args.json)
    if args.what == "deferrals":
        return cataloguing.deferrals(paths[0] if paths else SERVICES, as_json=args.json)
    if len(paths) != 1 + (args.what == "diff") and not (args.what == "diff" and len(paths) == 1):
        raise ValueError("catalogue diff OLD [NEW], catalogue publish FOLDER")
    if args.what == "diff":
        old, new = (paths[0], paths[1]) if len(paths) > 1 else (SERVICES, paths[0])
        return cataloguing.diff(old, new, as_json=args.json)
    found = [finding for finding in _findings([str(SERVICES)]) if finding.severity == "error"]
    if found:
        _tell(found, as_json=args.json)
        return 1
    return cataloguing.publish(SERVICES, paths[0])


def _lint(args: argparse.Namespace) -> int:
    try:
        found = list(_findings(args.paths or [str(SERVICES)]))
    except OSError as error:
        complain(f"{error.filename}: {error.strerror}")
        return 2
    _tell(found, as_json=args.json)
    return int(any(finding.severity == "error" for finding in found))


def _tell(found: list[Finding], *, as_json: bool) -> None:
    for finding in found:
        say(json.dumps(finding.as_dict(), ensure_ascii=False) if as_json else str(finding))
    if not as_json:
        errors = sum(finding.severity == "error" for finding in found)
        say(f"{errors} 处错误，{len(found) - errors} 处提醒" if found else "体检通过，没有发现问题")


def _findings(paths: list[str]) -> Iterator[Finding]:
    from kiosk.journeys.kinds import known_kinds  # noqa: PLC0415 - see _act
    from kiosk.linting.items import lint_items  # noqa: PLC0415 - see _act
    from kiosk.linting.pages import lint_page  # noqa: PLC0415 - see _act

    items: list[Path] = []
    for name in paths:
        if name == "-":
            yield from lint_page(sys.stdin.read(LONGEST), "-")
            continue
        path = Path(name)
        if path.is_dir():
            items += sorted(path.glob("*.toml"))
        elif path.suffix == ".toml":
            items.append(path)
        else:
            text = path.read_bytes()[:LONGEST]
            yield from lint_page(_decoded(text), path.name)
    yield from lint_items(items, known_kinds())


def _decoded(body: bytes) -> str:
    """Return a page's text: UTF-8, or GB 18030 as older sites write it."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("gb18030", "replace")


VERB = Verb("catalogue", "check, show, compare and publish service items", _arguments, _act)
