"""What the demo proves, from what the platform received, the printer gave out and the glass showed."""

from __future__ import annotations

import base64
import datetime as dt
import importlib
import importlib.metadata
import json
import platform
import subprocess
import sys
import tomllib
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from kiosk.commands.verb import say
from ui.demo.stage import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ui.demo.walk import Step

__all__ = ["Check", "Evidence", "check", "clear", "count", "prove", "tell", "write", "write_case", "write_papers"]

_PACKAGES = ("PySide6-Essentials", "opencv-python", "pyscard", "python-escpos", "sqlite-utils", "cryptography")
_MADE = ("screens/*.png", "receipt*.png", "receipt*.bin", "page-*.jpg", "case.json", "report.json", "logs/*")


@dataclass(frozen=True, slots=True)
class Check:
    """One promise and whether it held; `found` is what was seen."""

    name: str
    ok: bool
    found: object


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that was gathered.

    `person` is the lab's own record of whose card was laid, `number` what is printed on a travel document ("" else);
    `proof` is what `verify` says of the first paper's code.
    """

    cases: Sequence[dict[str, Any]]
    ratings: int
    outbox: dict[str, Any]
    papers: int
    steps: Sequence[Step]
    last_words: Sequence[str]
    person: str
    killed: bool
    number: str = ""
    proof: dict[str, Any] = field(default_factory=dict)


def clear(out: Path) -> None:
    """Take away what an earlier demo left, and nothing else."""
    for pattern in _MADE:
        for old in out.glob(pattern):
            old.unlink()
    (out / "screens").mkdir(parents=True, exist_ok=True)
    (out / "logs").mkdir(exist_ok=True)


def write_case(out: Path, cases: Sequence[dict[str, Any]]) -> None:
    """Write what the platform received, and each page as a file."""
    (out / "case.json").write_text(
        json.dumps(cases[0] if len(cases) == 1 else list(cases), ensure_ascii=False, indent=1)
    )
    pages = [one for case in cases for one in case["attachments"] if one["media"] == "image/jpeg"]
    for number, page in enumerate(pages, 1):
        (out / f"page-{number}.jpg").write_bytes(base64.b64decode(page["base64"]))


def write_papers(out: Path, papers: Sequence[Path]) -> None:
    """Write the first paper as receipt.png and receipt.bin, further ones as receipt-2 and so on."""
    for number, picture in enumerate(papers, 1):
        name = "receipt" if number == 1 else f"receipt-{number}"
        (out / f"{name}.png").write_bytes(picture.read_bytes())
        (out / f"{name}.bin").write_bytes(picture.with_suffix(".bin").read_bytes())


def check(seen: Evidence) -> list[Check]:
    """Hold what was seen against what is promised."""
    somebody = importlib.import_module("drivers.lab.people").person(seen.person)
    body: dict[str, Any] = seen.cases[0]["body"] if seen.cases else {}
    media = [one["media"] for case in seen.cases for one in case["attachments"]]
    theirs = (somebody.name, somebody.latin_name, somebody.number, *filter(None, [seen.number]))
    shown = " ".join(seen.last_words)
    screens = [step.screen for step in seen.steps]
    found = [
        Check("exactly one case at the platform", len(seen.cases) == 1, len(seen.cases)),
        Check("the platform answered with a number", _answered(seen.cases), _answered(seen.cases)),
        Check("the identity is the card's", _is(somebody, seen.number, body.get("identity") or {}), seen.person),
        Check("the captured page arrived", media.count("image/jpeg") == 1, media),
        Check("what was promised arrived with its day", _promised(body), body.get("promise")),
        Check("the signature arrived", "signature" in body and "image/png" in media, media),
        Check("exactly one original receipt", seen.outbox["originals"] == 1, seen.outbox["originals"]),
        Check("the receipt is proven to be on paper", seen.outbox["proven"] == 1, seen.outbox["proven"]),
        Check("no reprint", seen.outbox["reprints"] == 0, seen.outbox["reprints"]),
        Check("exactly one paper came out", seen.papers == 1, seen.papers),
        Check("the receipt proves the case by itself", _proves(seen), seen.proof),
        Check("the rating arrived once", seen.ratings == 1, seen.ratings),
        Check("the glass has forgotten", not any(words in shown for words in theirs), screens[-1:]),
    ]
    if seen.killed:
        offered = screens.count("OfferReceipt") == 1 and screens.count("Review") >= 1
        found.append(Check("the same card was offered its receipt", offered, screens))
    return found


def _is(somebody: Any, number: str, identity: dict[str, Any]) -> bool:  # noqa: ANN401 - the lab is loaded by name
    """Whether an identity is this person's; other offices give the same person another number, not another birthday."""
    if identity.get("name") not in {somebody.name, somebody.latin_name}:
        return False
    if identity.get("kind") in {"hmt", "foreigner"}:
        return bool(identity.get("birth") == somebody.birth.isoformat())
    return identity.get("number") == (number or somebody.number)


def _proves(seen: Evidence) -> bool:
    """Whether the code on the paper is true and is about the case that arrived."""
    case = seen.cases[0] if seen.cases else {}
    return bool(seen.proof.get("ok")) and seen.proof.get("case_id") == case.get("case_id")


def _promised(body: dict[str, Any]) -> bool:
    """Whether the photo was promised for a day; it is not where an office holds it."""
    held = {one["material_code"] for one in body.get("materials", ()) if one["standing"] == "on_file"}
    return bool((body.get("promise") or {}).get("due")) or "M-PHOTO" in held


def _answered(cases: Sequence[dict[str, Any]]) -> bool:
    return bool(cases) and all(case["acknowledgement"] and case["server_no"] for case in cases)


def count(profile: str, settings: dict[str, str]) -> dict[str, Any]:
    """Ask the program itself what its outbox and print journal hold."""
    told = [f"--set={key}={value}" for key, value in settings.items()]
    command = [sys.executable, "-m", "ui", "outbox", "list", "--json", "--profile", profile, *told]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)  # noqa: S603 - ourselves
    counted: dict[str, Any] = json.loads(done.stdout)
    return counted


def prove(profile: str, settings: dict[str, str], picture: Path) -> dict[str, Any]:
    """Ask the program itself what the code on this paper proves."""
    told = [f"--set={key}={value}" for key, value in settings.items()]
    words = ["verify", "--image", str(picture), "--json", "--profile", profile, *told]
    command = [sys.executable, "-m", "ui", *words]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603 - ourselves
    found: dict[str, Any] = json.loads(done.stdout or "{}")
    return found


def tell(checks: Sequence[Check], out: Path) -> int:
    """Say how each check came out; return the exit status."""
    for one in checks:
        say(f"  {'ok ' if one.ok else 'NOT'}  {one.name}" + ("" if one.ok else f": {one.found}"))
    well = all(one.ok for one in checks)
    say(f"{'all checks hold' if well else 'NOT every check holds'}: {out / 'report.json'}")
    return 0 if well else 1


def write(out: Path, told: dict[str, object], seen: Evidence, checks: Sequence[Check], screen: str) -> None:
    """Write report.json: `told` says what was asked for, the rest is what came of it."""
    said = {
        **told,
        "ok": all(one.ok for one in checks),
        "ended": dt.datetime.now().astimezone().isoformat(timespec="seconds"),
        "steps": [asdict(step) for step in seen.steps],
        "devices": _devices(screen),
        "versions": _versions(),
        "counts": {
            "cases_at_platform": len(seen.cases),
            "deliveries": sum(case["deliveries"] for case in seen.cases),
            "papers": seen.papers,
            **seen.outbox,
        },
        "checks": [asdict(one) for one in checks],
    }
    (out / "report.json").write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _devices(screen: str) -> dict[str, dict[str, str]]:
    """Say of each device whether it was real, lab (the other side of a real wire) or simulated."""
    said = {
        "card service": ("real", "pcscd over PC/SC"),
        "card and reader": ("lab", "virtual card in the virtual reader of vsmartcard-vpcd"),
        "camera": ("lab", "MJPEG over HTTP through OpenCV"),
        "printer": ("lab", "ESC/POS over TCP, paper rendered from the bytes"),
        "line": ("lab", "TCP relay on loopback"),
        "platform": ("simulated", "sandbox platform, own process"),
        "store": ("real", "SQLite, WAL and FULL"),
        "screen": ("real" if screen == "real" else "simulated", screen),
        "touch": ("simulated", "touch events on the window"),
    }
    return {name: {"kind": kind, "what": what} for name, (kind, what) in said.items()}


def _versions() -> dict[str, str]:
    """Return what ran: the program, Python, the packages that touch the world."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.platform())
    packages = {name: importlib.metadata.version(name) for name in _PACKAGES}
    return {"kiosk": project["version"], "python": platform.python_version(), "system": system, **packages}
