"""However a peer behaves, a call ends within its deadline and says in one word what went wrong."""

import contextlib
import socket
import struct
import threading
import time

import pytest

from kiosk.gateway.errors import (
    BlobsMissing,
    Busy,
    GatewayError,
    LineError,
    NotThePlatform,
    NotYet,
    OffsetElsewhere,
    Paused,
    Refused,
    Rejected,
    Revoked,
    Slow,
    SnapshotAsked,
    Unreachable,
)
from kiosk.gateway.http import HttpGateway
from kiosk.gateway.options import Options

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
DEADLINE = {"deadline_s": "0.6", "connect_s": "0.6"}


@contextlib.contextmanager
def peer(behave, buffer=0):
    """A listener that lets `behave(connection)` answer each connection; `buffer` bytes are taken in unread."""
    listener = socket.socket()
    if buffer:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    over = threading.Event()

    def serve():
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listener.accept()
                with connection, contextlib.suppress(OSError):
                    behave(connection, over)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        over.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def saying(answer):
    def behave(connection, _over):
        connection.recv(65536)
        connection.sendall(answer)

    return behave


def dripping(start, drip):
    def behave(connection, over):
        connection.recv(65536)
        connection.sendall(start)
        while not over.wait(0.1):
            connection.sendall(drip)

    return behave


def mute(_connection, over):
    over.wait(30)


def reset(connection, _over):
    connection.recv(65536)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def json_answer(body, status=b"200 OK", media=b"application/json", more=b""):
    return b"HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s\r\n%s" % (status, media, len(body), more, body)


def problem(status, kind):
    return json_answer(b'{"type": "%s", "status": %s}' % (kind, status[:3]), status, b"application/problem+json")


@pytest.mark.parametrize(
    "behave",
    [
        mute,
        dripping(b"", b"H"),
        dripping(HEAD, b"X: y\r\n"),
        dripping(HEAD + b"Content-Length: 60000\r\n\r\n", b" "),
        dripping(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
    ],
    ids=["mute", "status dripped", "headers dripped", "body dripped", "chunks dripped"],
)
def test_a_slow_peer_cannot_hold_a_call_beyond_its_deadline(terminal, behave):
    with peer(behave) as url:
        began = time.monotonic()
        with pytest.raises(Slow) as refusal:
            terminal.gateway(url, **DEADLINE).health()
        assert time.monotonic() - began < 10
        assert refusal.value.code == "platform-slow"


def patience(terminal, url, **options):
    """Return what a call ends with that sends a body of many megabytes."""
    wire = terminal.gateway(url, **{**DEADLINE, **options})._wire
    began = time.monotonic()
    try:
        return wire.exchange("PUT", "/", bytes(16 * 1024 * 1024), headers={})
    except GatewayError as error:
        return error
    finally:
        assert time.monotonic() - began < 10


def test_a_peer_that_takes_nothing_in_cannot_hold_a_call(terminal):
    with peer(mute, buffer=4096) as url:
        assert isinstance(patience(terminal, url), Slow)


def test_a_peer_that_takes_a_little_in_again_and_again_cannot_hold_a_call(terminal):
    def sip(connection, over):
        while not over.wait(0.05):
            connection.recv(4096)

    with peer(sip, buffer=4096) as url:
        assert isinstance(patience(terminal, url), Slow)


def test_a_healthy_peer_that_reads_slowly_gets_the_whole_body(terminal):
    taken = []

    def sip(connection, over):
        while sum(taken) < 16 * 1024 * 1024 and not over.wait(0.004):
            taken.append(len(connection.recv(256 * 1024)))
        connection.sendall(json_answer(b"{}"))

    with peer(sip, buffer=64 * 1024) as url:
        answer = patience(terminal, url, connect_s="0.1", deadline_s="9")
    assert getattr(answer, "status", answer) == 200


def secure(terminal, url, **options):
    return terminal.gateway(url.replace("http:", "https:"), **{**DEADLINE, **options})


@pytest.mark.parametrize("behave", [mute, dripping(b"", b"\x16")], ids=["mute", "dripped"])
def test_a_tls_handshake_that_never_ends_cannot_hold_a_call(terminal, behave):
    with peer(behave) as url:
        began = time.monotonic()
        with pytest.raises(LineError):
            secure(terminal, url).health()
        assert time.monotonic() - began < 10


def test_a_name_that_nobody_answers_for_cannot_hold_a_call(terminal, monkeypatch):
    over, asked = threading.Event(), []

    def silent(*arguments, **_more):
        asked.append(arguments[0])
        over.wait(30)
        raise socket.gaierror(socket.EAI_AGAIN, "try again")

    monkeypatch.setattr(socket, "getaddrinfo", silent)
    gateway = terminal.gateway("https://platform.example", **DEADLINE)
    began = time.monotonic()
    for _ in range(2):
        with pytest.raises(Unreachable):
            gateway.health()
    assert time.monotonic() - began < 10
    assert asked == ["platform.example"]
    over.set()


def test_a_name_that_does_not_exist_is_told_as_unreachable(terminal, monkeypatch):
    def unknown(*_arguments, **_more):
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(Unreachable):
        terminal.gateway("https://nowhere.example", **DEADLINE).health()


def test_the_addresses_of_a_name_are_tried_one_after_the_other(terminal, monkeypatch, sandbox):
    host, port = sandbox.url.rpartition("/")[2].split(":")
    dead = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 1))
    alive = (socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, int(port)))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_arguments, **_more: [dead, alive])
    options = Options(f"http://platform.example:{port}", terminal.terminal_id)
    gateway = HttpGateway(options, terminal.keys)
    gateway.health()
    gateway.close()


@pytest.mark.parametrize("behave", [reset, saying(b"")], ids=["reset", "closed without a word"])
def test_a_broken_connection_is_told_as_unreachable(terminal, behave):
    with peer(behave) as url, pytest.raises(Unreachable) as refusal:
        terminal.gateway(url).health()
    assert refusal.value.code == "platform-unreachable"


def test_no_listener_is_told_as_unreachable(terminal):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(Unreachable):
        terminal.gateway(f"http://127.0.0.1:{port}").health()


@pytest.mark.parametrize(
    "answer",
    [
        json_answer(b"<html>log in</html>", media=b"text/html"),
        json_answer(b"{"),
        json_answer(b"[]"),
        json_answer(b" " * 70_000),
        HEAD + b"Content-Length: 50\r\n\r\n{}",
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/login\r\nContent-Length: 0\r\n\r\n",
        json_answer(b"no", b"404 Not Found", b"text/plain"),
        json_answer(b"{}", b"403 Forbidden"),
    ],
    ids=["html", "half JSON", "a list", "too much", "cut off", "redirect", "bare 404", "403 without a problem"],
)
def test_an_answer_that_is_not_the_centres_counts_for_nothing(terminal, answer):
    with peer(saying(answer)) as url, pytest.raises(NotThePlatform) as refusal:
        terminal.gateway(url).health()
    assert refusal.value.code == "platform-garbled"


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (problem(b"400 Bad", b"urn:kiosk:digest"), NotThePlatform),
        (problem(b"400 Bad", b"urn:kiosk:schema"), NotThePlatform),
        (problem(b"401 No", b"urn:kiosk:signature"), Paused),
        (problem(b"403 No", b"urn:kiosk:device-revoked"), Revoked),
        (problem(b"403 No", b"urn:kiosk:code-unknown"), Paused),
        (problem(b"410 Gone", b"urn:kiosk:snapshot"), SnapshotAsked),
        (problem(b"410 Gone", b"urn:kiosk:other"), Paused),
        (problem(b"426 Newer", b"urn:kiosk:version"), Paused),
        (problem(b"409 Conflict", b"urn:kiosk:in-progress"), NotYet),
        (problem(b"409 Conflict", b"urn:kiosk:missing-case"), NotYet),
        (problem(b"409 Conflict", b"urn:kiosk:missing-blobs"), BlobsMissing),
        (problem(b"409 Conflict", b"urn:kiosk:offset"), OffsetElsewhere),
        (problem(b"409 Conflict", b"urn:kiosk:different-content"), Refused),
        (problem(b"422 No", b"urn:case:not-eligible"), Rejected),
        (problem(b"422 No", b"urn:kiosk:envelope"), Refused),
        (json_answer(b"", b"500 Oh", b"text/html"), Busy),
        (json_answer(b"", b"503 Later", b"text/html"), Busy),
        (json_answer(b"", b"429 Later", b"text/html"), Busy),
    ],
)
def test_each_refusal_has_its_kind(terminal, answer, kind):
    with peer(saying(answer)) as url, pytest.raises(kind) as refusal:
        terminal.gateway(url).health()
    assert type(refusal.value) is kind


@pytest.mark.parametrize(
    ("field", "seconds"),
    [(b"7", 7), (b"999999", 3600), (b"soon", 0), (b"Wed, 21 Oct 2015 07:28:00 GMT", 0), (b"-3", 0)],
)
def test_the_centres_wish_to_wait_is_heard_within_reason(terminal, field, seconds):
    answer = json_answer(b"", b"503 Later", b"text/html", b"Retry-After: %s\r\n" % field)
    with peer(saying(answer)) as url, pytest.raises(Busy) as refusal:
        terminal.gateway(url).health()
    assert refusal.value.retry_after_s == seconds


def test_a_redirect_is_never_followed(terminal):
    seen = []

    def elsewhere(connection, _over):
        seen.append(connection.recv(65536))

    with peer(elsewhere) as other:
        answer = b"HTTP/1.1 307 T\r\nLocation: %s/x\r\nContent-Length: 0\r\n\r\n" % other.encode()
        with peer(saying(answer)) as url, pytest.raises(NotThePlatform):
            terminal.gateway(url).submit(b"{}", "case")
    assert seen == []


def test_the_surroundings_have_no_say(terminal, monkeypatch, sandbox):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("NO_PROXY", "")
    terminal.gateway(sandbox.url).health()


def test_no_refusal_names_what_was_sent(terminal):
    with peer(saying(json_answer(b"{}"))) as url, pytest.raises(NotThePlatform) as refusal:
        terminal.gateway(url).holdings("999901195202290022", ("居住证",))
    assert "999901" not in str(refusal.value)
