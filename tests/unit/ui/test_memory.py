"""Memory that pictures leave is given back."""

import subprocess
import sys

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


FREED = """
import ctypes, os, sys
from ui.memory import OVERWRITING, overwrite_what_is_freed

overwrite_what_is_freed()
print(*sorted(set(OVERWRITING) & set(os.environ)))
secrets = [str(number) * 8 for number in range(100_000, 100_050)]
places = [id(one) for one in secrets]
texts = [one.encode() for one in secrets]
del secrets
print(sum(text in ctypes.string_at(place, 96) for text, place in zip(texts, places)))
"""


def test_a_terminal_overwrites_what_it_frees_and_its_children_need_not():
    done = subprocess.run([sys.executable, "-c", FREED], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["", "0"]


def test_an_interpreter_that_was_not_told_to_overwrites_nothing():
    """Otherwise the test above would prove nothing."""
    plain = FREED.replace("\noverwrite_what_is_freed()\n", "\n")
    done = subprocess.run([sys.executable, "-c", plain], capture_output=True, text=True, check=True)
    assert int(done.stdout.split()[-1]) > 0


def test_what_pictures_leave_goes_back_to_the_system():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    held_kb, left_kb = map(int, done.stdout.split())
    assert held_kb > 30_000
    assert left_kb < held_kb / 4
