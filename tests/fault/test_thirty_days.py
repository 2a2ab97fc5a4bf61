"""Four of the thirty days that benchmarks/sync_days.py lives through: three upgrades, two new keys, two new guides."""

import json
import subprocess
import sys
from pathlib import Path

STORY = Path(__file__).with_name("thirty_days.py")


def test_what_was_filed_without_a_line_is_delivered_when_the_line_is_back(tmp_path):
    wish = ["--days", "4", "--names", "K0030"]
    said = subprocess.run([sys.executable, STORY, tmp_path, *wish], stdout=subprocess.PIPE, check=True)
    result = json.loads(said.stdout)
    assert result["wrong"] == []
    assert set(result["keys"].values()) == {3}
    assert set(result["guides"]) >= {"2026.12.0", "2027.1.0"}
    assert len(result["guides"]) >= 3
    assert result["upgrades"] in {0, 3}  # none where history is not at hand
