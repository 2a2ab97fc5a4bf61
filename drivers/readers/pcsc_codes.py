"""What each PC/SC status code means to a reading: the one table that turns foreign errors into ours.

Codes and names: pcsclite.h; which of them appear when: measured with pcscd 1.9.9.
"""

from __future__ import annotations

from drivers.errors import CardGarbled, CardMute, CardUnknown, CardWithdrawn, DeviceError, ReaderGone

__all__ = ["refusal"]

_MEANINGS: dict[int, tuple[str, type[DeviceError]]] = {
    0x80100069: ("REMOVED_CARD", CardWithdrawn),
    0x80100068: ("RESET_CARD", CardWithdrawn),  # another program reset it: whatever was read is void
    0x80100067: ("UNPOWERED_CARD", CardWithdrawn),
    0x8010000C: ("NO_SMARTCARD", CardWithdrawn),
    0x80100016: ("NOT_TRANSACTED", CardWithdrawn),
    0x8010002F: ("COMM_DATA_LOST", CardWithdrawn),
    0x80100066: ("UNRESPONSIVE_CARD", CardMute),
    0x8010000A: ("TIMEOUT", CardMute),
    0x8010000B: ("SHARING_VIOLATION", CardMute),  # left behind by a worker that was killed over a mute card
    0x80100010: ("NOT_READY", CardMute),
    # The reader refuses the APDU while the card is still there, as one without extended length does: whoever reads
    # the card again sends shorter ones.
    0x80100004: ("INVALID_PARAMETER", CardGarbled),
    0x80100008: ("INSUFFICIENT_BUFFER", CardGarbled),
    0x80100011: ("INVALID_VALUE", CardGarbled),
    0x8010001F: ("UNSUPPORTED_FEATURE", CardGarbled),
    0x80100065: ("UNSUPPORTED_CARD", CardUnknown),
    0x8010000F: ("PROTO_MISMATCH", CardUnknown),
    0x8010001D: ("NO_SERVICE", ReaderGone),
    0x8010001E: ("SERVICE_STOPPED", ReaderGone),
    0x80100003: ("INVALID_HANDLE", ReaderGone),
    0x80100009: ("UNKNOWN_READER", ReaderGone),
    0x80100013: ("COMM_ERROR", ReaderGone),
    0x80100017: ("READER_UNAVAILABLE", ReaderGone),
    0x8010002E: ("NO_READERS_AVAILABLE", ReaderGone),
}


def refusal(doing: str, code: int) -> DeviceError:
    """Return the error to raise when the PC/SC call `doing` came back with `code`; an unknown code is ReaderGone."""
    unsigned = code & 0xFFFFFFFF
    name, error = _MEANINGS.get(unsigned, (f"{unsigned:08X}", ReaderGone))
    return error(f"{doing}: {name}")
