"""Find out whom one speaks with: the family by its real-time answers, then what it is called and how it proves.

No question prints anything: DLE EOT and DLE DC4 are obeyed or dropped at once; those that wait in line (GS I, GS ( H)
are put to a ready printer alone, between two ESC @, which clear a line that an unknown command may have begun.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from drivers.printers.commands import INITIALISE, PAPER_SENSOR, PURGE, PURGED, process_id
from drivers.printers.dialect import AUTO, Query, dialects, load_dialect

if TYPE_CHECKING:
    from drivers.printers.conversation import Conversation
    from drivers.printers.dialect import Dialect

__all__ = ["Manner", "Wishes", "find_manner", "learn_more"]

_ALIVE = Query(b"\x10\x04\x01", ((0x12, 0x12),))
"""DLE EOT 1 with what all families have in common."""

_SENSOR = Query(PAPER_SENSOR, ((0x90, 0x00),))
_NAME_MOST = 81
_PROBE = process_id(b"?!", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How to deal with one printer. `proof` is process-id or sensor; auto until it could be asked."""

    dialect: Dialect
    purges: bool
    proof: str
    model: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a profile says of the printer: the `dialect`, `purge` (yes, no) and `proof`; auto is to be found out."""

    dialect: str = AUTO
    purge: str = AUTO
    proof: str = AUTO


def find_manner(talk: Conversation, wishes: Wishes) -> Manner:
    """Recognise the printer by real-time questions alone; its buffers are purged where it can be done.

    Raises PrinterGone when it does not answer.
    """
    if wishes.dialect == AUTO:
        talk.overheard(b"", _ALIVE, 0)
    return _manner(talk, _family(talk) if wishes.dialect == AUTO else load_dialect(wishes.dialect), wishes)


def learn_more(talk: Conversation, manner: Manner, wishes: Wishes) -> Manner:
    """Ask a ready printer its model and how it proves; a family that its model names goes before a guess.

    Returning means that all it was given before is on paper. Raises PrinterGone when it does not tell in time.
    """
    model = _model(talk)
    named = next((known for known in _ranked() if any(word in model.upper() for word in known.models)), None)
    if wishes.dialect == AUTO and named is not None and named is not manner.dialect:
        manner = _manner(talk, named, wishes)
    proof = manner.proof
    if proof == AUTO:
        request, echo = _PROBE
        heard = talk.overheard(INITIALISE + request + INITIALISE, _SENSOR, len(echo))
        proof = "process-id" if heard == echo else "sensor"
    return replace(manner, proof=proof, model=model)


def _manner(talk: Conversation, dialect: Dialect, wishes: Wishes) -> Manner:
    told = {"answered": "yes", "none": "no"}.get(dialect.purge, AUTO) if wishes.purge == AUTO else wishes.purge
    purges = told == "yes"
    if told == AUTO:
        purges = talk.overheard(PURGE, dialect.queries[0], len(PURGED)) == PURGED
    if told == "yes":
        talk.purge()
    return Manner(dialect=dialect, purges=purges, proof=dialect.proof if wishes.proof == AUTO else wishes.proof)


def _ranked() -> list[Dialect]:
    return sorted(dialects().values(), key=lambda known: (known.rank, known.name))


def _family(talk: Conversation) -> Dialect:
    """Return the first family all of whose signature is heard; those without one say nothing of themselves."""
    heard: dict[bytes, bytes] = {}
    for known in _ranked():
        for trait in known.signature:
            question = Query(trait.ask, trait.reply)
            if trait.ask not in heard:
                heard[trait.ask] = talk.overheard(trait.ask, _ALIVE, max(1, len(trait.reply)))
            if not question.admits(heard[trait.ask]):
                break
        else:
            if known.signature:
                return known
    return dialects()["generic"]


def _model(talk: Conversation) -> str:
    """Return maker and model as the printer tells them, "" where it does not; a number where it has no words."""
    words = []
    for number in (66, 67):
        said = talk.overheard(INITIALISE + b"\x1dI" + bytes((number,)) + INITIALISE, _SENSOR, _NAME_MOST)
        if said[:1] == b"\x5f" and said[-1:] == b"\0":
            words.append(said[1:-1].decode("ascii", "replace").strip())
    if not any(words):
        said = talk.overheard(INITIALISE + b"\x1dI\x01" + INITIALISE, _SENSOR, 1)
        words = [f"{said.hex().upper()}h"] if said else []
    return " ".join(word for word in words if word)
