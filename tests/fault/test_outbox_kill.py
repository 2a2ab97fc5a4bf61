"""SIGKILL at any moment: every case whose file() returned reaches the centre, each exactly once."""

import base64
import os
import random
import select
import signal

import pytest
from platform_kit import NOW, Terminal, finished_run, later, running_sandbox

from offline_cache.outbox import Outbox

KILLS = 20


def file_for_ever(folder, seal_key, pipe):
    """Write one line for each case, after file() returned."""
    desk, run = Terminal(folder).desk(seal_key), finished_run()
    os.write(pipe, b"ready\n")
    while True:
        os.write(pipe, f"{desk.file(run, NOW).case_id}\n".encode())


def killed_while_filing(folder, seal_key, patience):
    """File until SIGKILL, `patience` seconds after the terminal is ready; return the case ids that were told."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            file_for_ever(folder, seal_key, write)
        finally:
            os._exit(1)
    os.close(write)
    with os.fdopen(read) as told:
        assert told.readline() == "ready\n"
        select.select([], [], [], patience)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return told.read().split("\n")[:-1]


def test_no_kill_loses_or_doubles_a_case(tmp_path, sandbox):
    terminal = Terminal(tmp_path / "terminal")
    gateway = terminal.gateway(sandbox.url)
    seal_key = base64.b64encode(gateway.device().seal_key.public).decode()
    rng = random.Random(20261121)
    told = []
    for _ in range(KILLS):
        told += killed_while_filing(terminal.folder, seal_key, rng.uniform(0.0, 0.2))
    assert len(told) >= KILLS
    outbox = Outbox(terminal.store())
    outbox.sweep()
    committed = {row.case_id for row in outbox.due("case", int(NOW.timestamp() * 1000), limit=100_000)}
    assert committed >= set(told)
    courier, seconds = terminal.courier(sandbox.url), 0
    while outbox.depth():
        courier.step(later(seconds))
        seconds += 1
        assert seconds < 1000
    cases = sandbox.cases()
    assert {one["case_id"] for one in cases} == committed
    assert len({one["server_no"] for one in cases}) == len(cases)
    assert sorted(one["seq"] for one in cases) == list(range(1, len(cases) + 1))
    assert {one["deliveries"] for one in cases} == {1}
    assert not list((terminal.folder / "state" / "blobs").glob("*/*"))
    terminal.close()


def test_a_platform_killed_at_any_moment_doubles_nothing(tmp_path):
    terminal = Terminal(tmp_path / "terminal")
    filed, rng = [], random.Random(7)
    outbox = Outbox(terminal.store())
    for turn in range(6):
        with running_sandbox(tmp_path / "platform") as platform:
            courier = terminal.courier(platform.url)
            courier.step(later(turn * 1000))
            desk = terminal.desk()
            filed += [desk.file(finished_run(), later(turn)).case_id for _ in range(4)]
            platform.pull("lost", times=rng.randrange(1, 9))
            courier.step(later(turn * 1000 + 1))
    with running_sandbox(tmp_path / "platform") as platform:
        courier, seconds = terminal.courier(platform.url), 10_000
        while outbox.depth():
            courier.step(later(seconds))
            seconds += 900
            assert seconds < 100_000
        cases = platform.cases()
    assert sorted(one["case_id"] for one in cases) == sorted(filed)
    assert len({one["server_no"] for one in cases}) == len(filed)
    terminal.close()


def test_a_courier_killed_between_the_centres_yes_and_our_note_delivers_the_same_case_again(tmp_path, sandbox):
    terminal = Terminal(tmp_path / "terminal", "K0099")
    courier = terminal.courier(sandbox.url)
    courier.step(NOW)
    filed = terminal.desk().file(finished_run(), NOW)

    def cut(*_arguments):
        raise KeyboardInterrupt

    courier.deliveries.outbox.accepted_all = cut
    with pytest.raises(KeyboardInterrupt):
        courier.deliver(filed.case_id, NOW)
    said = terminal.courier(sandbox.url).deliver(filed.case_id, NOW)
    case = sandbox.see(f"cases/{filed.case_id}")
    assert (case["deliveries"], case["server_no"]) == (2, said.server_no)
    terminal.close()
