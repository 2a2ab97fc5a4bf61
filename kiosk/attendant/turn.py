"""One turn of the attendant: from a state and an event to the next state and the errands it sends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kiosk.attendant.vault import Kept
    from kiosk.domain.errands import Errand
    from kiosk.domain.person import Identity
    from kiosk.domain.state import State
    from kiosk.journeys.catalogue import Catalogue
    from kiosk.journeys.protocol import Moment
    from kiosk.journeys.walk import Walk

__all__ = ["Context", "Handler", "Policy", "Table", "Turn"]


@dataclass(frozen=True, slots=True)
class Policy:
    """How long the attendant waits, in seconds."""

    idle_s: float = 45
    warning_s: int = 20
    acknowledge_s: float = 6
    farewell_s: int = 6
    card_s: int = 60
    rating_s: int = 20
    trouble_s: int = 20


@dataclass(slots=True)
class Context:
    """What a handler may look at besides the state: the visit's number, whether a card lies there, and the rules.

    While the `reader_lost`, whether a card lies there is unknown. `seconds` counts ticks in the present state.
    `helper` is who stands beside the citizen of this visit, "" nobody;
    `acting` while somebody does it for another, `agent` once their own card was read.
    `large`: this person reads large type. While `intake_closed`, no new case is taken;
    while `shut_out` by the centre, nobody is served. `kept` is what this visit has shown for matters that are filed.
    `imprint` is that of the citizen's own card (drivers.types.CardReading), b"" where there is no draft to be had;
    `drafted` while one may lie on the disk.
    `opened` are the frequent questions, by item, that were opened in the visit of this number.
    """

    catalogue: Catalogue
    walk: Walk
    moment: Callable[[], Moment]
    policy: Policy
    visit: int = 1
    card_present: bool = False
    reader_lost: bool = False
    seconds: int = 0
    large: bool = False
    intake_closed: bool = False
    shut_out: bool = False
    helper: str = ""
    acting: bool = False
    agent: Identity | None = None
    kept: tuple[Kept, ...] = ()
    imprint: bytes = field(default=b"", repr=False)
    drafted: bool = False
    opened: tuple[int, frozenset[tuple[str, str]]] = (0, frozenset())

    def alone(self) -> None:
        """Know of nobody beside the citizen, or in their place."""
        self.helper, self.acting, self.agent = "", False, None

    def stays(self, identity: Identity) -> bool:
        """Whether this person is still here, as far as a card can tell: who came without one goes by leaving."""
        return self.card_present or identity.cardless


@dataclass(frozen=True, slots=True)
class Turn:
    """The outcome of one event."""

    state: State
    errands: tuple[Errand, ...] = field(default=())


# The table pairs each handler with the very state and event types it takes, so Any is exact where it is used.
Handler = Callable[[Context, Any, Any], Turn]
Table = dict[tuple[type, type], Handler]
