"""Rules of the house that no linter knows."""

import ast
import re
import statistics
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLOORS = ("ui", "kiosk", "drivers", "offline_cache", "config")
MODULES = sorted(p for floor in FLOORS for p in (ROOT / floor).rglob("*.py"))
LANES = {"kiosk/runtime"}
OTHER_WORLDS = ("drivers/lab/", "kiosk/gateway/sandbox/", "ui/demo", "ui/devpanel")
STARTERS = re.compile(r"\b(threading\.Thread|threading\.Timer|multiprocessing\.|subprocess\.(run|Popen)|os\.fork)\b")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        return [ROOT / f for f in listed.stdout.decode().split("\0") if f and (ROOT / f).exists()]
    skipped = {".venv", ".setup", ".git", "out", ".kiosk"}
    return [p for p in ROOT.rglob("*") if p.is_file() and not skipped & set(p.relative_to(ROOT).parts)]


def test_modules_are_small():
    counts = {name(p): lines(p) for p in MODULES if p.name != "__init__.py"}
    assert {n: c for n, c in counts.items() if c > 300} == {}
    assert statistics.median(counts.values()) <= 80


def test_there_are_at_least_as_many_lines_of_test_as_of_product():
    assert sum(map(lines, (ROOT / "tests").rglob("*.py"))) >= 0.6 * sum(map(lines, MODULES))


def test_only_the_lanes_start_threads_and_processes():
    offenders = [
        name(p)
        for p in MODULES
        if STARTERS.search(p.read_text(encoding="utf-8"))
        and p.parent.relative_to(ROOT).as_posix() not in LANES
        and not name(p).startswith(OTHER_WORLDS)
    ]
    assert offenders == [
        "drivers/deadline.py",  # the C library's look-up of a name, which knows no deadline
        "kiosk/commands/probe.py",  # a technician's question, in a process with a deadline
        "offline_cache/key_stores/tool.py",  # a key asked of the system's own tools, with a deadline
    ]


def test_nobody_sleeps():
    assert [name(p) for p in MODULES if re.search(r"\btime\.sleep\(|\bQThread\.m?sleep\(", p.read_text("utf-8"))] == []


def test_the_typesetter_takes_only_qtgui_and_qtcore():
    tree = ast.parse((ROOT / "drivers/printers/typeset.py").read_text(encoding="utf-8"))
    taken = {
        n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and (n.module or "").startswith("PySide6")
    }
    assert taken <= {"PySide6.QtGui", "PySide6.QtCore"}


def test_no_type_ignore_is_bare():
    bare = re.compile(r"type:\s*ignore(?!\[)")
    assert [name(p) for p in MODULES if bare.search(p.read_text(encoding="utf-8"))] == []


def test_qml_uses_nothing_the_software_renderer_cannot_draw():
    banned = re.compile(
        r"QtQuick\.Effects|ShaderEffect|layer\.enabled|XMLHttpRequest|LocalStorage|RichText|Qt\.openUrl"
    )
    assert [name(p) for p in (ROOT / "ui").rglob("*.qml") if banned.search(p.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "manager"])
def test_no_room_has_an_empty_name(word):
    assert [name(p) for p in MODULES if word in p.stem.split("_")] == []


def test_no_file_names_a_registry_or_this_machine():
    hosts = "|".join(("pypi" + r"\.org", "pythonhosted" + r"\.org", "registry" + r"\.npmjs", "deb" + r"\.debian\.org"))
    own = re.compile(rf"{hosts}|(?<![\w.])/(?:work|root)/(?:main|shared|\.)".encode())
    texts = [p for p in tracked() if p.suffix in {".py", ".toml", ".md", ".sh", ".txt", ".lock", ".qml", ".yaml", ""}]
    assert [name(p) for p in texts if own.search(p.read_bytes())] == []
