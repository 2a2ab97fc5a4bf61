"""Benches for card tests: channels that say what they are told to, and benches with a reader and a hand."""

from drivers.errors import DeviceError
from drivers.lab.people import person
from drivers.lab.reader import KINDS
from drivers.reading import read_card
from drivers.types import CardReading, ResponseApdu

SELECT = bytes.fromhex("00A404000F7378312E73682EC9E7BBE1B1A3D5CF")
"""What every card answers somehow."""


class ScriptedChannel:
    """Fits CardChannel: answers with what `say` returns for each APDU (body and status word in hex or bytes)."""

    atr = b"\x3b\x00"

    def __init__(self, say):
        self._say = say
        self.heard = []

    def transmit(self, apdu, deadline_s=2.0):
        self.heard.append(apdu)
        answer = self._say(apdu)
        answer = bytes.fromhex(answer) if isinstance(answer, str) else answer
        return ResponseApdu(answer[:-2], int.from_bytes(answer[-2:], "big"))


def script(*answers):
    """Return a channel that gives these answers one after the other."""
    left = iter(answers)
    return ScriptedChannel(lambda _: next(left))


def make(kind, who="zhao"):
    """Make the virtual card of that kind for one of the lab's people."""
    return KINDS[kind](person(who))


def outcome(act, kind=CardReading):
    """Return what `act` returned, of the `kind` it should be, or the code of its typed refusal.

    Any other exception fails the test by itself.
    """
    try:
        result = act()
    except DeviceError as error:
        return error.code
    assert isinstance(result, kind)
    return result


def read_through(channel):
    """Read a whole card over `channel`."""
    return read_card(channel, lambda part: None)


def disturbed(reader, disturb, *apdus):
    """Connect, exchange one APDU, let `disturb` happen, exchange `apdus`, and let the reader end the connection."""
    with reader.connect() as channel:
        channel.transmit(SELECT)
        disturb()
        for apdu in apdus:
            channel.transmit(apdu)


def read_in(reader):
    """Read the card that is in `reader`."""
    with reader.connect() as channel:
        return read_through(channel)
