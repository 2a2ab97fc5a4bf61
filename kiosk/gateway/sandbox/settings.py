"""How the sandbox is set: what a demonstration or a test may change while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.register import Register

__all__ = ["Settings"]

DEFAULTS: dict[str, Any] = {
    "enrolment": "open",  # open: a terminal is enrolled at its first word; code: only with a one-time code
    "approval": "auto",  # auto: a right code is enough; window: somebody admits the terminal at the window
    "review": "instant",  # instant: a case is accepted (受理) on receipt; staged: received (收件), later accepted
    "signature_window_s": 0,  # how old a request's signature may be; 0: any age
    "retired_schemas": [],  # of sealed bodies, such as kiosk.case/1
    "yellow_percent": 20,  # a case's light is yellow when so much of its time is left, or so many working days
    "yellow_days": 1,
    "clock_ahead_s": 0,  # by how much the platform's clock is ahead of the machine's
    "feed_days": 30,  # how long what is published is valid
    "heartbeat_s": 60,
    "units": {},  # where terminals stand: {terminal: {county, town, village}}, for the ranking of a month
    "places_live": False,  # whether the other terminals on the map tell how they are
}


class Settings:
    """Kept in the register, so that a platform that was killed comes back as it was."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - JSON
        if name not in DEFAULTS:
            raise AttributeError(name)
        return self._register.get(f"setting.{name}", DEFAULTS[name])

    def change(self, wishes: dict[str, Any]) -> dict[str, Any]:
        """Set what is wished, of the same types as the defaults; return all. Raises ValueError."""
        for name, value in wishes.items():
            if name not in DEFAULTS or type(value) is not type(DEFAULTS[name]):
                raise ValueError(name)
        for name, value in wishes.items():
            self._register.put(f"setting.{name}", value)
        return {name: getattr(self, name) for name in DEFAULTS}
