"""The one place that decides: holds the state, takes events, sends errands."""

from kiosk.attendant.machine import Attendant
from kiosk.attendant.turn import Policy

__all__ = ["Attendant", "Policy"]
