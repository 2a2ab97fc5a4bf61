"""Cards that nobody can read: one that talks nonsense, one of a foreign kind."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drivers.lab.cards.card import VirtualCard

__all__ = ["GarbledCard", "StrangeCard"]


class GarbledCard:
    """Fits VirtualCard: a worn card, whose status words are right and whose bodies are noise (of a fixed seed).

    `at` is the one APDU, counted from 1, whose body is noise; 0 spoils every one.
    """

    def __init__(self, card: VirtualCard, at: int = 0) -> None:
        self._card = card
        self._at = at
        self._number = 0
        self._noise = random.Random(1)  # noqa: S311 - noise, not a secret
        self.atr = card.atr

    def reset(self) -> None:
        """Reset the worn card."""
        self._card.reset()

    def answer(self, apdu: bytes) -> bytes:
        """Answer with as many bytes as the card means to say."""
        answer = self._card.answer(apdu)
        self._number += 1
        if self._at not in {0, self._number}:
            return answer
        return self._noise.randbytes(len(answer) - 2) + answer[-2:]


class StrangeCard:
    """Fits VirtualCard: a chip that knows none of our commands."""

    atr = bytes.fromhex("3B6500002063CB6600")

    def reset(self) -> None:
        """Nothing to forget."""

    def answer(self, apdu: bytes) -> bytes:  # noqa: ARG002 - it listens to nothing
        """Refuse the command."""
        return b"\x6d\x00"
