"""A handful of drafts for a quarter of an hour; whatever clocks, disks and torn files do, none stays longer."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offline_cache import draft_box
from offline_cache.draft_box import LIFE_S, MOST, DraftBox
from offline_cache.errors import StoreBroken, StoreFull

SECRET, NOW = b"s" * 32, 1_764_120_000_000
CARDS = [bytes((number,)) * 32 for number in range(MOST + 2)]
LIFE_MS = LIFE_S * 1000


class Bench:
    """One folder, with a clock that goes as it is told."""

    def __init__(self, folder):
        self.folder, self.seconds = folder / "drafts", 0.0
        self.boot()

    def boot(self, secret=SECRET):
        self.box = DraftBox(self.folder, secret, lambda: self.seconds)
        return self.box

    def files(self):
        return sorted(path.name for path in self.folder.iterdir()) if self.folder.exists() else []


@pytest.fixture
def bench(tmp_path):
    return Bench(tmp_path)


def test_the_last_one_kept_is_the_one_that_opens_after_a_power_cut(bench):
    for facts in (b"one", b"two", b"three"):
        bench.box.keep(CARDS[0], facts, NOW)
    bench.boot()
    assert bench.box.open(CARDS[0], NOW + 60_000) == b"three"
    assert bench.box.open(CARDS[1], NOW + 60_000) is None
    assert len(bench.files()) == 1
    assert oct((bench.folder / bench.files()[0]).stat().st_mode)[-3:] == "600"


def test_another_device_finds_nothing_and_leaves_it_alone(bench):
    bench.box.keep(CARDS[0], b"facts", NOW)
    assert bench.boot(b"t" * 32).open(CARDS[0], NOW) is None
    assert bench.boot().open(CARDS[0], NOW) == b"facts"


@settings(max_examples=20)
@given(ms=st.integers(-(2**44), 2**44))
def test_it_lives_a_quarter_of_an_hour_and_dies_with_a_clock_that_makes_no_sense(tmp_path_factory, ms):
    bench = Bench(tmp_path_factory.mktemp("box"))
    bench.box.keep(CARDS[0], b"facts", NOW)
    bench.boot()
    lives = 0 <= ms <= LIFE_MS
    assert bench.box.purge(NOW + ms) == (0 if lives else 1)
    assert bench.box.open(CARDS[0], NOW + ms) == (b"facts" if lives else None)
    assert len(bench.files()) == lives


@pytest.mark.parametrize("ms", [-1, 0, LIFE_MS, LIFE_MS + 1, -NOW])
def test_at_its_edges(bench, ms):
    bench.box.keep(CARDS[0], b"facts", NOW)
    assert bench.box.purge(NOW + ms) == (ms not in {0, LIFE_MS})


def test_a_clock_that_stands_still_keeps_nothing_alive(bench):
    bench.box.keep(CARDS[0], b"facts", NOW)
    assert bench.box.purge(NOW) == 0
    bench.seconds += LIFE_S + 1
    assert bench.box.purge(NOW) == 1
    assert bench.files() == []


def test_kept_anew_it_lives_anew(bench):
    bench.box.keep(CARDS[0], b"one", NOW)
    bench.seconds += LIFE_S - 1
    bench.box.keep(CARDS[0], b"two", NOW + LIFE_MS - 1000)
    bench.seconds += LIFE_S - 1
    assert bench.box.open(CARDS[0], NOW + 2 * LIFE_MS - 2000) == b"two"


def test_the_oldest_makes_room(bench):
    for number, card in enumerate(CARDS):
        bench.box.keep(card, b"facts", NOW + number)
    opened = [bench.box.open(card, NOW + 10) for card in CARDS]
    assert opened == [None] * (len(CARDS) - MOST) + [b"facts"] * MOST


def test_what_was_dropped_is_gone_and_nothing_else(bench):
    for card in CARDS[:2]:
        bench.box.keep(card, b"facts", NOW)
    bench.box.drop(CARDS[0])
    bench.box.drop(CARDS[0])
    assert [bench.box.open(card, NOW) for card in CARDS[:2]] == [None, b"facts"]


def test_torn_changed_and_strange_files_are_removed_unopened(bench):
    bench.box.keep(CARDS[0], b"facts", NOW)
    (name,) = bench.files()
    body = bytearray((bench.folder / name).read_bytes())
    body[-1] ^= 1
    (bench.folder / name).write_bytes(body)
    (bench.folder / f".{name}.99.tmp").write_bytes(bytes(body))
    (bench.folder / "strange").write_bytes(b"")
    assert bench.box.open(CARDS[0], NOW) is None
    assert bench.files() == []


def test_what_is_too_large_leaves_the_earlier_one(bench, monkeypatch):
    monkeypatch.setattr(draft_box, "LARGEST", 10)
    bench.box.keep(CARDS[0], b"small", NOW)
    with pytest.raises(StoreFull):
        bench.box.keep(CARDS[0], b"eleven byte", NOW)
    assert bench.box.open(CARDS[0], NOW) == b"small"


@pytest.mark.skipif(os.geteuid() != 0, reason="sets a file in the folder's place")
def test_a_disk_that_refuses_is_told_by_type(bench):
    bench.folder.write_bytes(b"no folder")
    with pytest.raises(StoreBroken):
        bench.box.keep(CARDS[0], b"facts", NOW)
