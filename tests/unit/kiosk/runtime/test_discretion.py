"""A process that breaks says where and what kind, never whom it was serving, and leaves no copy of itself."""

import subprocess
import sys
from pathlib import Path

import pytest

CANARY = "欧阳建国"
BEGIN = f"""
import ctypes, faulthandler, os, resource, sys, threading
sys.path.insert(0, {str(Path.cwd())!r})
from kiosk.runtime.discretion import keep_to_oneself
keep_to_oneself()
"""
WAYS = {
    "main": f"""
try:
    int("{CANARY}")
except ValueError as why:
    raise LookupError("{CANARY}") from why
""",
    "thread": f"""
def lane():
    raise LookupError("{CANARY}")
threading.Thread(target=lane).start()
""",
    "finaliser": f"""
class Held:
    def __del__(self):
        raise LookupError("{CANARY}")
Held()
""",
}


def last_words(program, folder):
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", BEGIN + program], cwd=folder, capture_output=True, check=False
    )
    return done.stdout.decode(), done.stderr.decode(), done.returncode


@pytest.mark.parametrize("way", WAYS)
def test_an_error_that_nobody_foresaw_tells_its_kind_and_place_and_no_message(way, tmp_path):
    _, said, _ = last_words(WAYS[way], tmp_path)
    assert "defect LookupError" in said
    assert "  at <string>:" in said
    assert CANARY not in said


def test_a_crash_leaves_no_core_file_and_names_nobody(tmp_path):
    program = f"""
faulthandler.enable()
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), flush=True)
def crash(name):
    os.abort()
crash("{CANARY}")
"""
    printed, said, status = last_words(program, tmp_path)
    assert printed.strip() == "(0, 0) 0"  # neither a file nor a handler gets a core (PR_GET_DUMPABLE)
    assert status < 0
    assert "Fatal Python error: Aborted" in said
    assert CANARY not in said
    assert list(tmp_path.iterdir()) == []
