"""Secure messaging: appendix D.4 of ICAO 9303-11 byte for byte, and no answer that a MAC does not cover."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.errors import CardGarbled
from drivers.icao import tlv
from drivers.icao.ciphers import AES128, AES192, AES256, TDES, pad
from drivers.icao.command import Command
from drivers.icao.secure_messaging import SecureSession, SessionEnded
from drivers.types import ResponseApdu

H = bytes.fromhex
SUITES = (TDES, AES128, AES192, AES256)
D4 = [
    (
        Command(0x00, 0xA4, 0x02, 0x0C, H("011E")),
        "0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800",
        "990290008E08FA855A5D4C50A8ED",
        "",
    ),
    (
        Command(0x00, 0xB0, 0x00, 0x00, le=4),
        "0CB000000D9701048E08ED6705417E96BA5500",
        "8709019FF0EC34F9922651990290008E08AD55CC17140B2DED",
        "60145F01",
    ),
    (
        Command(0x00, 0xB0, 0x00, 0x04, le=0x12),
        "0CB000040D9701128E082EA28A70F3C7B53500",
        "871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A990290008E08C8B2787EAEA07D74",
        "04303130365F36063034303030305C026175",
    ),
]


def session(suite=TDES):
    return SecureSession(suite, suite.derive(b"secret", 1), suite.derive(b"secret", 2), bytes(suite.block))


def seal(suite, number, data=b"", sw=0x9000, ins=0xB0):
    """Seal an answer as a chip does that has counted up to `number`."""
    ssc = number.to_bytes(suite.block, "big")
    objects = b""
    if data:
        secret = suite.encrypt(suite.derive(b"secret", 1), pad(data, suite.block), ssc)
        objects = tlv.encode(0x85, secret) if ins & 1 else tlv.encode(0x87, b"\x01" + secret)
    objects += tlv.encode(0x99, sw.to_bytes(2, "big"))
    return sign(suite, number, objects)


def sign(suite, number, objects):
    ssc = number.to_bytes(suite.block, "big")
    return objects + tlv.encode(0x8E, suite.mac_padded(suite.derive(b"secret", 2), ssc + objects))


def test_appendix_d4_byte_for_byte():
    it = SecureSession(
        TDES, H("979EC13B1CBFE9DCD01AB0FED307EAE5"), H("F1CB1F1FB5ADF208806B89DC579DC1F8"), H("887022120C06C226")
    )
    for command, protected, answer, data in D4:
        assert it.protect(command).to_bytes() == H(protected)
        assert it.unprotect(ResponseApdu(H(answer), 0x9000), command.ins) == ResponseApdu(H(data), 0x9000)


@pytest.mark.parametrize(("suite", "room"), [(TDES, 231), (AES128, 223), (AES192, 223), (AES256, 223)])
def test_the_room_of_a_short_answer_is_all_that_fits(suite, room):
    it = session(suite)
    assert it.room == room
    assert len(seal(suite, 2, bytes(room))) <= 256 < len(seal(suite, 2, bytes(room + suite.block)))


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.name)
@given(data=st.binary(max_size=400), sw=st.integers(0x6100, 0x9FFF), ins=st.sampled_from([0xB0, 0xB1]))
def test_what_a_chip_seals_is_opened(suite, data, sw, ins):
    it = session(suite)
    it.protect(Command(0x00, ins, 0, 0, le=256))
    assert it.unprotect(ResponseApdu(seal(suite, 2, data, sw, ins), 0x9000), ins) == ResponseApdu(data, sw)


@given(st.integers(0, 400), st.integers(1, 255))
def test_any_byte_changed_on_the_way_is_a_wrong_mac(place, change):
    answer = bytearray(seal(AES128, 2, bytes(range(200))))
    answer[place % len(answer)] ^= change
    it = session(AES128)
    it.protect(Command(0x00, 0xB0, 0, 0, le=223))
    with pytest.raises(CardGarbled):
        it.unprotect(ResponseApdu(bytes(answer), 0x9000))


def test_an_answer_cannot_be_given_twice():
    it = session()
    it.protect(Command(0x00, 0xB0, 0, 0, le=4))
    it.unprotect(ResponseApdu(seal(TDES, 2, b"data"), 0x9000))
    it.protect(Command(0x00, 0xB0, 0, 0, le=4))
    with pytest.raises(CardGarbled, match="MAC"):
        it.unprotect(ResponseApdu(seal(TDES, 2, b"data"), 0x9000))


@pytest.mark.parametrize("sw", [0x9000, 0x6988, 0x6700, 0x6F00])
def test_an_answer_in_the_open_ends_the_session(sw):
    it = session()
    it.protect(Command(0x00, 0xB0, 0, 0, le=4))
    with pytest.raises(SessionEnded) as ended:
        it.unprotect(ResponseApdu(b"", sw))
    assert ended.value.sw == sw


@pytest.mark.parametrize(
    "objects",
    [
        "",
        "990190",
        "9902900099029000",
        "87010199029000",
        "870901112233445566778899029000",
        "8709021122334455667788" + "99029000",
        "85081122334455667788" + "99029000",
        "8709011122334455667788" + "99029000",
        "97010099029000",
        "8700",
    ],
)
@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.name)
def test_a_chip_with_the_keys_that_breaks_the_rules_is_garbled(suite, objects):
    it = session(suite)
    it.protect(Command(0x00, 0xB0, 0, 0, le=4))
    with pytest.raises(CardGarbled):
        it.unprotect(ResponseApdu(sign(suite, 2, H(objects)), 0x9000))


@given(st.binary(min_size=1, max_size=80), st.sampled_from(SUITES))
def test_noise_is_garbled(noise, suite):
    it = session(suite)
    it.protect(Command(0x00, 0xB0, 0, 0, le=4))
    with pytest.raises(CardGarbled):
        it.unprotect(ResponseApdu(noise, 0x9000))
