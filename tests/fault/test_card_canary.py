"""A card process that crashes, fails or tells its journal says nothing of the person whose card it reads."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.cards_bench import CARDS
from benchmarks.cards_traces import found_in, secrets_of, writings
from drivers.lab.people import person

CHECKOUT = Path(__file__).parents[2]
WHO = person("ouyang")
NEEDLES = writings(secrets_of(WHO))
CHILD = """
import os, signal, sys
from multiprocessing import Pipe
from benchmarks.cards_bench import CARDS, key, trust
from drivers.lab.cards.garbage import GarbledCard
from drivers.lab.cards.loopback import LoopbackReader
from drivers.lab.people import person
from drivers.readers import worker

label, how, at = sys.argv[1], sys.argv[2], int(sys.argv[3])
who = person("ouyang")

class Bug(Exception):
    pass

def strike(number):
    if number == at and how == "abort":
        os.abort()
    if number == at and how == "segv":
        os.kill(os.getpid(), signal.SIGSEGV)
    if number == at and how == "bug":
        raise Bug

card = CARDS[label].make(who)
reader = LoopbackReader(GarbledCard(card, at) if how == "garbage" else card, hand=strike)
worker.open_device = lambda *_: reader
parents, ours = Pipe()
parents.send(("read", 1, key(label, who)))
parents.send(("stop",))
try:
    worker.serve(ours, "loopback", {"trust": trust()})
finally:
    while parents.poll(0):
        message = parents.recv()
        if message[0] != "reading":
            print(message)
        else:
            print(repr(message))
"""


def child(tmp_path, *words):
    """Let a card process of its own read a card; return all that it said, and the files that it left."""
    env = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONFAULTHANDLER": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", CHILD, *words], cwd=CHECKOUT, env=env, capture_output=True, timeout=60, check=False
    )
    left = [os.fsencode(file) + (file.read_bytes() if file.is_file() else b"") for file in tmp_path.rglob("*")]
    return done.stdout + done.stderr, b"\0".join(left)


@pytest.mark.parametrize("label", ["shebao2", "resident", "technician", "passport"])
def test_what_is_told_of_a_reading_and_of_a_failure_names_nobody(tmp_path, label):
    for words, expected in (((label, "none", "0"), b"<CardReading"), ((label, "garbage", "0"), b"failed")):
        said, left = child(tmp_path, *words)
        assert expected in said
        assert found_in(said, NEEDLES) == set()
        assert found_in(left, NEEDLES) == set()


@pytest.mark.parametrize(
    ("label", "how", "at", "expected"),
    [
        ("shebao2", "segv", 14, b"Segmentation fault"),
        ("resident", "abort", 2, b"Aborted"),
        ("passport", "abort", 7, b"Aborted"),
        ("passport", "bug", 7, b"Bug"),
        ("shebao2", "bug", 15, b"Bug"),
    ],
)
def test_a_crash_in_mid_reading_names_nobody(tmp_path, label, how, at, expected):
    said, left = child(tmp_path, label, how, str(at))
    assert expected in said
    assert b"Fatal Python error" in said or b"failed" in said
    assert found_in(said, NEEDLES) == set()
    assert found_in(left, NEEDLES) == set()


def test_the_search_would_find_what_it_looks_for():
    for text in (WHO.name, WHO.number, WHO.latin_name, WHO.card_number):
        for encoding in ("utf-8", "utf-16-le", "gb18030"):
            assert found_in(b"log: " + text.encode(encoding) + b"\n", NEEDLES) != set()
    assert found_in(b"8 exchanges, 00A40400 -> 9000", NEEDLES) == set()


def test_the_cards_of_the_campaigns_say_who_is_searched_for():
    assert {"shebao2", "resident", "technician", "passport"} <= set(CARDS)
