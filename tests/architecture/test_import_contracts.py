"""The house's import rules hold, and each of them is shown to bite on a planted violation."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLOORS = ("ui", "kiosk", "drivers", "offline_cache", "config")
CONTRACTS = [
    c["name"] for c in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
]

# contract name -> the file that breaks it and the line that does
PLANTED = {
    "floors: the glass above the servant above three trades that do not know each other": (
        "drivers/apdu.py",
        "import offline_cache.store",
    ),
    "rooms of the kiosk": ("kiosk/gateway/port.py", "import kiosk.journeys.walk"),
    "rooms of the drivers": ("drivers/apdu.py", "import drivers.discovery"),
    "plug-ins: cards are independent": ("drivers/cards/shebao.py", "import drivers.cards.resident"),
    "plug-ins: step kinds are independent": ("kiosk/journeys/steps/guide.py", "import kiosk.journeys.steps.sign"),
    "lab: loaded by name from a profile, never imported by the product": (
        "kiosk/printing/service.py",
        "import drivers.lab.printer",
    ),
    "sandbox: a world of its own": ("kiosk/sync/courier.py", "import kiosk.gateway.sandbox"),
    "sandbox: imports nothing of the product": ("kiosk/gateway/sandbox/__main__.py", "import kiosk.domain.case"),
    "door: PySide6 only in ui, the typesetter and the press for A4": (
        "kiosk/printing/service.py",
        "import PySide6.QtCore",
    ),
    "door: SQLite only in offline_cache (and the sandbox's own store)": ("kiosk/sync/courier.py", "import sqlite3"),
    "door: gmssl_pyx only in the 国密 suite (and where the sandbox opens it)": (
        "offline_cache/sealing.py",
        "import gmssl_pyx",
    ),
    "door: smartcard only in drivers.readers.pcsc*": ("drivers/reading.py", "import smartcard.scard"),
    "door: serial only in the lines of the ID module and of the printers": ("drivers/lab/sam.py", "import serial"),
    "door: cv2 only in drivers.imaging and drivers.cameras": ("drivers/lab/desk.py", "import cv2"),
    "door: escpos only in drivers.printers": ("kiosk/printing/service.py", "import escpos.printer"),
    "door: requests only in kiosk.gateway and the client of A4 printers": ("kiosk/sync/courier.py", "import requests"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command as c; c()"
    command = [sys.executable, "-c", program, "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for floor in FLOORS:
        shutil.copytree(ROOT / floor, tmp_path / floor, ignore=shutil.ignore_patterns("__pycache__", "assets"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def broken(output: str) -> set[str]:
    return {name for name in CONTRACTS if f"{name} BROKEN" in " ".join(output.split())}


def test_every_contract_holds():
    run = lint(ROOT)
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_contract_has_a_planted_violation():
    assert set(PLANTED) == set(CONTRACTS)


def test_each_planted_violation_breaks_its_contract(copy: Path):
    for name, (file, line) in PLANTED.items():
        path = copy / file
        assert path.exists(), f"{name}: {file}"
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    run = lint(copy)
    assert run.returncode != 0
    assert broken(run.stdout) == set(CONTRACTS), run.stdout


def test_a_new_room_must_be_named(copy: Path):
    for floor in ("kiosk", "drivers"):
        (copy / floor / "cellar.py").write_text('"""A room nobody named."""\n', encoding="utf-8")
    run = lint(copy)
    assert run.returncode != 0
    assert "cellar" in run.stdout
