"""Memory that pictures leave is given back."""

import subprocess
import sys
from pathlib import Path

PROGRAM = """
from ui.memory import give_back, save_memory
from pathlib import Path

def resident():
    line = next(x for x in Path("/proc/self/status").read_text().splitlines() if x.startswith("VmRSS"))
    return int(line.split()[1])

save_memory()
before = resident()
pictures = [bytearray(b"x") * 100_000 for _ in range(400)]
held = resident()
del pictures
give_back()
print(held - before, resident() - before)
"""


CRASH = """
import os, resource
from ui.memory import leave_no_core
leave_no_core()
print(resource.getrlimit(resource.RLIMIT_CORE), flush=True)
os.abort()
"""


def test_a_crash_leaves_no_core_file(tmp_path):
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(Path.cwd())!r})\n{CRASH}"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "(0, 0)"
    assert done.returncode < 0
    assert list(tmp_path.iterdir()) == []


def test_what_pictures_leave_goes_back_to_the_system():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    held_kb, left_kb = map(int, done.stdout.split())
    assert held_kb > 30_000
    assert left_kb < held_kb / 4
