"""One deadline over a whole HTTP answer, headers included, without a thread.

`requests` bounds each receive, not their sum: a peer that drips one byte a second holds a call for ever. Here every
receive gets what is left of the call's deadline, by giving http.client a response whose stream knows it. The send phase
is bounded by the connect timeout, a TLS handshake by the same. Not bounded: the name look-up of the C library.
"""

from __future__ import annotations

import http.client
import io
import time
from typing import TYPE_CHECKING, Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Retry
from urllib3.connection import HTTPConnection, HTTPSConnection

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from typing_extensions import Buffer

__all__ = ["DeadlineAdapter"]


class _Bounded(io.RawIOBase):
    """The receiving side of a socket; each read may take what is left of the deadline."""

    def __init__(self, inner: io.BufferedReader, sock: socket.socket, left: Callable[[], float]) -> None:
        super().__init__()
        self._inner, self._sock, self._left = inner, sock, left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int | None:
        left = self._left()
        if left <= 0:
            raise TimeoutError("the deadline of the call has passed")
        self._sock.settimeout(left)
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
        """Return the seconds that the call at hand still has."""
        return self._ends - time.monotonic()

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

        class Secure(HTTPSConnection):
            response_class = Response

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = Secure

        self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
