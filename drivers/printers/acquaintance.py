"""What a driver knows of the printer at the other end, and whether that still holds what it was given before."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from drivers.errors import PrinterGone
from drivers.printers.conversation import Conversation
from drivers.printers.dialect import AUTO
from drivers.printers.manner import find_manner, learn_more
from drivers.printers.status import UNAVAILABLE
from drivers.types import PrinterState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drivers.printers.line import Line
    from drivers.printers.manner import Manner, Wishes
    from drivers.types import PrinterStatus

__all__ = ["Acquaintance"]

_STRANGE = 3  # conversations in a row that broke off, after which somebody else may be at the other end


class Acquaintance:
    """One printer over the life of its driver; every operation is a conversation from `talk`.

    `clean`: it holds nothing of ours and owes no answer. `drained`: the first of it is proven, for a printer without
    the purge. Both are False at the beginning: who ran before us is unknown. `manner` is how it is dealt with,
    `took_ms` how long each answer of the last status took, `refusal` why the last conversation ended early.
    """

    def __init__(self, line: Line, wishes: Wishes, *, answer_s: float, stall_s: float) -> None:
        self.manner: Manner | None = None
        self.clean = self.drained = False
        self.took_ms: dict[str, float] = {}
        self.refusal = ""
        self._line = line
        self._wishes = wishes
        self._answer_s = answer_s
        self._stall_s = stall_s
        self._recognised = False  # the printer that is there now is the one of `manner`
        self._asked_once = self._learned = False
        self._strange = 0

    @contextmanager
    def talk(self) -> Iterator[Conversation]:
        """Give a conversation with a printer that is known; what ends it early leaves the printer to be cleared.

        After several of them in a row it is recognised anew. Raises PrinterGone.
        """
        try:
            with self._line.use() as link:
                talk = Conversation(link, answer_s=self._answer_s, stall_s=self._stall_s)
                if self.clean and self.manner is not None:
                    talk.dialect = self.manner.dialect
                else:
                    self._begin(talk)
                yield talk
        except BaseException as end:
            self.clean, self.refusal = False, str(end) if isinstance(end, PrinterGone) else type(end).__name__
            self._strange += 1
            if self._strange >= _STRANGE:
                self._recognised = self._asked_once = self._learned = False
            raise
        self.refusal, self._strange = "", 0

    def status(self, talk: Conversation) -> PrinterStatus:
        """Return the state. Raises PrinterGone without proper answers."""
        status = talk.status()
        self.took_ms = talk.took_ms
        if status.state is PrinterState.UNAVAILABLE:
            raise PrinterGone("no proper answer")
        if status.state is PrinterState.READY and self.manner is not None and not self._asked_once:
            self.learn(talk, self.manner)
        return status

    def learn(self, talk: Conversation, guessed: Manner) -> Manner | None:
        """Complete what is known of a ready printer; None when it is too busy to tell in an answer's time."""
        self._asked_once = True
        if self._learned or AUTO not in {self._wishes.dialect, guessed.proof}:
            self._learned = True
            return guessed
        try:
            learned = learn_more(talk, guessed, self._wishes)
            talk.dialect = learned.dialect
            if learned.dialect is not guessed.dialect and talk.status() == UNAVAILABLE:  # its name promises too much
                talk.settle()
                talk.dialect = guessed.dialect
                learned = replace(guessed, proof=learned.proof, model=learned.model)
        except PrinterGone:
            self.clean = False
            return None
        self.manner = learned
        self._learned = self.drained = True
        return learned

    def _begin(self, talk: Conversation) -> None:
        """Meet the printer, or meet it again after an unclean end."""
        if self.manner is None or not self._recognised:
            self.manner = find_manner(talk, self._wishes)
            self._recognised = True
        elif self.manner.purges:
            talk.purge()
        else:
            talk.settle()
        talk.dialect = self.manner.dialect
        if not self.manner.purges and not self.drained and self.manner.dialect.recover:
            talk.recover()
        self.clean = True
