"""A lane: jobs in order on one thread, results on the main loop."""

import threading
import weakref

import pytest

from kiosk.runtime.lanes import Lane
from tests.main_loop import MainLoop


@pytest.fixture
def loop():
    return MainLoop()


@pytest.fixture
def lane(loop):
    lane = Lane("test", loop.post)
    yield lane
    assert lane.close(10)


def never(result):
    pytest.fail(f"not expected: {result!r}")


def test_a_job_runs_on_the_lane_and_its_result_arrives_on_the_main_loop(loop, lane):
    threads = {}

    def job():
        threads["job"] = threading.current_thread().name
        return 42

    def then(result):
        threads["then"] = threading.current_thread()
        threads["result"] = result

    lane.run(job, then, never)
    loop.until(lambda: "then" in threads)
    assert threads == {"job": "lane-test", "then": threading.current_thread(), "result": 42}


def test_what_a_job_raises_arrives_as_a_failure_and_the_lane_goes_on(loop, lane):
    heard = []
    lane.run(lambda: 1 // 0, never, heard.append)
    lane.run(lambda: "next", heard.append, never)
    loop.until(lambda: len(heard) == 2)
    assert isinstance(heard[0], ZeroDivisionError)
    assert heard[1] == "next"


def test_jobs_run_in_order(loop, lane):
    heard = []
    for number in range(50):
        lane.run(lambda number=number: number, heard.append, never)
    loop.until(lambda: len(heard) == 50)
    assert heard == list(range(50))


def test_closing_waits_for_the_job_under_way_and_drops_the_others(loop):
    lane = Lane("test", loop.post)
    heard, begun, may_end = [], threading.Event(), threading.Event()

    def job():
        begun.set()
        return may_end.wait(10)

    lane.run(job, heard.append, never)
    lane.run(lambda: "dropped", heard.append, never)
    assert begun.wait(10)
    assert not lane.close(0.01)
    may_end.set()
    assert lane.close(10)
    lane.run(lambda: "late", heard.append, never)
    loop.drain()
    assert heard == [True]


def test_a_stuck_lane_does_not_keep_the_program_alive(lane):
    assert next(thread for thread in threading.enumerate() if thread.name == "lane-test").daemon


def test_a_lane_that_rests_holds_nothing_of_its_last_job(loop, lane):
    class Case:
        """What a job is about."""

    case, done = Case(), []
    gone = threading.Event()
    weakref.finalize(case, gone.set)
    lane.run(lambda case=case: id(case), done.append, never)
    del case
    loop.until(lambda: done)
    assert gone.wait(10)
