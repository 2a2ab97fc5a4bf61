"""Power goes at any moment: afterwards nobody holds two papers that both look like the original.

A bounded sample; all of it is benchmarks/printing_crash.py and benchmarks/printing_lines.py.
"""

from __future__ import annotations

import random

import pytest

from offline_cache.print_journal import PrintJournal
from offline_cache.store import Store
from tests.print_lives import Peer, Verdict

KILLS, LINES = 12, 8
NEVER = 10**9


@pytest.fixture(scope="module")
def lives():
    with Peer("lives") as lives:
        yield lives


class Hall:
    """A printer, a store, and lives that end too early."""

    def __init__(self, lab, lives, folder, family, rows):
        self._lab, self._lives, self._rows, self._store = lab, lives, rows, folder / "store"
        self._life = {"store": str(self._store), "address": lab.ask()["address"], "rows": rows, "dialect": family}

    def live(self, cases, **end):
        return self._lives.ask(**self._life, cases=cases, **end)["killed"]

    def lines_of(self, case):
        """Let one life print this case to its end; how many lines of journal and sender it took."""
        return self._lives.ask(**self._life, cases=[case], line=NEVER)["lines"]

    def judge(self, cases):
        """Let lives end by themselves, and read the papers."""
        for _ in range(3):
            assert not self.live(cases)
        verdict = Verdict(self._lab.ask(papers=True)["papers"], set(cases), self._rows)
        assert verdict.lost == 0, "no receipt is lost"
        assert verdict.two_originals == 0, "nobody holds two unmarked originals"
        assert verdict.twice == 0, "no copy number is used twice"
        assert verdict.garbled == 0, "no paper holds two jobs"
        store = Store.open(self._store)
        assert all(PrintJournal(store).job(str(case)).given for case in cases)
        store.close()
        return verdict


@pytest.mark.parametrize("family", ["epson", "custom"])
def test_kill_at_any_moment_loses_no_receipt_and_gives_no_second_original(tmp_path, lives, family):
    dice = random.Random(family)
    with Peer("lab", family, "2000") as lab:
        hall = Hall(lab, lives, tmp_path, family, rows=400)
        kills = first = 0
        while kills < KILLS:
            first += 1
            kills += hall.live([first, first + 1, first + 2], kill_after_s=dice.uniform(0, 0.25))
        hall.judge(list(range(1, first + 3)))


@pytest.mark.parametrize("family", ["epson", "custom"])
def test_kill_before_any_line_of_journal_and_sender(tmp_path, lives, family):
    with Peer("lab", family, "0") as lab:
        hall = Hall(lab, lives, tmp_path, family, rows=100)
        cases = list(range(1, LINES + 1))
        whole = hall.lines_of(0)
        for case in cases:
            hall.live([case], line=whole * case // (LINES + 1))
        assert hall.judge([0, *cases]).marked, "a copy that may be out is followed by a marked one"
