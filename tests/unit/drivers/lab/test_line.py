"""The line: what the terminal meets when the cable to the centre is good, cut, slow, or eats one answer."""

from __future__ import annotations

import socket
import socketserver
import threading
import time

import pytest

from drivers.lab.line import SLOW_MS, LabLine


class _Echo(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.server.heard.append(line)
            self.wfile.write(b"echo " + line)


@pytest.fixture
def platform():
    socketserver.ThreadingTCPServer.allow_reuse_address = True
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Echo) as server:
        server.daemon_threads = True
        server.heard = []
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def line(platform):
    lab = LabLine()
    address = lab.start(f"http://127.0.0.1:{platform.server_address[1]}")["platform.base_url"]
    lab.port = int(address.rsplit(":", 1)[1])
    yield lab
    lab.stop()


def call(line, words=b"hello\n"):
    """Send one line and return the answer; "" when the connection was closed or reset instead."""
    with socket.create_connection(("127.0.0.1", line.port), timeout=5) as connection:
        try:
            connection.sendall(words)
            return connection.makefile("rb").readline()
        except OSError:
            return b""


def test_a_line_that_is_up_passes_on_both_directions(line, platform):
    assert call(line) == b"echo hello\n"
    assert platform.heard == [b"hello\n"]
    assert line.state()["relayed"] == 1


def test_a_large_answer_arrives_whole_though_the_asker_has_closed_its_side(line):
    words = b"x" * 3_000_000 + b"\n"
    with socket.create_connection(("127.0.0.1", line.port), timeout=5) as connection:
        sender = threading.Thread(target=lambda: (connection.sendall(words), connection.shutdown(socket.SHUT_WR)))
        sender.start()
        heard = connection.makefile("rb").read()
        sender.join()
    assert heard == b"echo " + words


def test_a_cut_line_closes_new_connections_at_once_and_nothing_reaches_the_platform(line, platform):
    assert line.command(["down"])["up"] is False
    assert call(line) == b""
    assert platform.heard == []


def test_cutting_the_line_ends_a_connection_that_is_open(line):
    with socket.create_connection(("127.0.0.1", line.port), timeout=5) as connection:
        connection.sendall(b"one\n")
        assert connection.makefile("rb").readline() == b"echo one\n"
        line.command(["down"])
        try:
            rest = connection.recv(1)
        except ConnectionResetError:
            rest = b""
    assert rest == b""


def test_a_line_that_is_put_up_again_serves_at_the_same_address(line):
    line.command(["down"])
    assert call(line) == b""
    line.command(["up"])
    assert call(line) == b"echo hello\n"


def test_drop_next_lets_one_request_arrive_and_loses_its_answer(line, platform):
    line.command(["drop-next"])
    assert call(line) == b""
    assert platform.heard == [b"hello\n"]
    assert call(line) == b"echo hello\n"


def test_a_slow_line_still_brings_everything_and_never_sooner_than_it_says(line):
    line.command(["slow", "30"])
    began = time.monotonic()
    assert call(line) == b"echo hello\n"
    assert time.monotonic() - began >= 0.06


def test_slow_without_a_figure_takes_the_usual_one(line):
    assert line.command(["slow"])["slow_ms"] == SLOW_MS


def test_a_platform_that_is_gone_looks_like_a_cut_line():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    line = LabLine(f"http://127.0.0.1:{port}")
    line.port = int(line.start()["platform.base_url"].rsplit(":", 1)[1])
    try:
        assert call(line) == b""
    finally:
        line.stop()


@pytest.mark.parametrize("words", [[], ["sideways"], ["slow", "x"], ["slow", "1", "2"], ["up", "now"]])
def test_words_the_line_does_not_know_are_answered_with_its_usage(line, words):
    with pytest.raises(ValueError, match="drop-next"):
        line.command(words)


def test_stopping_twice_and_stopping_before_the_start_are_harmless(line):
    line.stop()
    line.stop()
    LabLine("http://127.0.0.1:1").stop()
