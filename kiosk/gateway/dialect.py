"""How one province's platform words the contract: where things are, and how its answers are read."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.gateway.errors import Misconfigured

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kiosk.domain.case import Acknowledgement, Holding, Received
    from kiosk.gateway.port import Changes, PlatformCard, PulseAnswer

__all__ = ["Dialect", "load_dialect"]


@dataclass(frozen=True, slots=True)
class Dialect:
    """Targets (path and query, with {id}, {name} or {cursor}) and readers of answers.

    A reader takes the JSON object of an answer and raises KeyError, TypeError or ValueError when it is not as agreed.
    """

    case: str
    supplement: str
    blob: str
    rating: str
    tally: str
    holdings: str
    inquiry: str
    feed: str
    changes: str
    device: str
    heartbeat: str
    health: str
    receipt_keys: str
    read_acknowledgement: Callable[[Mapping[str, Any]], Acknowledgement | Received]
    read_supplement: Callable[[Mapping[str, Any]], Received]
    read_holdings: Callable[[Mapping[str, Any]], tuple[Holding, ...]]
    read_inquiry: Callable[[Mapping[str, Any]], Mapping[str, Any]]
    read_changes: Callable[[Mapping[str, Any]], Changes]
    read_device: Callable[[Mapping[str, Any]], PlatformCard]
    read_pulse: Callable[[Mapping[str, Any]], PulseAnswer]


def load_dialect(name: str) -> Dialect:
    """Load kiosk/gateway/dialects/<name>.py. Raises Misconfigured when there is no such file."""
    if name not in {path.stem for path in (Path(__file__).parent / "dialects").glob("[a-z]*.py")}:
        raise Misconfigured("no such dialect")
    dialect: Dialect = importlib.import_module(f"kiosk.gateway.dialects.{name}").DIALECT
    return dialect
