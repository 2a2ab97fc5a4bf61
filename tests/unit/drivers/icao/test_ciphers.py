"""The ciphers of ICAO 9303-11: worked examples of appendices D and G, and what padding promises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.icao.ciphers import AES128, AES192, AES256, TDES, pad, unpad

SUITES = (TDES, AES128, AES192, AES256)
H = bytes.fromhex


def test_keys_of_appendix_d1():
    seed = H("239AB9CB282DAF66231DC5A4DF6BFBAE")
    assert TDES.derive(seed, 1) == H("AB94FDECF2674FDFB9B391F85D7F76F2")
    assert TDES.derive(seed, 2) == H("7962D9ECE03D1ACD4C76089DCE131543")


def test_session_keys_of_appendix_d3():
    seed = H("0036D272F5C350ACAC50C3F572D23600")
    assert TDES.derive(seed, 1) == H("979EC13B1CBFE9DCD01AB0FED307EAE5")
    assert TDES.derive(seed, 2) == H("F1CB1F1FB5ADF208806B89DC579DC1F8")


def test_the_password_key_and_the_nonce_of_appendix_g1():
    key = AES128.derive(H("7E2D2A41C74EA0B38CD36F863939BFA8E9032AAD"), 3)
    assert key == H("89DED1B26624EC1E634C1989302849DD")
    assert AES128.decrypt(key, H("95A3A016522EE98D01E76CB6B98B42C3")) == H("3F00C4D39D153F2B2A214A078D899B22")


def test_retail_mac_of_appendix_d3():
    cryptogram = H("72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F2")
    assert TDES.mac(H("7962D9ECE03D1ACD4C76089DCE131543"), cryptogram) == H("5F1448EEA8AD90A7")


def test_a_key_of_192_bits_is_the_start_of_that_of_256():
    assert AES256.derive(b"secret", 1)[:24] == AES192.derive(b"secret", 1)
    assert [len(suite.derive(b"secret", 2)) for suite in SUITES] == [16, 16, 24, 32]


def test_every_octet_of_a_3des_key_has_odd_parity():
    assert all(octet.bit_count() % 2 for octet in TDES.derive(b"secret", 1))


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.name)
@given(data=st.binary(max_size=100), counter=st.integers(0, 2**32))
def test_what_is_enciphered_comes_back(suite, data, counter):
    key, ssc = suite.derive(b"secret", 1), counter.to_bytes(suite.block, "big")
    assert unpad(suite.decrypt(key, suite.encrypt(key, pad(data, suite.block), ssc), ssc)) == data
    assert len(suite.mac(key, data)) == len(suite.mac_padded(key, data)) == 8


def test_aes_starts_from_the_enciphered_counter_and_3des_from_zero():
    for suite in SUITES:
        key, data = suite.derive(b"secret", 1), bytes(16)
        one, two = (suite.encrypt(key, data, number.to_bytes(suite.block, "big")) for number in (1, 2))
        assert (one == two) == (suite is TDES)


@given(st.binary(max_size=40), st.sampled_from([8, 16]))
def test_padding_fills_a_block_and_always_adds(data, block):
    padded = pad(data, block)
    assert len(padded) % block == 0
    assert len(padded) > len(data)
    assert unpad(padded) == data


@pytest.mark.parametrize("data", [b"", bytes(8), b"\x01" * 8])
def test_data_without_padding_is_refused(data):
    with pytest.raises(ValueError, match="padding"):
        unpad(data)
