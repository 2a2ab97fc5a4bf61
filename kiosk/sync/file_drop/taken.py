"""What became of one batch that came down."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.sync.file_drop.answers import Settled

__all__ = ["ANSWERS", "Taken"]

ANSWERS = "answers.json"


@dataclass(slots=True)
class Taken:
    """What became of one batch. `code` says why it was kept out, "" when it was not.

    `foreign`: it is for another terminal, and was left alone. `again`: it was in effect before. `refused` are files
    that are whole but not believed, with the codes.
    """

    batch_id: str
    code: str = ""
    foreign: bool = False
    again: bool = False
    settled: Settled = field(default_factory=Settled)
    damaged: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether everything that could be taken was, so that the centre need not say it again."""
        left = self.damaged or self.settled.unproven or ANSWERS in self.refused
        return not (self.code or self.foreign or left)
