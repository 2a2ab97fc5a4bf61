"""Ask a driverless printer (RFC 8011 §4): one call, one answer to it.

`ipp://host:631/ipp/print` is plain; `ipps://` is TLS, and the printer's certificate must lead to `ca` (a file) or to a
public authority.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from drivers.errors import SheetsGarbled, SheetsRefused
from drivers.ipp.codes import Tag
from drivers.ipp.encode import encode, name, uri
from drivers.ipp.message import Group, Message
from drivers.ipp.parse import parse
from drivers.ipp.stream import IppGarbled
from drivers.sheets.ipp_wire import IppWire

if TYPE_CHECKING:
    from drivers.ipp.codes import Operation
    from drivers.ipp.message import Attributes

__all__ = ["IppClient"]

_PORT: Final = 631
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
        self._ask_s = ask_s
        self._numbers = count(1)
        url = self._printer.replace(parts.scheme, _SCHEMES[parts.scheme], 1)
        self._wire = IppWire(url, ca, connect_s)

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
        answer = self._read(self._wire.exchange(request, within_s or self._ask_s))
        if answer.number != number:
            raise SheetsGarbled("an answer to another request")
        if answer.code >= _FIRST_REFUSAL:
            raise SheetsRefused(answer.code)
        return answer

    def close(self) -> None:
        """Close the connection."""
        self._wire.close()

    def _preface(self) -> Attributes:
        return {
            "attributes-charset": ((Tag.CHARSET, "utf-8"),),
            "attributes-natural-language": ((Tag.LANGUAGE, "zh-cn"),),
            "printer-uri": uri(self._printer),
            "requesting-user-name": name(_USER),
        }

    @staticmethod
    def _read(body: bytes) -> Message:
        try:
            return parse(body)
        except IppGarbled as garbled:
            raise SheetsGarbled(str(garbled)) from garbled
