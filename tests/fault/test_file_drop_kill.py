"""SIGKILL in the middle of carrying, on both sides; and carrying beside a terminal that files and delivers."""

import os

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


def file_and_deliver(folder, url):
    """What the terminal's own process does; returns when nothing waits."""
    terminal = Terminal(folder, "K0556")
    desk, courier, outbox = terminal.desk(), terminal.courier(url), Outbox(terminal.store())
    for number in range(CASES):
        filed = desk.file(finished_run(), later(number))
        if number % 3 == 2:
            courier.deliver(filed.case_id, later(number))
    while outbox.depth():
        courier.step(later(CASES))
    terminal.close()


def test_carrying_beside_a_terminal_that_files_and_delivers_delivers_once(tmp_path, sandbox):
    first = Terminal(tmp_path / "terminal", "K0556")
    first.courier(sandbox.url).step(NOW)
    first.close()
    child = os.fork()
    if child == 0:
        try:
            file_and_deliver(first.folder, sandbox.url)
            os._exit(0)
        finally:
            os._exit(1)
    technician, stick, trips = Terminal(first.folder, "K0556"), tmp_path / "stick", 0
    drop = online(technician)
    while (ended := os.waitpid(child, os.WNOHANG)) == (0, 0):
        drop.export(stick, NOW)
        for act in ("import", "export"):
            platform_at(sandbox.store, act, stick)
        list(drop.take(stick, NOW))
        trips += 1
    assert ended == (child, 0)
    assert trips
    rows = technician.store().rows("SELECT case_id, state FROM outbox ORDER BY seq")
    mine = [one for one in sandbox.cases() if one["device_id"] == "K0556"]
    assert sorted(one["case_id"] for one in mine) == sorted(row["case_id"] for row in rows)
    assert {row["state"] for row in rows} == {"accepted"}
    assert len({one["server_no"] for one in mine}) == CASES
    assert sorted(one["seq"] for one in mine) == list(range(1, CASES + 1))
    technician.close()
