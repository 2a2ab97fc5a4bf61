"""Ask a driverless printer over HTTP (RFC 8010 §4): one call, one deadline, no redirects, no proxies, no retries.

`ipp://host:631/ipp/print` is plain; `ipps://` is TLS, and the printer's certificate must lead to `ca` (a file) or to a
public authority.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import requests
import urllib3

from drivers.deadline import DeadlineAdapter
from drivers.errors import SheetsGarbled, SheetsGone, SheetsRefused
from drivers.ipp.codes import Tag
from drivers.ipp.message import Group, Message, encode, name, uri
from drivers.ipp.parse import IppGarbled, parse

if TYPE_CHECKING:
    from drivers.ipp.codes import Operation
    from drivers.ipp.message import Attributes

__all__ = ["IppClient"]

_PORT: Final = 631
_MEDIA: Final = "application/ipp"
_LIMIT: Final = 1 << 20
_CONNECT_S: Final = 2.0
_ASK_S: Final = 4.0
_USER: Final = "kiosk"
_FIRST_REFUSAL: Final = 0x0100  # status codes below are successful-ok and its shades
_SCHEMES: Final = {"ipp": "http", "ipps": "https"}


class IppClient:
    """One printer, used by one thread. Calls raise SheetsGone, SheetsGarbled, SheetsRefused."""

    def __init__(self, address: str, *, ca: str = "", connect_s: float = _CONNECT_S, ask_s: float = _ASK_S) -> None:
        """Take the address apart; nothing is opened yet. Raises ValueError where it is none."""
        parts = urlsplit(address)
        if parts.scheme not in _SCHEMES or not parts.hostname or parts.username or parts.query or parts.fragment:
            raise ValueError("an A4 printer's address is ipp://HOST[:PORT]/PATH or ipps://HOST[:PORT]/PATH")
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        self._printer = f"{parts.scheme}://{host}:{parts.port or _PORT}{parts.path or '/ipp/print'}"
        self._url = self._printer.replace(parts.scheme, _SCHEMES[parts.scheme], 1)
        self._connect_s, self._ask_s = connect_s, ask_s
        self._numbers = count(1)
        self._adapter = DeadlineAdapter()
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.verify = ca or True
        self._session.mount("http://", self._adapter)
        self._session.mount("https://", self._adapter)

    def ask(
        self,
        operation: Operation,
        about: Attributes,
        job: Attributes | None = None,
        *,
        document: bytes = b"",
        within_s: float = 0.0,
    ) -> Message:
        """Send one request and return the printer's answer; `about` are operation attributes, `job` a job's.

        `within_s` bounds the whole call (0: what a question may take). SheetsGone tells by `sent` whether the printer
        may have received something.
        """
        number = next(self._numbers) % 2**31
        groups = [Group(Tag.OPERATION, self._preface() | about)]
        if job:
            groups.append(Group(Tag.JOB, job))
        request = encode(Message(operation, number, tuple(groups), document))
        answer = self._read(self._exchange(request, within_s or self._ask_s))
        if answer.number != number:
            raise SheetsGarbled("an answer to another request")
        if answer.code >= _FIRST_REFUSAL:
            raise SheetsRefused(answer.code)
        return answer

    def close(self) -> None:
        """Close the connection."""
        self._session.close()

    def _preface(self) -> Attributes:
        return {
            "attributes-charset": ((Tag.CHARSET, "utf-8"),),
            "attributes-natural-language": ((Tag.LANGUAGE, "zh-cn"),),
            "printer-uri": uri(self._printer),
            "requesting-user-name": name(_USER),
        }

    def _exchange(self, request: bytes, within_s: float) -> bytes:
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

    @staticmethod
    def _read(body: bytes) -> Message:
        try:
            return parse(body)
        except IppGarbled as garbled:
            raise SheetsGarbled(str(garbled)) from garbled


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
