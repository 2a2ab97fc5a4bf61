"""SIGKILL in the middle of carrying, on both sides; and carrying beside a terminal that files and delivers."""

import threading

from drop_kit import online, platform_at
from drop_story import Story
from platform_kit import NOW, Terminal, finished_run, later

from offline_cache.outbox import Outbox

ROUNDS = 2
CASES = 12


def test_no_kill_on_either_side_loses_or_doubles_what_travels_by_hand(tmp_path):
    story = Story(tmp_path, seed=20261121)
    for _ in range(ROUNDS):
        story.round()
    assert story.filed
    assert story.judge() == {}


def test_carrying_beside_a_terminal_that_files_and_delivers_delivers_once(tmp_path, sandbox):
    first = Terminal(tmp_path / "terminal", "K0556")
    first.courier(sandbox.url).step(NOW)
    filed, over, failures = [], threading.Event(), []

    def serve():
        try:
            terminal = Terminal(first.folder, "K0556")
            desk, courier, outbox = terminal.desk(), terminal.courier(sandbox.url), Outbox(terminal.store())
            for number in range(CASES):
                filed.append(desk.file(finished_run(), later(number)).case_id)
                if number % 3 == 2:
                    courier.deliver(filed[-1], later(number))
            while outbox.depth():
                courier.step(later(CASES))
            terminal.close()
        except Exception as error:  # noqa: BLE001 - handed to the test
            failures.append(error)
        finally:
            over.set()

    lane = threading.Thread(target=serve)
    lane.start()
    stick, drop = tmp_path / "stick", online(first)
    while not over.is_set():
        drop.export(stick, NOW)
        for act in ("import", "export"):
            platform_at(sandbox.store, act, stick)
        list(drop.take(stick, NOW))
    lane.join()
    assert failures == []
    mine = [one for one in sandbox.cases() if one["device_id"] == "K0556"]
    assert sorted(one["case_id"] for one in mine) == sorted(filed)
    assert len({one["server_no"] for one in mine}) == CASES
    assert sorted(one["seq"] for one in mine) == list(range(1, CASES + 1))
    assert Outbox(first.store()).counts() == {"accepted": CASES}
    first.close()
