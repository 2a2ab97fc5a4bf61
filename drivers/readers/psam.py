"""The key of 社会保障卡 3.0 in a PSAM: a second smart card in a slot of its own, behind PC/SC.

Whatever the PSAM computes stays its own business (its scheme is not public): bytes of the question go in, the
cryptogram that comes out goes to the card.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.apdu import Conversation, select_name
from drivers.errors import CardNeedsPsam, DeviceError
from drivers.protocols import HolderAnswer

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from drivers.protocols import CardChannel, HolderQuestion

__all__ = ["PsamAuthority"]

_DIRECTORY = bytes.fromhex("D15600000590")
_DIVERSIFY = bytes.fromhex("BFDE481218")
_ENCRYPT = bytes.fromhex("80FA000008")
_FACTOR = 8


class PsamAuthority:
    """Fits CardAuthority. Connects for each question, so that a PSAM may be exchanged while the terminal runs."""

    def __init__(self, open_slot: Callable[[], AbstractContextManager[CardChannel]]) -> None:
        self._open_slot = open_slot

    def answer(self, question: HolderQuestion) -> HolderAnswer:
        """Have the PSAM answer the card's challenge in 3 APDUs (5 on T=0); the card's own proof stays unchecked.

        Raises CardNeedsPsam when there is no such slot, it is empty or holds another card, or the PSAM refuses.
        """
        try:
            with self._open_slot() as channel:
                return _ask(Conversation(channel), question)
        except CardNeedsPsam:
            raise
        except DeviceError as error:
            raise CardNeedsPsam(f"the PSAM is not there: {error.code}") from None


def _ask(psam: CardChannel, question: HolderQuestion) -> HolderAnswer:
    if not psam.transmit(select_name(_DIRECTORY)).ok:
        raise CardNeedsPsam("the slot holds no PSAM")
    # The card is known by the last 8 bytes of its ATR, its region by six digits and the SSSE's own two letters.
    factors = question.atr[-_FACTOR:] + question.region.encode("ascii") + b"sx" + question.external_factor
    if not psam.transmit(_DIVERSIFY + factors).ok:
        raise CardNeedsPsam("the PSAM has no key RKSSSE for this card")
    answer = psam.transmit(_ENCRYPT + question.external_random)
    if not answer.ok or len(answer.data) != _FACTOR:
        raise CardNeedsPsam("the PSAM does not answer the challenge")
    return HolderAnswer(internal=b"", external=answer.data + question.external_random)
