"""What a round of the courier did, told to whoever called for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.gateway.errors import KeyUnknown, LineError, Revoked

if TYPE_CHECKING:
    from kiosk.domain.case import Acknowledgement, Received
    from kiosk.gateway.errors import GatewayError

__all__ = ["CourierReport"]


@dataclass(slots=True)
class CourierReport:
    """What one round did. `online` None when nothing was tried; `code` is the last fault, "" when all went well.

    `revoked` tells that the centre has shut this terminal out, or (False) that it has not; `wake` what is to be
    fetched of it: feeds, `device`, `changes`.
    """

    delivered: list[Acknowledgement | Received] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)
    dead: list[str] = field(default_factory=list)
    postponed: int = 0
    rated: int = 0
    online: bool | None = None
    code: str = ""
    revoked: bool | None = None
    wake: set[str] = field(default_factory=set)

    def met(self, error: GatewayError) -> None:
        """Take down what stood in the way."""
        self.online, self.code = not isinstance(error, LineError), error.code
        if isinstance(error, Revoked):
            self.revoked = True
        if isinstance(error, KeyUnknown):
            self.wake.add("device")
