"""The power may go at any line while a draft is written: afterwards the last one opens, or the one before, whole."""

import itertools

from offline_cache.draft_box import LIFE_S, DraftBox
from tests.line_crash import crashed

SECRET, CARD, NOW = b"s" * 32, b"i" * 32, 1_764_120_000_000
OLD, NEW = b"the step before", b"the step that was finished" * 100


def test_at_any_line_it_is_the_old_one_or_the_new_one_and_no_piece_outlives_its_time(tmp_path):
    met = set()
    for point in itertools.count(1):
        box = DraftBox(tmp_path / "drafts", SECRET)
        box.keep(CARD, OLD, NOW)
        cut = crashed(lambda box=box: box.keep(CARD, NEW, NOW + 1), point, lambda name: name.endswith("/durable.py"))
        again = DraftBox(tmp_path / "drafts", SECRET)
        met.add(again.open(CARD, NOW + 2))
        again.purge(NOW + 2 + LIFE_S * 1000)
        assert list((tmp_path / "drafts").iterdir()) == []
        if not cut:
            break
    assert met == {OLD, NEW}
