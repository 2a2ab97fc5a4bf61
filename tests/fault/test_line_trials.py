"""Whatever one line or one platform does to a case, it arrives in the end: once, whole, and not a moment too early.

Here a part of the trials; benchmarks/sync_mutants.py holds all of them.
"""

import pytest
from chaos_kinds import KINDS, Chaos
from line_trials import TRIALS, on_trial

LINES = ("captive-200", "cut-head", "flip-request", "late-again", "redirect-307", "stale-answer", "twice")
PLATFORM = ("platform in-progress", "platform paused", "stubborn", "in front", "purged", "poison")
HERE = (*(f"line {kind}" for kind in LINES), *PLATFORM)


@pytest.mark.usefixtures("caplog")  # urllib3 warns of a head that breaks off
@pytest.mark.parametrize("name", HERE)
def test_the_terminal_keeps_its_promises(name, tmp_path, lenient):
    number = list(TRIALS).index(name)
    assert on_trial(name, tmp_path / "terminal", f"K{4000 + number}", lenient) == []


def test_the_line_does_the_same_for_the_same_seed_and_something_at_a_third_of_all_exchanges():
    did = [Chaos(seed=3)(number) for number in range(5000)]
    assert did == [Chaos(seed=3)(number) for number in range(5000)]
    assert did != [Chaos(seed=4)(number) for number in range(5000)]
    assert 0.33 < sum(map(bool, did)) / len(did) < 0.37
    assert set(did) == {"", *KINDS}
    assert len(KINDS) >= 17
