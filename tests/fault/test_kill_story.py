"""A few kills of the bench that benchmarks/sync_kill.py runs by the thousand."""

import json
import subprocess
import sys
from pathlib import Path

STORY = Path(__file__).with_name("kill_story.py")


def test_what_was_printed_is_at_the_platform_once_whoever_was_killed(tmp_path):
    wish = ["--terminals", "2", "--kills", "10", "--platform-kills", "2", "--receipts", "30", "--patience", "1"]
    said = subprocess.run([sys.executable, STORY, tmp_path, *wish], stdout=subprocess.PIPE, check=True, timeout=300)
    result = json.loads(said.stdout.splitlines()[-1])
    assert result["wrong"] == {}
    assert (result["kills"] >= 10, result["platform_kills"] >= 2, result["receipts"] >= 30) == (True, True, True)
