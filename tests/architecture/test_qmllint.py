"""qmllint knows Glass and finds nothing to say."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UI = ROOT / "ui"
sys.path.insert(0, str(ROOT / "tests" / "glass"))


def test_what_qmllint_knows_of_glass_is_what_glass_is():
    import qmltypes

    if os.environ.get("KIOSK_GOLDEN") == "write":
        qmltypes.FILE.write_text(qmltypes.described(), encoding="utf-8")
    assert qmltypes.FILE.read_text(encoding="utf-8") == qmltypes.described()


def lint(*files):
    program = Path(sys.executable).parent / "pyside6-qmllint"
    command = [program, "-I", UI, "--max-warnings", "0", *files]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_no_qml_file_has_a_warning():
    run = lint(*sorted(UI.rglob("*.qml")))
    assert run.returncode == 0, run.stdout + run.stderr


def test_a_name_that_glass_does_not_have_would_be_found(tmp_path):
    wrong = tmp_path / "Wrong.qml"
    wrong.write_text("import QtQuick\nimport Kiosk\nItem { Component.onCompleted: Glass.nosuch() }\n", encoding="utf-8")
    assert lint(wrong).returncode != 0


@pytest.mark.parametrize("file", sorted(UI.rglob("*.qml")), ids=lambda f: f.stem)
def test_a_qml_file_has_at_most_three_hundred_lines(file):
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 300
