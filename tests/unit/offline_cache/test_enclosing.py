"""A closed file opens whole or not at all: as another implementation reads it, and under every kind of damage."""

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from kiosk.gateway.sandbox.enclosures import open_enclosure
from kiosk.gateway.sandbox.problems import Problem
from offline_cache.enclosing import enclose
from offline_cache.suites.records import AES_STREAM, SM4_STREAM

RECORD, TAG, PREFIX = 64 * 1024, 16, 7
CLOSED = RECORD + TAG
FORMS = pytest.mark.parametrize("form", [AES_STREAM, SM4_STREAM], ids=["aes", "sm4"])
FILE = bytes(range(256)) * 700  # two records and a part
SIZES = [0, 1, RECORD - 1, RECORD, RECORD + 1, 3 * RECORD]


def opened(enclosure, ciphertext=None, identity="case-1"):
    named = {"key": base64.b64encode(enclosure.key).decode(), "form": enclosure.form}
    return open_enclosure(enclosure.ciphertext if ciphertext is None else ciphertext, named, identity)


def refuses(enclosure, ciphertext, identity="case-1"):
    with pytest.raises(Problem) as problem:
        opened(enclosure, ciphertext, identity)
    return problem.value.kind == "urn:kiosk:enclosure"


def records(ciphertext):
    """Return the prefix and the records."""
    rest = ciphertext[PREFIX:]
    return ciphertext[:PREFIX], [rest[at : at + CLOSED] for at in range(0, len(rest), CLOSED)]


@FORMS
@pytest.mark.parametrize("size", SIZES)
def test_a_file_of_any_size_opens(form, size):
    one = enclose(FILE[:size].ljust(size, b"."), "case-1", form)
    assert opened(one) == FILE[:size].ljust(size, b".")
    assert one.sha256 == hashlib.sha256(one.ciphertext).hexdigest()
    assert len(one.key) == form.key_size


def test_the_records_are_what_the_contract_says():
    one = enclose(FILE, "case-1")
    prefix, parts = records(one.ciphertext)
    cipher = AESGCM(one.key)
    plain = [
        cipher.decrypt(prefix + bytes([0, 0, 0, number, number == 2]), part, b"kiosk.enclosure/2\ncase-1")
        for number, part in enumerate(parts)
    ]
    assert [len(part) for part in plain] == [RECORD, RECORD, len(FILE) - 2 * RECORD]
    assert b"".join(plain) == FILE


def test_a_photo_grows_by_no_more_than_a_twentieth_of_a_percent():
    photo = bytes(3 << 20)
    assert len(enclose(photo, "case-1").ciphertext) <= len(photo) * 1.0005


@FORMS
def test_it_is_bound_to_the_case(form):
    one = enclose(FILE, "case-1", form)
    assert refuses(one, one.ciphertext, "case-2")


def test_the_same_file_twice_is_two_enclosures():
    assert enclose(FILE, "case-1").sha256 != enclose(FILE, "case-1").sha256


def test_another_form_does_not_open_it():
    one = enclose(FILE, "case-1")
    for form in ("kiosk.enclosure/1", "kiosk.enclosure/2-sm4", "kiosk.enclosure/3"):
        named = {"key": base64.b64encode(one.key).decode(), "form": form}
        with pytest.raises(Problem):
            open_enclosure(one.ciphertext, named, "case-1")


ONE = {form.name: enclose(FILE, "case-1", form) for form in (AES_STREAM, SM4_STREAM)}
WHOLE = ONE[AES_STREAM.name]
LENGTH = len(WHOLE.ciphertext)


@given(st.sampled_from(sorted(ONE)), st.integers(0, LENGTH * 8 - 1))
def test_a_flipped_bit_anywhere_is_noticed(form, bit):
    damaged = bytearray(ONE[form].ciphertext)
    damaged[bit // 8] ^= 1 << bit % 8
    assert refuses(ONE[form], bytes(damaged))


@given(st.integers(0, LENGTH - 1))
def test_a_cut_anywhere_is_noticed(size):
    assert refuses(WHOLE, WHOLE.ciphertext[:size])


@pytest.mark.parametrize("size", [0, PREFIX, PREFIX + CLOSED, PREFIX + 2 * CLOSED])
def test_a_cut_between_records_is_noticed(size):
    assert refuses(WHOLE, WHOLE.ciphertext[:size])


@given(st.lists(st.integers(0, 2), max_size=5))
def test_only_all_records_in_their_order_open(order):
    prefix, parts = records(WHOLE.ciphertext)
    mixed = prefix + b"".join(parts[number] for number in order)
    if order == [0, 1, 2]:
        assert opened(WHOLE, mixed) == FILE
    else:
        assert refuses(WHOLE, mixed)


@given(st.binary(min_size=1, max_size=100))
def test_what_is_added_is_noticed(more):
    assert refuses(WHOLE, WHOLE.ciphertext + more)


def test_records_of_another_file_do_not_fit():
    prefix, parts = records(WHOLE.ciphertext)
    _, foreign = records(enclose(FILE, "case-1").ciphertext)
    assert refuses(WHOLE, prefix + parts[0] + foreign[1] + parts[2])


def test_no_repr_shows_a_key_or_a_page():
    assert "key=" not in repr(enclose(b"page", "c"))
