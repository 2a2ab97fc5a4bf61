"""Ask one device once and print what was found as one JSON line; exit status 0 when it did its work."""

from __future__ import annotations

import importlib
import sys

from config.load import load_profile
from kiosk.commands.probes.request import Finding, Request
from kiosk.commands.verb import say

__all__ = ["main"]


def find(request: Request) -> Finding:
    """Ask; whatever refuses with a fault code becomes a finding."""
    try:
        profile = load_profile(request.profile, request.settings)
        probe = importlib.import_module(f"kiosk.commands.probes.{request.device}")
        finding: Finding = probe.probe(profile, request)
    except Exception as refusal:  # noqa: BLE001 - the boundary of this process: a refusal is its answer
        code = getattr(refusal, "code", "")
        return Finding(ok=False, code=code or "program", facts={"detail": _detail(refusal, request.device)})
    return finding


def _detail(refusal: Exception, device: str) -> str:
    """Tell what a typed refusal says, which is nothing personal; of others near a card, the name alone."""
    if getattr(refusal, "code", ""):
        return str(refusal)
    return type(refusal).__name__ if device == "card" else repr(refusal)


def main() -> int:
    """Run the request on the standard input."""
    finding = find(Request.from_json(sys.stdin.read()))
    say(finding.to_json())
    return 0 if finding.ok else 1


if __name__ == "__main__":
    sys.exit(main())
