"""One card connected through PC/SC, for us alone.

Exclusive rather than shared with a transaction: after a worker was killed over a mute card, a shared connect would
block as the worker did; an exclusive one is refused at once (SHARING_VIOLATION) until the card is pulled.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from smartcard import scard

from drivers.errors import CardWithdrawn
from drivers.readers.pcsc_codes import refusal
from drivers.types import ResponseApdu

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["PcscChannel", "connected"]

_STATUS_WORD = 2


class PcscChannel:
    """Fits CardChannel; `evidence` says where the card lies: `reader`, and `interface` where it is known.

    No deadline can be kept from inside: SCardTransmit waits for a mute card for ever and SCardCancel does not
    reach it. Whoever started this process keeps the deadline and kills it.
    """

    def __init__(self, handle: int, protocol: int, atr: bytes, evidence: Mapping[str, str]) -> None:
        self._handle = handle
        self._protocol = scard.SCARD_PCI_T1 if protocol == scard.SCARD_PROTOCOL_T1 else scard.SCARD_PCI_T0
        self.atr = atr
        self.evidence = evidence

    def transmit(self, apdu: bytes, deadline_s: float = 2.0) -> ResponseApdu:  # noqa: ARG002 - see the class
        """Exchange one APDU. Raises CardWithdrawn, CardMute, ReaderGone; CardGarbled when the reader refuses it."""
        code, answer = scard.SCardTransmit(self._handle, self._protocol, list(apdu))
        if code != scard.SCARD_S_SUCCESS:
            raise refusal("transmit", code)
        if len(answer) < _STATUS_WORD:  # what the first APDU after a pull gets
            raise CardWithdrawn("transmit: empty answer")
        return ResponseApdu(bytes(answer[:-2]), answer[-2] << 8 | answer[-1])


@contextmanager
def connected(context: int, reader: str, evidence: Mapping[str, str]) -> Iterator[PcscChannel]:
    """Connect to the card in `reader`. Raises CardError, ReaderGone.

    The card is left as it is at the end: resetting one that was exchanged meanwhile makes pcscd 1.9.9 believe in it
    for ever, even when it has been taken out.
    """
    code, handle, protocol = scard.SCardConnect(
        context, reader, scard.SCARD_SHARE_EXCLUSIVE, scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
    )
    if code != scard.SCARD_S_SUCCESS:
        raise refusal("connect", code)
    try:
        code, _, _, _, atr = scard.SCardStatus(handle)
        if code != scard.SCARD_S_SUCCESS:
            raise refusal("status", code)
        yield PcscChannel(handle, protocol, bytes(atr), evidence)
    finally:
        scard.SCardDisconnect(handle, scard.SCARD_LEAVE_CARD)
