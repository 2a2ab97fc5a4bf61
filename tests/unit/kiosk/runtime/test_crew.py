"""A crew works side by side, each thread with a tool of its own, and no job's failure is lost."""

import itertools
import queue
import threading

import pytest

from kiosk.runtime.crew import Crew, Single

PATIENCE = 10


class Tools:
    def __init__(self):
        self.numbers, self.away = itertools.count(1), queue.SimpleQueue()

    def make(self):
        return next(self.numbers)

    def put_away(self, tool):
        self.away.put(tool)


@pytest.fixture
def tools():
    return Tools()


@pytest.fixture
def crew(tools):
    crew = Crew("test", tools.make, tools.put_away, size=3, width=3)
    yield crew
    assert crew.close(PATIENCE)


def test_jobs_are_done_side_by_side_each_with_a_tool_of_its_own(crew):
    together = threading.Barrier(3, timeout=PATIENCE)
    used = queue.SimpleQueue()
    for _ in range(3):
        crew.run(lambda tool: (together.wait(), used.put(tool)), pytest.fail)
    assert sorted(used.get(timeout=PATIENCE) for _ in range(3)) == [1, 2, 3]


def test_a_free_thread_is_used_before_another_is_begun(crew):
    used = queue.SimpleQueue()
    for _ in range(5):
        crew.run(used.put, pytest.fail)
        assert used.get(timeout=PATIENCE) <= 3
        while not crew._free.acquire(timeout=PATIENCE):
            pytest.fail("the thread never became free")
        crew._free.release()
    assert len(crew._threads) == 1


def test_more_jobs_than_threads_wait_their_turn(crew):
    done = queue.SimpleQueue()
    for number in range(50):
        crew.run(lambda _tool, number=number: done.put(number), pytest.fail)
    assert {done.get(timeout=PATIENCE) for _ in range(50)} == set(range(50))
    assert len(crew._threads) <= 3


def test_what_a_job_raises_is_told_and_the_thread_works_on(crew):
    told, done = queue.SimpleQueue(), queue.SimpleQueue()

    def broken(_tool):
        raise ValueError("no")

    crew.run(broken, told.put)
    assert isinstance(told.get(timeout=PATIENCE), ValueError)
    crew.run(done.put, pytest.fail)
    assert done.get(timeout=PATIENCE)


def test_a_tool_that_cannot_be_had_is_told_for_each_job(tools):
    def none():
        raise OSError("none")

    crew, told = Crew("test", none, tools.put_away, size=1, width=1), queue.SimpleQueue()
    for _ in range(2):
        crew.run(pytest.fail, told.put)
    assert [type(told.get(timeout=PATIENCE)) for _ in range(2)] == [OSError, OSError]
    assert crew.close(PATIENCE)
    assert tools.away.empty()


def test_a_closed_crew_puts_its_tools_away_and_drops_what_comes(tools):
    crew, used = Crew("test", tools.make, tools.put_away, size=2, width=2), queue.SimpleQueue()
    crew.run(used.put, pytest.fail)
    used.get(timeout=PATIENCE)
    assert crew.close(PATIENCE)
    assert tools.away.get(timeout=PATIENCE) == 1
    crew.run(used.put, pytest.fail)
    assert used.empty()


def test_a_job_that_does_not_end_is_left_behind(tools):
    over = threading.Event()
    crew = Crew("test", tools.make, tools.put_away, size=1, width=1)
    crew.run(lambda _tool: over.wait(PATIENCE), pytest.fail)
    assert not crew.close(0)
    over.set()
    assert crew.close(PATIENCE)


def test_a_single_pair_of_hands_has_done_it_when_it_returns():
    hands, told = Single("tool"), []
    hands.run(told.append, pytest.fail)
    hands.run(lambda _tool: 1 // 0, lambda error: told.append(type(error)))
    assert told == ["tool", ZeroDivisionError]
    assert hands.close(0)
