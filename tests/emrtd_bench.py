"""A plain terminal for travel documents, independent of the product's: opens the lab's chips by BAC or PACE."""

import hashlib
import os

from drivers.icao.ciphers import TDES, pad, unpad
from drivers.icao.command import Command
from drivers.icao.groups import group
from drivers.icao.tlv import encode, find, parse

APPLICATION = bytes.fromhex("A0000002471001")


class Terminal:
    """Speaks to a virtual card; after `bac` or `pace` every command is protected."""

    def __init__(self, card, *, extended=True):
        self.card, self.extended = card, extended
        self.suite = None

    def plain(self, ins, p1=0, p2=0, data=b"", *, le=None, cla=0):
        answer = self.card.answer(Command(cla, ins, p1, p2, data, le, self.extended).to_bytes())
        return answer[:-2], int.from_bytes(answer[-2:], "big")

    def select(self):
        return (self.say if self.suite else self.plain)(0xA4, 4, 0x0C, APPLICATION)

    def bac(self, mrz):
        """Select the application and open it; returns the status word."""
        self.select()
        theirs, _ = self.plain(0x84, le=8)
        seed = hashlib.sha1(mrz.encode()).digest()[:16]
        encryption, authentication = TDES.derive(seed, 1), TDES.derive(seed, 2)
        own, key = os.urandom(8), os.urandom(16)
        secret = TDES.encrypt(encryption, own + theirs + key)
        said, sw = self.plain(0x82, data=secret + TDES.mac(authentication, secret), le=40)
        if sw == 0x9000:
            opened = TDES.decrypt(encryption, said[:32])
            assert said[32:] == TDES.mac(authentication, said[:32])
            assert opened[:16] == theirs + own
            self._begin(TDES, bytes(a ^ b for a, b in zip(key, opened[16:], strict=True)), theirs[4:] + own[4:])
        return sw

    def pace(self, offer, password, reference):
        """Run PACE from the master file; returns the status word of the last command."""
        _, sw = self.plain(0x22, 0xC1, 0xA4, encode(0x80, offer.oid) + encode(0x83, bytes((reference,))))
        if sw != 0x9000:
            return sw
        key = offer.suite.derive(password, 3)
        nonce = offer.suite.decrypt(key, self.step(b"", 0x80))
        base = group(offer.parameter)
        private = base.private_key()
        mapped = base.map(nonce, private, self.step(encode(0x81, base.public_key(private)), 0x82))
        private = mapped.private_key()
        public = mapped.public_key(private)
        theirs = self.step(encode(0x83, public), 0x84)
        secret = mapped.agree(private, theirs)

        def token(of):
            return offer.suite.mac(
                offer.suite.derive(secret, 2), encode(0x7F49, encode(6, offer.oid) + encode(base.key_tag, of))
            )

        said, sw = self.plain(0x86, data=encode(0x7C, encode(0x85, token(theirs))), le=256)
        if sw == 0x9000:
            assert find(said, 0x7C, 0x86) == token(public)
            self._begin(offer.suite, secret, b"\x00")
        return sw

    def step(self, data, wanted):
        said, sw = self.plain(0x86, data=encode(0x7C, data), le=256, cla=0x10)
        assert sw == 0x9000
        return find(said, 0x7C, wanted)

    def protect(self, ins, p1=0, p2=0, data=b"", le=None):
        """Return the protected command."""
        ssc, block = self._count(), self.suite.block
        objects = b""
        if data:
            secret = self.suite.encrypt(self.keys[0], pad(data, block), ssc)
            objects += encode(0x85, secret) if ins & 1 else encode(0x87, b"\x01" + secret)
        if le is not None:
            objects += encode(0x97, (le % 65536).to_bytes(2, "big") if le > 256 else bytes((le % 256,)))
        header = bytes((0x0C, ins, p1, p2))
        objects += encode(0x8E, self._code(ssc + pad(header, block) + objects))
        return Command(*header, objects, 65536 if self.extended else 256, self.extended).to_bytes()

    def say(self, ins, p1=0, p2=0, data=b"", le=None):
        """Exchange one protected command: the plain body and the proven status word, or (None, SW) when unprotected."""
        answer = self.card.answer(self.protect(ins, p1, p2, data, le))
        if len(answer) == 2:
            return None, int.from_bytes(answer, "big")
        ssc = self._count()
        *rest, (tag, code) = parse(answer[:-2])
        assert tag == 0x8E
        assert code == self._code(ssc + b"".join(encode(*one) for one in rest))
        objects = dict(rest)
        assert objects[0x99] == answer[-2:]
        secret = objects.get(0x85 if ins & 1 else 0x87, b"")[0 if ins & 1 else 1 :]
        body = unpad(self.suite.decrypt(self.keys[0], secret, ssc)) if secret else b""
        return body, int.from_bytes(answer[-2:], "big")

    def file(self, identifier, block):
        """Read a whole file through its short identifier."""
        body, sw = self.say(0xB0, 0x80 | identifier & 0x1F, 0, le=block)
        assert sw in {0x9000, 0x6282}
        while len(body) < whole_size(body):
            part, sw = self.say(0xB0, len(body) >> 8, len(body) & 0xFF, le=block)
            assert sw in {0x9000, 0x6282}
            body += part
        return body

    def _begin(self, suite, secret, ssc):
        self.suite, self.keys = suite, (suite.derive(secret, 1), suite.derive(secret, 2))
        self.ssc = int.from_bytes(ssc, "big")

    def _count(self):
        self.ssc += 1
        return self.ssc.to_bytes(self.suite.block, "big")

    def _code(self, data):
        return self.suite.mac(self.keys[1], data if self.suite.block == 8 else pad(data, 16))


def whole_size(start):
    """Tell how long a file is, from its first bytes."""
    octets = start[1] & 0x7F if start[1] & 0x80 else 0
    return 2 + octets + (int.from_bytes(start[2 : 2 + octets], "big") if octets else start[1])
