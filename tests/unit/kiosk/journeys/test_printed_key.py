"""The key of a chip from what people can read off the document (ICAO 9303-11, appendix D.2: L898902C)."""

from kiosk.domain.keying import TypedKey
from kiosk.journeys.printed_key import printed_key


def test_the_check_digits_are_the_terminals_affair():
    key = printed_key(TypedKey("L898902C", "19690806", "19940623"))
    assert (key.mrz, key.can) == ("L898902C<369080619406236", "")


def test_a_can_is_taken_as_it_is():
    key = printed_key(TypedKey(can="123456", line="can"))
    assert (key.mrz, key.can) == ("", "123456")


def test_half_a_key_is_none():
    assert printed_key(None) is None
    assert printed_key(TypedKey("L898902C", "19690806", "1994062")) is None
    assert printed_key(TypedKey("L898902C", "19690806", "19940623", line="can")) is None
