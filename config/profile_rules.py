"""What a profile must fulfil, and what a live one may not name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from config.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from config.schema import DeviceChoice, Profile

__all__ = ["ROLES", "check_profile", "not_real"]

ROLES: Final = ("reader", "camera", "printer", "platform", "sheets")
PATTERNS: Final = {
    "terminal_id": ("[A-Z][0-9]{4}", "as K0007"),
    "region_code": ("[0-9]{6}", "six digits"),
    "verifier": ("([A-Za-z0-9+/]{43}=)?", "32 bytes in base64, or nothing"),
}
LAB_VERIFIER: Final = "qaMKjXyoqG4t6MtZz6yalXhPcR/VNhC9jBbZonNtA4o="
"""The sandbox's key, which everybody can sign with."""
LAB_MARKS: Final = {"name": "^Virtual PCD", "psam": "^Virtual PCD", "device": "^/dev/pts/|/kiosk-sam-"}
UNSENT: Final = {
    "unsent_cases": (1, 100_000),
    "unsent_mb": (1, 100_000),
    "unsent_days": (1, 180),
    "unsent_warn": (0.1, 1),
}
TRANSPORTS: Final = ("https", "files")
SECONDS: Final = {"idle_s": (10, 600), "idle_warning_s": (5, 120), "acknowledge_s": (0.5, 60)}


def check_profile(profile: Profile, note: Callable[[str, str], None]) -> None:
    """Tell `note(key, message)` of every value out of its form or range."""
    for key, (pattern, example) in PATTERNS.items():
        if not re.fullmatch(pattern, getattr(profile, key)):
            note(key, f"expected {example}")
    for key, (low, high) in SECONDS.items():
        if not low <= getattr(profile, key) <= high:
            note(key, f"expected {low} to {high} seconds")
    for key, (least, most) in UNSENT.items():
        if not least <= getattr(profile, key) <= most:
            note(key, f"expected {least} to {most}")
    for role, choice in _choices(profile).items():
        if not re.fullmatch("[a-z][a-z0-9_]*", choice.driver):
            note(f"{role}.driver", "expected the file name of a driver, without .py")
    _check_transport(profile.platform.options, note)
    if not re.fullmatch("|[1-9][0-9]{2}", profile.camera.options.get("stage_mm", "")):
        note("camera.stage_mm", "expected the mm of the mat along the long side of the picture, 100 to 999, or nothing")


def not_real(profile: Profile, file: str) -> tuple[Problem, ...]:
    """Return everything a live terminal may not name: simulators, the sandbox platform, hands and tripwires."""
    found = [(f"{role}.lab", "names a lab device") for role, choice in _choices(profile).items() if _is_lab(choice)]
    options = profile.platform.options
    by_hand = options.get("transport") == "files"
    if profile.platform.driver == "sandbox" or not (by_hand or _is_public_https(options.get("base_url", ""))):
        found.append(("platform.base_url", "needs the https address of a real platform"))
    found.extend((key, "belongs to the lab") for key in ("hand", "trip") if getattr(profile, key))
    if profile.verifier == LAB_VERIFIER:
        found.append(("verifier", "belongs to the lab"))
    return tuple(Problem(file, key, f"a live profile {why}") for key, why in found)


def _check_transport(options: Mapping[str, str], note: Callable[[str, str], None]) -> None:
    if options.get("transport", "https") not in TRANSPORTS:
        note("platform.transport", "expected https or files")
    elif options.get("transport") == "files" and not options.get("folder", "").startswith("/"):
        note("platform.folder", "expected the whole path of the folder that a gateway carries")


def _choices(profile: Profile) -> dict[str, DeviceChoice]:
    """Return the devices of a profile by role, without those it does not have."""
    found = {
        "reader": profile.reader,
        "camera": profile.camera,
        "printer": profile.printer,
        "platform": profile.platform,
        "sheets": profile.sheets,
    }
    return {role: choice for role, choice in found.items() if choice is not None}


def _is_lab(choice: DeviceChoice) -> bool:
    """Tell by the mark, and by what only the lab has; a member's options carry its name (`pcsc.name`)."""
    marks = ((LAB_MARKS.get(key.rpartition(".")[2]), value) for key, value in choice.options.items())
    return choice.lab or any(mark and re.search(mark, value) for mark, value in marks)


def _is_public_https(url: str) -> bool:
    parts = urlsplit(url)
    host = parts.hostname or ""
    return parts.scheme == "https" and bool(host) and host != "localhost" and not host.startswith(("127.", "::1"))
