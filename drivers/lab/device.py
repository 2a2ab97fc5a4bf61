"""What every piece of lab hardware offers to the demo's control desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LabDevice"]


class LabDevice(Protocol):
    """The hardware's side of one wire, with hands to work it."""

    def start(self) -> dict[str, str]:
        """Begin to serve; returns the options that a profile's driver needs to find this device."""

    def command(self, words: Sequence[str]) -> dict[str, object]:
        """Do what a person would do with the device; returns the new state.

        Raises ValueError with a usage line for words that are no command.
        """

    def state(self) -> dict[str, object]:
        """Tell what can be seen of the device, in plain JSON values."""

    def stop(self) -> None:
        """End serving and release everything; harmless when not started."""
