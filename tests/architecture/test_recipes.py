"""The recipes of CONTRIBUTING.md are true: each file works in a copy of the house, and passes its linters."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```(\w+) (file=(\S+)|check)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PARTS = {part.splitlines()[0]: part for part in TEXT.split("\n### ")[1:]}
RECIPES = (
    "A card",
    "A printer",
    "A printer family",
    "A service item",
    "A paper",
    "A region's wording",
    "A screen",
    "A dialect",
)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    for room in ("ui", "kiosk", "drivers", "offline_cache", "config"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def run(house: Path, *command: str) -> None:
    done = subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_there_are_the_eight_recipes():
    assert tuple(PARTS) == RECIPES


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_is_one_file_that_works(house: Path, name: str):
    blocks = BLOCK.findall(PARTS[name])
    files = [(path, text) for _, kind, path, text in blocks if kind != "check"]
    checks = [text for _, kind, _, text in blocks if kind == "check"]
    assert (len(files), len(checks)) == (1, 1)
    path, text = files[0]
    (house / path).write_text(text, encoding="utf-8")
    run(house, sys.executable, "-c", f"import sys; sys.path.insert(0, '.')\n{checks[0]}")
    tools = Path(sys.executable).parent
    if path.endswith(".qml"):
        run(house, str(tools / "pyside6-qmllint"), "-I", "ui", "--max-warnings", "0", path)
    if path.endswith(".py"):
        run(house, str(tools / "ruff"), "check", "--no-cache", path)
        run(house, str(tools / "mypy"), "--no-error-summary", "--cache-dir", str(house / ".mypy"), path)
