"""One signed HTTP exchange with the centre: bounded in time and size, no redirects, no retries, no surroundings."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import requests
import urllib3.exceptions

from drivers.deadline import DeadlineAdapter
from kiosk.gateway.errors import CertificateRefused, NotThePlatform, Slow, TooLarge, Unreachable
from kiosk.gateway.signing import sign_request
from kiosk.gateway.tls import client_context, refuses_certificate
from kiosk.gateway.verdict import told_time

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.gateway.errors import GatewayError
    from kiosk.gateway.options import Options
    from offline_cache.keys import DeviceKeys

__all__ = ["ANSWER_LIMIT", "Answer", "Wire"]

ANSWER_LIMIT = 64 * 1024
CHUNK = 16 * 1024


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What came back; header names are case-insensitive."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Wire:
    """The connection of one thread."""

    def __init__(self, options: Options, keys: DeviceKeys) -> None:
        self._options = options
        self._keys = keys
        self._ahead_s = 0.0  # by how much the centre's clock is ahead of ours, for signatures alone
        self._adapter = DeadlineAdapter()
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.verify = options.ca or True
        if context := client_context(options, keys):
            self._adapter.poolmanager.connection_pool_kw["ssl_context"] = context
        self._session.mount("http://", self._adapter)
        self._session.mount("https://", self._adapter)

    def exchange(
        self, method: str, target: str, body: bytes = b"", *, headers: Mapping[str, str], limit: int = ANSWER_LIMIT
    ) -> Answer:
        """Send and return the whole answer, whatever its status. `target` is path and query; `limit` in bytes.

        Where the centre finds that our clock is wrong, it is asked once more by its own. Raises Unreachable, Slow,
        NotThePlatform, CertificateRefused.
        """
        self._adapter.begin(self._options.deadline_s)
        answer = self._send(method, target, body, headers, limit)
        told = told_time(answer)
        if told is not None:
            self._ahead_s = told - time.time()
            answer = self._send(method, target, body, headers, limit)
        return answer

    def _send(self, method: str, target: str, body: bytes, headers: Mapping[str, str], limit: int) -> Answer:
        options, created = self._options, int(time.time() + self._ahead_s)
        signed = sign_request(method, target, body, device_id=options.device_id, keys=self._keys, created=created)
        fields = {**headers, **signed, "Accept-Encoding": "identity", "User-Agent": "kiosk"}
        try:  # prepared without the session: it adds header fields that cost bytes, and cookies of whoever answered
            request = requests.Request(method, options.base_url + target, fields, data=body or None).prepare()
            with self._session.send(
                request, timeout=(options.connect_s, options.deadline_s), allow_redirects=False, stream=True
            ) as response:
                return Answer(response.status_code, response.headers, self._body(response, limit))
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise _named(error) from error

    def close(self) -> None:
        """Close the connection."""
        self._session.close()

    def _body(self, response: requests.Response, limit: int) -> bytes:
        body = bytearray()
        for chunk in response.raw.stream(CHUNK, decode_content=False):
            body += chunk
            if len(body) > limit:
                raise TooLarge(f"more than {limit} bytes")
        return bytes(body)


def _named(error: Exception) -> GatewayError:
    """Say what a failure of the transport means; the innermost cause knows best."""
    chain = [error]
    while inner := chain[-1].__cause__ or chain[-1].__context__:
        chain.append(inner)  # type: ignore[arg-type] # an interrupt cannot be the context of what we caught
    silent = (requests.ConnectTimeout, urllib3.exceptions.NewConnectionError)
    slow = (TimeoutError, urllib3.exceptions.TimeoutError)
    garbled = (requests.exceptions.SSLError, urllib3.exceptions.IncompleteRead, urllib3.exceptions.HeaderParsingError)
    names = " < ".join(type(one).__name__ for one in chain)
    if refuses_certificate(chain):
        return CertificateRefused(names)
    if any(isinstance(one, silent) for one in chain):
        return Unreachable(names)
    if any(isinstance(one, slow) for one in chain):
        return Slow(names)
    if any(isinstance(one, garbled) for one in chain):
        return NotThePlatform(names)
    return Unreachable(names)
