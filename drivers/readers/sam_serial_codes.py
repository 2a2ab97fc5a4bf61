"""What each status (SW3) of a SAM_V module means to a reading (GA 467)."""

from __future__ import annotations

from drivers.errors import CardGarbled, CardWithdrawn, DeviceError, SamRefused

__all__ = ["FOUND", "LINE_NOISE", "NO_SUCH_ITEM", "OK", "refusal"]

OK, FOUND, NO_SUCH_ITEM = 0x90, 0x9F, 0x91
LINE_NOISE = frozenset({0x10, 0x11})
"""What the module answers to a command that came to it garbled: no fault of the card's."""

_MEANINGS: dict[int, tuple[str, type[DeviceError]]] = {
    0x10: ("check byte wrong", CardGarbled),
    0x11: ("length wrong", CardGarbled),
    0x21: ("no such command", CardGarbled),
    0x24: ("unknown command", CardGarbled),
    0x31: ("the card did not accept the module", CardGarbled),
    0x32: ("the module did not accept the card", CardGarbled),
    0x33: ("verification failed", CardGarbled),
    0x40: ("no card of this kind", CardGarbled),
    0x41: ("reading failed", CardGarbled),
    0x47: ("no random number", CardGarbled),
    0x60: ("self test failed", SamRefused),
    0x66: ("not authorised", SamRefused),
    0x80: ("no card", CardWithdrawn),
    0x81: ("selection failed", CardGarbled),
    0x91: ("no such item on this card", CardGarbled),
}


def refusal(doing: str, status: int) -> DeviceError:
    """Return the error to raise when the module answered `status` (SW3); an unknown one is CardGarbled."""
    name, error = _MEANINGS.get(status, ("unknown status", CardGarbled))
    return error(f"{doing}: {status:02X} {name}")
