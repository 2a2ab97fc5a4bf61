"""The desk behind the glass, as the glass needs it: what a tap can ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer

__all__ = ["Desk"]


class Desk(Protocol):
    """Serves one person at a time; the attendant is one, and a test's note-taker another."""

    def begin(self) -> None:
        """Leave the attract screen."""

    def browse(self, category: str) -> None:
        """Show home ("") or a list of services: a category, or "all"."""

    def choose(self, item_id: str) -> None:
        """Choose a service item."""

    def answer(self, answer: Answer) -> None:
        """Answer the step on the screen."""

    def rate(self, level: int) -> None:
        """Rate, 5 best; 0 skips."""

    def back(self) -> None:
        """Go one step back."""

    def leave(self) -> None:
        """End the visit."""

    def stay(self) -> None:
        """Go on after the idle warning."""

    def again(self) -> None:
        """Print again, or try again."""

    def list_missing(self) -> None:
        """Print the list of what is missing."""

    def sheets(self) -> None:
        """Print the A4 papers of the case."""

    def finish(self) -> None:
        """Give the card back and rate."""

    def reads_large(self, large: bool) -> None:  # noqa: FBT001 - a wish by itself
        """Know that this person reads large type."""

    def touched(self) -> None:
        """Somebody is here."""
