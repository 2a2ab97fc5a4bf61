"""核对本人 by telephone (F18, F19): the holder's own 网证 under the camera, beside the card that lies on the reader."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kiosk.domain.answers import Go, Pick, Scan
from kiosk.domain.identity_level import level_of, suffices
from kiosk.domain.inquiry import Found
from kiosk.gateway.code_verifier import VERIFY
from kiosk.journeys import proving
from kiosk.journeys.identity import IdentityRefused
from kiosk.journeys.phone_code import LONGEST, asked, vouched
from kiosk.journeys.protocol import NotAccepted
from kiosk.journeys.proving import CODE, WAY, WAYS

if TYPE_CHECKING:
    from kiosk.domain.answers import Answer
    from kiosk.domain.inquiry import Inquiry
    from kiosk.domain.plain_asks import TellAsk
    from kiosk.domain.run import Run
    from kiosk.journeys.protocol import Moment

__all__ = ["STEP"]


class ProveCode:
    """Wanted where the telephone was chosen; a code of somebody else proves nothing."""

    camera = True
    scans = True

    def wanted(self, run: Run) -> bool:
        """Whether the telephone is the way that was chosen."""
        return run.form.get(WAY) == CODE and not suffices(run.item, run.identity)

    def inquiry(self, run: Run, when: Moment) -> Inquiry | None:
        """Ask the verifier whose code it is."""
        del when
        found = run.found.get(VERIFY)
        return found.inquiry if found and found.state == "asking" else None

    def ask(self, run: Run, when: Moment) -> TellAsk:
        """Ask for the code; tell whose it turned out to be."""
        found = run.found.get(VERIFY)
        if found is None:
            return proving.show_code()
        return proving.told_code(run, found, _refusal(run, when))

    def accept(self, run: Run, answer: Answer, when: Moment) -> Run:
        """Take a code, another way, or Go from a code of the card's holder. Raises NotAccepted."""
        found = run.found.get(VERIFY)
        match answer:
            case Scan(text) if found is not None and found.inquiry.what["code"] == text:
                return run  # it still lies there
            case Scan(text) if len(text) <= LONGEST and (found is None or found.state != "asking"):
                return run.learn(Found(asked(text)))
            case Pick(chosen) if chosen == WAYS:
                return replace(_forgotten(run).fill(**{WAY: ""}), index=run.index - 1)
            case Go() if found is not None and found.state == "known" and not _refusal(run, when):
                return _forgotten(replace(run, identity=replace(run.identity, matched="remote")))
            case _:
                raise NotAccepted("answer-out-of-turn")

    def stays(self, run: Run) -> bool:
        """Whether the proof is not there yet."""
        return not suffices(run.item, run.identity)


def _refusal(run: Run, when: Moment) -> str:
    """Return why the answer proves nothing, "" where it names the holder of the card, remotely sure."""
    found = run.found[VERIFY]
    if found.state != "known":
        return ""
    try:
        identity = vouched(found.document, found.inquiry, when.verifier)
    except IdentityRefused as refusal:
        return refusal.code
    if identity.number != run.identity.number:
        return "phone-code-other"
    return "" if level_of(identity) > level_of(run.identity) else "phone-code-strange"


def _forgotten(run: Run) -> Run:
    return replace(run, found={kind: one for kind, one in run.found.items() if kind != VERIFY})


STEP: Final = ProveCode()
