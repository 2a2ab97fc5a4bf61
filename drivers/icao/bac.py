"""Basic Access Control (ICAO 9303-11 §4.3): whoever can read the printed zone may read the chip.

Three-pass mutual authentication (ISO 11770-2 mechanism 6) with two-key 3DES in two commands.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING, Final

from drivers.errors import CardGarbled, CardKeyWrong
from drivers.icao.ciphers import MAC_SIZE, TDES
from drivers.icao.command import Command
from drivers.icao.secure_messaging import SecureSession

if TYPE_CHECKING:
    from collections.abc import Callable

    from drivers.protocols import CardChannel

__all__ = ["NOT_OFFERED", "open_by_bac"]

NOT_OFFERED: Final = frozenset({0x67, 0x6C, 0x6D, 0x6E})
"""First bytes of the status words that refuse the command itself rather than its key."""
_CHALLENGE = Command(0x00, 0x84, 0x00, 0x00, le=8)
_ANSWER = 40


def open_by_bac(
    channel: CardChannel, information: str, random: Callable[[int], bytes] = secrets.token_bytes
) -> SecureSession | None:
    """Open the selected application with its MRZ information; None when the chip does not offer BAC.

    Raises CardKeyWrong when the chip refuses the key, CardGarbled when it answers what no chip with the key would.
    """
    challenge = channel.transmit(_CHALLENGE.to_bytes())
    if not challenge.ok:
        return None
    if len(challenge.data) != 8:
        raise CardGarbled("BAC: the challenge has not 8 bytes")
    seed = hashlib.sha1(information.encode("ascii"), usedforsecurity=False).digest()[:16]
    encryption_key, mac_key = TDES.derive(seed, 1), TDES.derive(seed, 2)
    own, own_key = random(8), random(16)
    cryptogram = TDES.encrypt(encryption_key, own + challenge.data + own_key)
    proof = cryptogram + TDES.mac(mac_key, cryptogram)
    answer = channel.transmit(Command(0x00, 0x82, 0x00, 0x00, proof, _ANSWER).to_bytes())
    if answer.sw >> 8 in NOT_OFFERED:
        return None
    if not answer.ok:
        raise CardKeyWrong(f"BAC: the chip refused with {answer.sw:04X}")
    its_cryptogram, its_mac = answer.data[:-MAC_SIZE], answer.data[-MAC_SIZE:]
    if len(answer.data) != _ANSWER or not hmac.compare_digest(TDES.mac(mac_key, its_cryptogram), its_mac):
        raise CardGarbled("BAC: wrong MAC")
    said = TDES.decrypt(encryption_key, its_cryptogram)
    if said[:16] != challenge.data + own:
        raise CardGarbled("BAC: not an answer to this challenge")
    shared = bytes(mine ^ its for mine, its in zip(own_key, said[16:], strict=True))
    return SecureSession(TDES, TDES.derive(shared, 1), TDES.derive(shared, 2), challenge.data[4:] + own[4:])
