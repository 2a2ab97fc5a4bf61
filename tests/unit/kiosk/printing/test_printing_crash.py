"""Power goes at any moment: afterwards nobody holds two papers that both look like the original."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import cv2
import numpy as np
import pytest

from drivers.lab.printer import LabPrinter
from offline_cache.print_journal import PrintJournal
from offline_cache.store import Store

ROOT = Path(__file__).parents[4]
ROWS = 400
JOBS = [f"case-{number}" for number in range(8)]

# One terminal: prints every case that is not proven, telling each band as it is proven.
TERMINAL = f"""
import sys
import numpy as np
from types import SimpleNamespace
from drivers.printers.escpos import EscPosPrinter
from drivers.printers.strip import to_page
from kiosk.printing import PrintService
from offline_cache.print_journal import PrintJournal
from offline_cache.store import Store
from pathlib import Path

def compose(filed, copy):
    dots = np.zeros(({ROWS}, 576), bool)
    dots[:, 0] = True
    dots[:, 8 + 8 * int(filed.case_id[5:])] = True     # which case
    dots[:, 200 + 8 * copy] = True                     # which copy
    return to_page(dots)

store = Store.open(Path(sys.argv[1]))
journal = PrintJournal(store)

service = PrintService(EscPosPrinter(sys.argv[2]), journal, compose)
service.recover()
for key in {JOBS}:
    job = journal.job(key)
    if job is None or job.state != "CONFIRMED":
        service.print_receipt(SimpleNamespace(case_id=key), lambda share, copy: print(share, flush=True))
store.close()
"""


def read(paper):
    """Return (case, copy, rows) of a paper."""
    ink = cv2.imdecode(np.frombuffer(paper.png, np.uint8), cv2.IMREAD_GRAYSCALE) == 0
    columns = np.flatnonzero(ink.any(axis=0))
    return (int(columns[1]) - 8) // 8, (int(columns[2]) - 200) // 8, len(ink)


@pytest.mark.parametrize("seed", [1, 2])
def test_kill_at_any_band_loses_no_receipt_and_gives_no_second_original(tmp_path, seed):
    dice = random.Random(seed)
    lab = LabPrinter(speed_mm_s=2000)
    lab.start()
    kills = 0
    while True:
        command = [sys.executable, "-c", TERMINAL, str(tmp_path / "state"), lab.address]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}) as terminal:
            bands = dice.randrange(1, 25)
            if kills < 6 and all(terminal.stdout.readline() for _ in range(bands)):
                terminal.send_signal(signal.SIGKILL)
                kills += 1
            terminal.stdout.read()
        if terminal.returncode == 0:
            break
        assert terminal.returncode == -signal.SIGKILL
    papers = [read(paper) for paper in lab.papers()]
    lab.stop()

    store = Store.open(tmp_path / "state")
    assert {PrintJournal(store).job(key).state for key in JOBS} == {"CONFIRMED"}
    store.close()
    whole = [(case, copy) for case, copy, rows in papers if rows == ROWS]
    assert kills
    assert {case for case, _ in whole} == set(range(len(JOBS))), "no receipt is lost"
    assert max(Counter(whole).values()) == 1, "no copy number is used twice, the original's least of all"
    assert max(Counter(papers).values()) == 1
