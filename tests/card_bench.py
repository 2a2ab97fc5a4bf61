"""Benches for card tests: channels that say what they are told to, readers with a hand, and what cards should say."""

from dataclasses import dataclass, field, replace

from drivers.errors import DeviceError
from drivers.lab.cards.card import Faults
from drivers.lab.cards.garbage import GarbledCard
from drivers.lab.cards.loopback import LoopbackReader
from drivers.lab.hsm import LabHsm
from drivers.lab.people import person
from drivers.lab.reader import KINDS
from drivers.protocols import NO_AIDS, ReadingAids
from drivers.reading import read_card
from drivers.types import CardReading, ResponseApdu

SELECT = bytes.fromhex("00A404000F7378312E73682EC9E7BBE1B1A3D5CF")
"""What every card answers somehow."""

UNREADABLE = {"strange"}
SAID = {
    kind: next((said for said in ("shebao", "foreigner", "passport") if kind.startswith(said)), kind)
    for kind in KINDS
    if kind not in UNREADABLE
}
"""What kind of reading each readable card of the lab gives."""


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


def aids_for(card, trust=""):
    """Return all that a card may need to be read in full; `trust` is a folder of anchors."""
    return ReadingAids(key=getattr(card, "key", None), authority=LabHsm(), trust=str(trust))


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


def read_through(channel, aids=NO_AIDS):
    """Read a whole card over `channel`."""
    return read_card(channel, lambda part: None, aids)


def disturbed(reader, disturb, *apdus):
    """Connect, exchange one APDU, let `disturb` happen, exchange `apdus`, and let the reader end the connection."""
    with reader.connect() as channel:
        channel.transmit(SELECT)
        disturb()
        for apdu in apdus:
            channel.transmit(apdu)


def read_in(reader, aids=NO_AIDS):
    """Read the card that is in `reader`."""
    with reader.connect() as channel:
        return read_through(channel, aids)


@dataclass(frozen=True)
class Bench:
    """Two people's cards of one kind over the loopback reader, read with all that they need, and disturbed."""

    kind: str
    trust: str
    people: tuple[str, str] = ("zhao", "ou")
    cards: dict = field(default_factory=dict)

    def card(self, who):
        """Return that person's card: one and the same each time, freshly reset."""
        card = self.cards.setdefault(who, make(self.kind, who))
        card.reset()
        return card

    def read(self, who="zhao", faults=None, *, garbage_at=0, hand=lambda _: None):
        """Read that person's card under these faults, with the noise at one APDU and the hand before each."""
        card = self.card(who)
        worn = GarbledCard(card, garbage_at) if garbage_at else card
        return read_in(LoopbackReader(worn, faults or Faults(), hand), aids_for(card, self.trust))

    def truths(self):
        """Return what each of the two says undisturbed."""
        return [self.read(who) for who in self.people]

    def apdus(self):
        """Return how many APDUs a whole reading takes."""
        return int(self.read().evidence["apdus"])

    def faulty(self, name, number):
        """Read the first person's card with the fault of that name at APDU `number`."""
        if name == "garbage":
            return self.read(garbage_at=number)
        swap = {"swap_to": self.card(self.people[1])} if name == "swap_at" else {}
        return self.read(faults=Faults(**{name: number}, **swap))


def bare(reading):
    """Return a reading without its evidence, to be compared with another of the same card."""
    return replace(reading, evidence={})


def is_told_by(flawed, truth):
    """Whether a reading that does not count says nothing of a person but what is true of this one."""
    fields = ("name", "latin_name", "number", "personal_number", "card_number", "birth", "address", "photo")
    return all(not getattr(flawed, name) or getattr(flawed, name) == getattr(truth, name) for name in fields)
