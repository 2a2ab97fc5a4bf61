"""The connection to the PC/SC service: lost when pcscd dies, made anew when it is back.

A context never recovers from a restart of pcscd, and SCardIsValidContext says it is valid all the same: so any
refusal of the service ends the context.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from smartcard import scard

from drivers.errors import ReaderGone
from drivers.readers.pcsc_codes import refusal
from drivers.readers.pcsc_slot import SlotState

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PcscService"]

_PLUG_AND_PLAY = "\\\\?PnP?\\Notification"  # a pseudo reader that changes when readers come and go
_BACK_OFF_S = (0.05, 0.1, 0.25)  # pcscd needs half a second to find the card again: together below one second
_NO_READERS = scard.SCARD_E_NO_READERS_AVAILABLE
_NOTHING_NEW = (scard.SCARD_E_TIMEOUT, scard.SCARD_E_CANCELLED, scard.SCARD_E_UNKNOWN_READER)


class PcscService:
    """One SCARDCONTEXT, renewed by itself. For one thread at a time."""

    def __init__(self) -> None:
        self._context: int | None = None
        self._failures = 0
        self._closed = threading.Event()

    def context(self) -> int:
        """Return the living context, made anew if need be. Raises ReaderGone while the service is down."""
        if self._context is None:
            code, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
            if code != scard.SCARD_S_SUCCESS:
                raise ReaderGone(str(refusal("establish context", code)))
            self._context = context
            self._failures = 0
        return self._context

    def readers(self) -> list[str]:
        """List the attached readers. Raises ReaderGone."""
        code, readers = scard.SCardListReaders(self.context(), [])
        if code == _NO_READERS:
            return []
        if code != scard.SCARD_S_SUCCESS:
            raise self._lost("list readers", code)
        return list(readers)

    def changes(self, known: Mapping[str, SlotState], timeout_s: float) -> dict[str, SlotState]:
        """Wait until a reader differs from its `known` state, readers come or go, or time is over.

        Returns the readers that differ, with their new state. Raises ReaderGone.
        """
        asked = [(_PLUG_AND_PLAY, scard.SCARD_STATE_UNAWARE), *((name, slot.flags) for name, slot in known.items())]
        code, answers = scard.SCardGetStatusChange(self.context(), round(timeout_s * 1000), asked)
        if code in _NOTHING_NEW:
            return {}
        if code != scard.SCARD_S_SUCCESS:
            raise self._lost("get status change", code)
        return {
            name: SlotState(flags & ~scard.SCARD_STATE_CHANGED, bytes(atr))
            for name, flags, atr in answers
            if name != _PLUG_AND_PLAY and flags & scard.SCARD_STATE_CHANGED
        }

    def back_off(self, longest_s: float) -> None:
        """Wait before the service is asked again: longer after each failure, at most `longest_s`."""
        pause_s = _BACK_OFF_S[min(self._failures, len(_BACK_OFF_S) - 1)]
        self._failures += 1
        self._closed.wait(min(pause_s, longest_s))

    def close(self) -> None:
        """Release the context."""
        self._closed.set()
        self._release()

    def _lost(self, doing: str, code: int) -> ReaderGone:
        self._release()
        return ReaderGone(str(refusal(doing, code)))

    def _release(self) -> None:
        if self._context is not None:
            scard.SCardReleaseContext(self._context)
            self._context = None
