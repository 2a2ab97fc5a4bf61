"""PACE with generic mapping (ICAO 9303-11 §4.4): a short password becomes a strong session.

The nonce that the chip enciphers under the password makes a new generator; keys agreed upon under it are only equal
when both sides knew the password, and the tokens prove it.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Final, Protocol

from drivers.errors import CardGarbled, CardKeyWrong
from drivers.icao import tlv
from drivers.icao.bac import NOT_OFFERED
from drivers.icao.ciphers import MAC_SIZE
from drivers.icao.command import Command
from drivers.icao.groups import group
from drivers.icao.secure_messaging import SecureSession

if TYPE_CHECKING:
    from drivers.icao.card_access import PaceOffer
    from drivers.icao.groups import Group
    from drivers.protocols import CardChannel
    from drivers.types import DocumentKey

__all__ = ["open_by_pace", "token"]

_BY_MRZ, _BY_CAN = 1, 2
_DYNAMIC: Final = 0x7C
_PUBLIC_KEY: Final = 0x7F49
_LONGEST_SHORT: Final = 255
_NONCES: Final = (16, 32)


class _Draw(Protocol):
    """Where private keys come from: the group itself, or a worked example."""

    def __call__(self, group: Group) -> int: ...


def _fresh(group: Group) -> int:
    return group.private_key()


def open_by_pace(channel: CardChannel, offer: PaceOffer, key: DocumentKey, draw: _Draw = _fresh) -> SecureSession:
    """Open the chip with the MRZ information, or with the CAN when that is not known.

    Raises CardKeyWrong when the chip refuses the password or has none of its sort, CardGarbled for everything that
    no chip does which knows the password: keys off the group, a key sent back, a wrong token.
    """
    suite = offer.suite
    if key.mrz:
        reference, secret = _BY_MRZ, hashlib.sha1(key.mrz.encode("ascii"), usedforsecurity=False).digest()
    else:
        reference, secret = _BY_CAN, key.can.encode("ascii")
    _set_template(channel, offer, reference)
    nonce = suite.decrypt(suite.derive(secret, 3), _whole_blocks(_step(channel, b"", 0x80), suite.block))
    parameters = group(offer.parameter_id)
    own = draw(parameters)
    own_public = parameters.public_key(own)
    peer_public = _step(channel, tlv.encode(0x81, own_public), 0x82)
    try:
        mapped = parameters.map(nonce, own, _foreign(peer_public, own_public))
        own = draw(mapped)
        own_public = mapped.public_key(own)
        peer_public = _step(channel, tlv.encode(0x83, own_public), 0x84)
        shared = mapped.agree(own, _foreign(peer_public, own_public))
    except ValueError as error:
        raise CardGarbled(f"PACE: {error}") from None
    mac_key = suite.derive(shared, 2)
    proof = tlv.encode(0x85, token(offer, mac_key, mapped.key_tag, peer_public))
    its_proof = _step(channel, proof, 0x86, last=True)
    if not hmac.compare_digest(its_proof, token(offer, mac_key, mapped.key_tag, own_public)):
        raise CardGarbled("PACE: wrong token")
    return SecureSession(suite, suite.derive(shared, 1), mac_key, bytes(suite.block))


def token(offer: PaceOffer, mac_key: bytes, key_tag: int, public: bytes) -> bytes:
    """Return the authentication token over the other side's public key (9303-11 §4.4.3.4)."""
    template = tlv.encode(_PUBLIC_KEY, tlv.encode(0x06, offer.oid) + tlv.encode(key_tag, public))
    return offer.suite.mac(mac_key, template)[:MAC_SIZE]


def _set_template(channel: CardChannel, offer: PaceOffer, reference: int) -> None:
    template = tlv.encode(0x80, offer.oid) + tlv.encode(0x83, bytes((reference,)))
    if offer.named:
        template += tlv.encode(0x84, bytes((offer.parameter_id,)))
    answer = channel.transmit(Command(0x00, 0x22, 0xC1, 0xA4, template).to_bytes())
    # 63Cx is a warning, how many tries are left: the chip goes on.
    if not answer.ok and answer.sw & 0xFFF0 != 0x63C0:
        refusal = CardKeyWrong if answer.sw == 0x6A88 else CardGarbled
        raise refusal(f"PACE: the chip refused the protocol with {answer.sw:04X}")


def _step(channel: CardChannel, sent: bytes, wanted: int, *, last: bool = False) -> bytes:
    """Do one GENERAL AUTHENTICATE and return the object that it brings."""
    content = tlv.encode(_DYNAMIC, sent)
    extended = len(content) > _LONGEST_SHORT
    command = Command(0x00 if last else 0x10, 0x86, 0, 0, content, 65536 if extended else 256, extended)
    answer = channel.transmit(command.to_bytes())
    if answer.ok:
        return tlv.find(answer.data, _DYNAMIC, wanted)
    if last and answer.sw >> 8 not in NOT_OFFERED:
        raise CardKeyWrong(f"PACE: the chip refused with {answer.sw:04X}")
    raise CardGarbled(f"PACE: {wanted:02X} answered {answer.sw:04X}")


def _whole_blocks(nonce: bytes, block: int) -> bytes:
    if len(nonce) not in _NONCES or len(nonce) % block:
        raise CardGarbled("PACE: no nonce")
    return nonce


def _foreign(peer_public: bytes, own_public: bytes) -> bytes:
    if peer_public == own_public:
        raise ValueError("the chip sent the terminal's key back")
    return peer_public
