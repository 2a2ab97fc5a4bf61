"""EF.CardAccess: which PACE is taken of what a chip offers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.errors import CardGarbled
from drivers.icao import tlv
from drivers.icao.card_access import choose_offer, read_card_access
from drivers.icao.ciphers import AES128, AES192, AES256, TDES

DH, ECDH, ECDH_INTEGRATED = 1, 2, 4


def info(mapping, cipher, number, version=2):
    oid = bytes.fromhex("04007F0007020204") + bytes((mapping, cipher))
    integers = b"".join(tlv.encode(0x02, bytes((value,))) for value in (version, number))
    return tlv.encode(0x30, tlv.encode(0x06, oid) + integers)


def file(*infos):
    return tlv.encode(0x31, b"".join(infos))


def chosen(*infos):
    offer = choose_offer(read_card_access(file(*infos)))
    return offer.oid[-2], offer.suite, offer.parameter_id, offer.named


def test_the_example_of_appendix_g1():
    (offer,) = read_card_access(bytes.fromhex("31143012060A04007F0007020204020202010202010D"))
    assert (offer.oid.hex(), offer.parameter_id, offer.suite) == ("04007f00070202040202", 13, AES128)
    assert not offer.named


@pytest.mark.parametrize(("cipher", "suite"), [(1, TDES), (2, AES128), (3, AES192), (4, AES256)])
@pytest.mark.parametrize(("mapping", "number"), [(DH, 0), (DH, 2), (ECDH, 8), (ECDH, 18)])
def test_every_cipher_and_both_groups_are_taken(cipher, suite, mapping, number):
    assert chosen(info(mapping, cipher, number)) == (mapping, suite, number, False)


def test_points_come_before_integers_and_aes_before_3des_else_the_chips_order():
    assert chosen(info(DH, 2, 2), info(ECDH, 2, 13))[:3] == (ECDH, AES128, 13)
    assert chosen(info(ECDH, 1, 12), info(DH, 2, 1))[:3] == (DH, AES128, 1)
    assert chosen(info(ECDH, 4, 16), info(ECDH, 2, 12))[:3] == (ECDH, AES256, 16)


def test_parameters_are_named_only_where_there_are_several():
    assert chosen(info(ECDH, 2, 12), info(ECDH, 2, 13))[3]
    assert not chosen(info(ECDH, 2, 12), info(ECDH, 4, 13))[3]
    assert not chosen(info(ECDH, 2, 12), info(ECDH, 2, 12))[3]


def test_what_is_not_spoken_here_is_passed_over():
    other = tlv.encode(0x30, tlv.encode(0x06, bytes.fromhex("04007F00070202020102")) + tlv.encode(0x02, b"\x01"))
    proprietary = tlv.encode(0x30, tlv.encode(0x06, b"\x2a") + tlv.encode(0x30, b"") + tlv.encode(0x04, b""))
    odd = (
        info(ECDH_INTEGRATED, 2, 12),
        info(ECDH, 2, 12, version=1),
        info(ECDH, 9, 12),
        info(ECDH, 2, 0),
        info(DH, 2, 12),
    )
    assert read_card_access(file(other, proprietary, *odd)) == []
    assert chosen(other, *odd, info(ECDH, 2, 12))[2] == 12
    with pytest.raises(CardGarbled):
        choose_offer([])


@pytest.mark.parametrize("wrong", ["", "3000", "3102", "31020400", "31023000", "3104300204FF"])
def test_what_is_no_set_of_infos_is_garbled(wrong):
    with pytest.raises(CardGarbled):
        read_card_access(bytes.fromhex(wrong))


@given(st.binary(max_size=60))
def test_noise_is_read_or_garbled(noise):
    for content in (noise, tlv.encode(0x31, noise), tlv.encode(0x31, tlv.encode(0x30, noise))):
        try:
            read_card_access(content)
        except CardGarbled:
            continue
