"""A draft opens for the same card on the same device, and for nothing that a thief of the terminal has."""

import hashlib

from hypothesis import given, settings
from hypothesis import strategies as st

from offline_cache.claim import claimant
from offline_cache.draft_seal import HEAD, draft_name, kept_at, seal_draft, unseal_draft

FEW = settings(max_examples=30)
KEYS = st.binary(min_size=32, max_size=32)
NUMBER, NAME = "999901195202290022", "赵桂兰"


@FEW
@given(KEYS, KEYS, st.binary(max_size=300), st.integers(-(2**40), 2**45))
def test_the_same_card_on_the_same_device_opens_it_and_its_time_stands_before_it(imprint, secret, facts, at):
    sealed = seal_draft(facts, imprint, secret, at)
    assert unseal_draft(sealed, imprint, secret) == facts
    assert kept_at(sealed[:HEAD]) == at


@FEW
@given(KEYS, KEYS, KEYS, KEYS)
def test_another_card_or_another_device_opens_nothing_and_finds_no_name(imprint, other, secret, elsewhere):
    sealed = seal_draft(b"facts", imprint, secret, 1)
    if imprint != other:
        assert unseal_draft(sealed, other, secret) is None
        assert draft_name(imprint, secret) != draft_name(other, secret)
    if secret != elsewhere:
        assert unseal_draft(sealed, imprint, elsewhere) is None
        assert draft_name(imprint, secret) != draft_name(imprint, elsewhere)


@FEW
@given(KEYS, KEYS, st.data())
def test_no_changed_bit_opens_not_even_of_its_time(imprint, secret, data):
    sealed = bytearray(seal_draft(b"facts", imprint, secret, 1_700_000_000_000))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    assert unseal_draft(bytes(sealed), imprint, secret) is None


@FEW
@given(st.binary(max_size=60))
def test_bytes_that_are_no_draft_open_to_nothing(junk):
    assert unseal_draft(junk, b"i" * 32, b"s" * 32) is None
    assert kept_at(junk) is None


def test_secret_number_and_name_together_open_nothing():
    """What a thief has: the terminal with its secret, and what a photocopy of the card says."""
    secret = b"s" * 32
    sealed = seal_draft(b"facts", hashlib.sha256(b"the whole record, with its picture").digest(), secret, 1)
    known = [NUMBER, NAME, NAME + NUMBER, NUMBER + NAME, claimant(NUMBER, secret), ""]
    tries = [text.encode(charset) for text in known for charset in ("utf-8", "gb18030", "utf-16-le")]
    for tried in (*tries, secret, sealed[:HEAD]):
        assert unseal_draft(sealed, tried, secret) is None
        assert unseal_draft(sealed, hashlib.sha256(tried).digest(), secret) is None
