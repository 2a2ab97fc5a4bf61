"""Bytes to an IPP printer and back, over HTTP (RFC 8010 §4): one deadline, no redirects, no proxies, no retries."""

from __future__ import annotations

from typing import Final

import requests
import urllib3

from drivers.deadline import DeadlineAdapter
from drivers.errors import SheetsGarbled, SheetsGone

__all__ = ["IppWire"]

_MEDIA: Final = "application/ipp"
_LIMIT: Final = 1 << 20


class IppWire:
    """The connection of one thread to one URL; `ca` is the file that a TLS certificate must lead to, "" the public."""

    def __init__(self, url: str, ca: str, connect_s: float) -> None:
        self._url, self._connect_s = url, connect_s
        self._adapter = DeadlineAdapter()
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.verify = ca or True
        self._session.mount("http://", self._adapter)
        self._session.mount("https://", self._adapter)

    def close(self) -> None:
        """Close the connection."""
        self._session.close()

    def exchange(self, request: bytes, within_s: float) -> bytes:
        """Return the body of the answer. Raises SheetsGone, SheetsGarbled."""
        self._adapter.begin(within_s)
        try:
            with self._session.post(
                self._url,
                data=request,
                headers={"Content-Type": _MEDIA, "Accept": _MEDIA, "Accept-Encoding": "identity"},
                timeout=(min(self._connect_s, within_s), within_s),
                allow_redirects=False,
                stream=True,
            ) as response:
                if response.status_code != requests.codes.ok:
                    raise SheetsGarbled(f"HTTP status {response.status_code}")
                if response.headers.get("Content-Type", "").partition(";")[0].strip().lower() != _MEDIA:
                    raise SheetsGarbled("an answer that is not IPP")
                return _body(response)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise SheetsGone(type(error).__name__, sent=not _never_connected(error)) from error


def _body(response: requests.Response) -> bytes:
    body = bytearray()
    for chunk in response.raw.stream(65536, decode_content=False):
        body += chunk
        if len(body) > _LIMIT:
            raise SheetsGarbled(f"more than {_LIMIT} bytes")
    return bytes(body)


def _never_connected(error: BaseException) -> bool:
    """Tell whether the failure came before a connection stood, so that no byte can have left."""
    early = (requests.ConnectTimeout, urllib3.exceptions.NewConnectionError, requests.exceptions.SSLError)
    chain: list[BaseException] = [error]
    while inner := chain[-1].__cause__ or chain[-1].__context__:
        chain.append(inner)
    reasons = [getattr(one, "reason", None) for one in chain]
    return any(isinstance(one, early) for one in (*chain, *reasons))
