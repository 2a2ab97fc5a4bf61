"""Handing in an enclosure in pieces, from where the centre says it stands; the pieces are as large as the line is good.

A piece that breaks off is lost whole, and each has header fields of its own and waits for its answer: large ones cost
bytes where the line breaks, small ones time where it is far.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Protocol

from kiosk.gateway.errors import LineError, NotThePlatform, OffsetElsewhere, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.gateway.wire import Answer

__all__ = ["LARGE_PIECE", "SMALL_PIECE", "Upload"]

SMALL_PIECE, FIRST_PIECE, LARGE_PIECE = 32 * 1024, 64 * 1024, 256 * 1024
"""After a break, before anything is known, on a good line. On a line that is cut every megabyte half a small piece and
the header fields of all cost less than 4 %."""
GOOD_AFTER, GOOD_AGAIN = 2 * 1024 * 1024, 8 * 1024 * 1024
"""So many bytes without a break make a line good: one that never broke here, one that did."""
MOST_JUMPS = 3
PIECE = {"Content-Type": "application/octet-stream"}
SPOILED = "urn:kiosk:blob-digest"


class Call(Protocol):
    """One exchange with the centre, judged."""

    def __call__(self, method: str, target: str, body: bytes = b"", *, headers: Mapping[str, str]) -> Answer:
        """Return the answer. Raises GatewayError."""
        ...


class Upload:
    """Works over one gateway's calls and remembers how its line was."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._piece, self._good_after = FIRST_PIECE, GOOD_AFTER
        self._unbroken = 0

    def put(self, target: str, sha256: str, body: bytes, *, fresh: bool) -> None:
        """Hand in these bytes; what is `fresh` and fits into one piece is sent without asking first.

        Raises GatewayError.
        """
        jumps, offset, complete = 0, 0, False
        if not fresh or len(body) > self._piece:
            offset, complete = _stands(self._call("HEAD", target, headers={}).headers, len(body))
        while not complete:
            try:
                offset, complete = self._append(target, body, offset)
            except OffsetElsewhere as error:
                offset, complete = _stands(error.headers, len(body))
                jumps += 1
            except Refused as error:
                if error.reason != SPOILED or hashlib.sha256(body).hexdigest() != sha256:
                    raise
                offset, jumps = 0, jumps + 1  # what lay there before was not ours; the centre has dropped it
            if jumps > MOST_JUMPS:
                raise NotThePlatform("the enclosure stands nowhere")

    def _append(self, target: str, body: bytes, offset: int) -> tuple[int, bool]:
        piece = body[offset : offset + self._piece]
        end = offset + len(piece)
        last = end == len(body)
        place = {"Upload-Offset": str(offset), "Upload-Complete": f"?{int(last)}"}
        try:
            answer = self._call("PATCH", target, piece, headers={**PIECE, **place})
        except LineError:
            self._piece, self._good_after, self._unbroken = SMALL_PIECE, GOOD_AGAIN, 0
            raise
        stands, complete = _stands(answer.headers, len(body))
        if not complete and (last or stands != end):
            raise NotThePlatform("the enclosure did not arrive as it was sent")
        self._unbroken += len(piece)
        if self._unbroken >= self._good_after:
            self._piece = LARGE_PIECE
        return stands, complete


def _stands(headers: Mapping[str, str], size: int) -> tuple[int, bool]:
    """Return how many bytes of an enclosure the centre has, and whether that is all. Raises NotThePlatform."""
    text, complete = headers.get("Upload-Offset", ""), headers.get("Upload-Complete") == "?1"
    if not (text.isascii() and text.isdecimal()) or int(text) > size or (complete and int(text) != size):
        raise NotThePlatform("no offset in the answer")
    return int(text), complete
