"""The whole journey on real parts, as `./kiosk.sh demo --auto elder-card` walks it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
pytestmark = [
    pytest.mark.pcscd,
    pytest.mark.skipif(os.geteuid() != 0 or shutil.which("pcscd") is None, reason="needs root and pcscd"),
]
ONLINE = ["--person", "ou"]


def demo(out, tmp_path, *words):
    """Walk the journey; return the report. The demo's own checks are part of it."""
    env = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "ui", "demo", "--auto", "elder-card", "--out", str(out), *words]
    done = subprocess.run(command, cwd=CHECKOUT, env=env, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads((out / "report.json").read_text("utf-8"))


@pytest.mark.parametrize(
    "words", [ONLINE, ["--offline", "--card", "passport"], ["--kill", "--card", "resident"]], ids=lambda w: w[0]
)
def test_one_case_one_original_and_a_glass_that_forgets(tmp_path, words):
    out = tmp_path / "out"
    report = demo(out, tmp_path, *words)
    counts = report["counts"]
    assert (counts["cases_at_platform"], counts["originals"], counts["reprints"], counts["papers"]) == (1, 1, 0, 1)
    assert counts["queued"] == counts["rejected"] == counts["dead"] == 0
    assert {one["screen"] for one in report["steps"]} >= {"Attract", "Home", "Review", "Done", "TakeCard", "Rating"}
    assert ("KeyDocument" in {one["screen"] for one in report["steps"]}) == ("passport" in words)
    for step in report["steps"]:
        assert (out / step["picture"]).stat().st_size > 10_000
    assert (out / "receipt.png").stat().st_size > 1000
    assert (out / "receipt.bin").stat().st_size > 1000


def test_the_paper_carries_a_qr_code_that_a_telephone_reads(tmp_path):
    from drivers.imaging.codes import read_qr
    from drivers.imaging.encode import decode

    out = tmp_path / "out"
    demo(out, tmp_path)
    said = read_qr(decode((out / "receipt.png").read_bytes()))
    case = json.loads((out / "case.json").read_text("utf-8"))
    assert case["body"]["query_code"] in said
