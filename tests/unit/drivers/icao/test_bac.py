"""Basic Access Control: appendix D.3 of ICAO 9303-11 byte for byte, and every way a chip can say no."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.errors import CardGarbled, CardKeyWrong
from drivers.icao.bac import open_by_bac
from tests.card_bench import script

H = bytes.fromhex
INFORMATION = "L898902C<369080619406236"
CHALLENGE = "4608F919887022129000"
ANSWER = "46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F2F2D235D074D7449"
RANDOM = {8: H("781723860C06C226"), 16: H("0B795240CB7049B01C19B33E32804F0B")}


def opened(*answers, information=INFORMATION):
    channel = script(*answers)
    return channel, open_by_bac(channel, information, RANDOM.__getitem__)


def test_appendix_d3_byte_for_byte():
    channel, session = opened(CHALLENGE, ANSWER + "9000")
    assert channel.heard == [
        H("0084000008"),
        H("008200002872C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F25F1448EEA8AD90A728"),
    ]
    assert session._encryption_key == H("979EC13B1CBFE9DCD01AB0FED307EAE5")
    assert session._mac_key == H("F1CB1F1FB5ADF208806B89DC579DC1F8")
    assert session._counter == 0x887022120C06C226


@pytest.mark.parametrize("sw", ["6300", "63C2", "6982", "6985", "6988", "6A80", "6F00"])
def test_a_refused_proof_is_a_wrong_key(sw):
    with pytest.raises(CardKeyWrong):
        opened(CHALLENGE, sw)


@pytest.mark.parametrize("sw", ["6982", "6985", "6D00", "6E00", "6A88", "6700"])
def test_a_chip_that_gives_no_challenge_does_not_offer_it(sw):
    channel, session = opened(sw)
    assert session is None
    assert len(channel.heard) == 1


@pytest.mark.parametrize("sw", ["6D00", "6E00"])
def test_a_chip_that_knows_no_external_authentication_does_not_offer_it(sw):
    assert opened(CHALLENGE, sw)[1] is None


@pytest.mark.parametrize(
    "answers",
    [
        ("4608F919887022" + "9000",),
        ("9000",),
        (CHALLENGE, "9000"),
        (CHALLENGE, ANSWER[:-2] + "9000"),
        (CHALLENGE, ANSWER + "00" + "9000"),
        (CHALLENGE, ANSWER[:-2] + "48" + "9000"),
        (CHALLENGE, "47" + ANSWER[2:] + "9000"),
        ("0000000000000000" + "9000", ANSWER + "9000"),
    ],
)
def test_a_chip_that_cannot_know_the_key_is_garbled(answers):
    with pytest.raises(CardGarbled):
        opened(*answers)


@given(st.binary(max_size=60))
def test_noise_for_an_answer_is_garbled(noise):
    with pytest.raises(CardGarbled):
        opened(CHALLENGE, noise + b"\x90\x00")
