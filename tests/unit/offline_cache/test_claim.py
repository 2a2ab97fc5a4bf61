"""The same card finds its own receipt; nothing else does, and nothing tells whose it is."""

from hypothesis import given
from hypothesis import strategies as st

from offline_cache.claim import claimant, lock_receipt, unlock_receipt

NUMBERS = st.from_regex(r"[0-9]{17}[0-9X]", fullmatch=True)
SECRETS = st.binary(min_size=32, max_size=32)


@given(NUMBERS, SECRETS, st.binary(max_size=200))
def test_the_same_card_on_the_same_device_opens_the_receipt(number, secret, facts):
    assert unlock_receipt(lock_receipt(facts, number, secret), number, secret) == facts


@given(NUMBERS, NUMBERS, SECRETS, SECRETS)
def test_another_card_or_another_device_opens_nothing(number, other, secret, elsewhere):
    locked = lock_receipt(b"facts", number, secret)
    if number != other:
        assert unlock_receipt(locked, other, secret) is None
        assert claimant(number, secret) != claimant(other, secret)
    if secret != elsewhere:
        assert unlock_receipt(locked, number, elsewhere) is None
        assert claimant(number, secret) != claimant(number, elsewhere)


@given(st.binary(max_size=60))
def test_bytes_that_are_no_receipt_open_to_nothing(junk):
    assert unlock_receipt(junk, "999901195202290022", b"s" * 32) is None


def test_a_claimant_is_64_digits_that_do_not_hold_the_number():
    found = claimant("999901195202290022", b"s" * 32)
    assert len(found) == 64
    assert "195202290022" not in found
