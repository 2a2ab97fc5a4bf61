"""The benches bite: a fault that is planted in the terminal is found. benchmarks/sync_mutants.py plants all of them."""

import pytest
from mutant_hunt import benches, has_cuts, hunt
from mutants import MUTANTS

HERE = [
    ("echo-not-compared", "line stale-answer"),
    ("trust-any-200", "line captive-200"),
    ("drop-on-4xx", "platform paused"),
    ("accepted-before-the-answer", "line rst-before"),
    ("follow-redirects", "line redirect-307"),
    ("number-after-the-newest-row", "purged"),
    ("cursor-before-its-news", "lines feeds"),
]


@pytest.mark.parametrize(("name", "bench"), HERE)
def test_a_planted_fault_is_found(name, bench, tmp_path, lenient):
    assert (name, bench) in benches(cuts=False)
    after, what = hunt(name, bench, tmp_path, lenient, 5000 + HERE.index((name, bench)))
    assert after, what


@pytest.mark.skipif(not has_cuts(), reason="NO POWER CUTS TESTED: needs /dev/fuse and fuse3")
def test_a_file_that_is_not_synced_is_found(tmp_path):
    assert hunt("file-not-synced", "cuts attach", tmp_path, None, 0)[0]


def test_there_are_enough_of_them():
    assert len(MUTANTS) >= 12
    assert {bench.split()[0] for _, bench in benches(cuts=True)} >= {"lines", "cuts", "kill", "line", "platform"}
