"""One deadline over a whole HTTP call: from the look-up of the name to the last byte of the answer.

`requests` bounds each receive, not their sum: a peer that drips one byte a second holds a call for ever, and a body is
sent under the time-out of connecting. Here every wait (name, each address, TLS, each piece sent, each receive) gets
what is left of the call's deadline. The look-up of the C library knows no deadline at all; it alone has a thread, which
is left behind when it does not come back in time.
"""

from __future__ import annotations

import concurrent.futures
import http.client
import io
import ipaddress
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Retry
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

if TYPE_CHECKING:
    from collections.abc import Callable

    from typing_extensions import Buffer

__all__ = ["DeadlineAdapter", "look_up"]

SENT_AT_ONCE = 16 * 1024  # one TLS record: the time-out of the socket bounds each by itself
Addresses = list[tuple[Any, ...]]
_asked: dict[tuple[str, int], concurrent.futures.Future[Addresses]] = {}
_asking = threading.Lock()


def look_up(host: str, port: int, seconds: float) -> Addresses:
    """Return the addresses of a host as `socket.getaddrinfo` does. Raises TimeoutError, socket.gaierror.

    A look-up that is under way is joined, not started again.
    """
    try:
        ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    with _asking:
        found = _asked.get((host, port))
        if found is None or found.done():
            found = _asked[host, port] = concurrent.futures.Future()
            threading.Thread(target=_ask, args=(host, port, found), name="look-up", daemon=True).start()
    try:
        return found.result(seconds)
    except concurrent.futures.TimeoutError:
        raise TimeoutError("the name was not found in time") from None


def _ask(host: str, port: int, found: concurrent.futures.Future[Addresses]) -> None:
    try:
        found.set_result(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    except Exception as error:  # noqa: BLE001 - the thread's edge: whoever waits raises it
        found.set_exception(error)


class _Bounded(io.RawIOBase):
    """The receiving side of a socket; each read may take what is left of the deadline."""

    def __init__(self, inner: io.BufferedReader, sock: socket.socket, left: Callable[[], float]) -> None:
        super().__init__()
        self._inner, self._sock, self._left = inner, sock, left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int | None:
        self._sock.settimeout(self._left())
        return self._inner.raw.readinto(memoryview(buffer))

    def close(self) -> None:
        if not self.closed:
            self._inner.close()
        super().close()


class DeadlineAdapter(HTTPAdapter):
    """A requests transport without retries. Call `begin` before each request; one adapter serves one thread."""

    def __init__(self) -> None:
        self._ends = 0.0
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=Retry(0, read=False))

    def begin(self, seconds: float) -> None:
        """Give the next call this long, from now to the last byte of its answer."""
        self._ends = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that the call at hand still has. Raises TimeoutError when there are none."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TimeoutError("the deadline of the call has passed")
        return left

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- requests' own signature
        """Make pools whose connections know the deadline."""
        super().init_poolmanager(*args, **kwargs)
        left = self.left

        class Response(http.client.HTTPResponse):
            def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- http.client's
                super().__init__(sock, *args, **kwargs)
                self.fp = io.BufferedReader(_Bounded(self.fp, sock, left))

        class Plain(HTTPConnection):
            response_class = Response

            def _new_conn(self) -> socket.socket:
                return _connect(self, left)

            def send(self, data: Any) -> None:  # noqa: ANN401 -- http.client's own signature
                _send(self, data, super().send, left)

        class Secure(HTTPSConnection):
            response_class = Response

            def _new_conn(self) -> socket.socket:
                return _connect(self, left)

            def send(self, data: Any) -> None:  # noqa: ANN401 -- http.client's own signature
                _send(self, data, super().send, left)

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = Secure

        self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}


def _send(
    connection: HTTPConnection, data: bytes, send: Callable[[memoryview], None], left: Callable[[], float]
) -> None:
    """Send in parts, so that none outlasts the deadline, and a peer that reads slowly is not taken for a dead one."""
    if connection.sock is None:
        connection.connect()
    whole = memoryview(data)
    for start in range(0, len(whole), SENT_AT_ONCE):
        connection.sock.settimeout(left())
        send(whole[start : start + SENT_AT_ONCE])


def _connect(connection: HTTPConnection, left: Callable[[], float]) -> socket.socket:
    """Return a socket to the first address that answers; its time-out is what is left, for the TLS handshake."""
    patience = float(connection.timeout or left())
    try:
        sock = _reach(connection, patience, left)
        sock.settimeout(left())
    except socket.gaierror as error:
        raise NameResolutionError(connection.host, connection, error) from error
    except TimeoutError as error:
        raise ConnectTimeoutError(connection, "no connection in time") from error
    except OSError as error:
        raise NewConnectionError(connection, f"no connection: {error.strerror}") from error
    return sock


def _reach(connection: HTTPConnection, patience: float, left: Callable[[], float]) -> socket.socket:
    last: OSError = OSError("no address")
    for family, kind, protocol, _, address in look_up(connection.host, connection.port, min(patience, left())):
        sock = socket.socket(family, kind, protocol)
        try:
            for option in connection.socket_options or ():
                sock.setsockopt(*option)
            sock.settimeout(min(patience, left()))
            sock.connect(address)
        except OSError as error:
            sock.close()
            last = error
        else:
            return sock
    raise last
