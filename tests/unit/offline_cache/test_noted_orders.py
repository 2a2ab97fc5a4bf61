"""An order is found again by its person alone, until its end was seen; being shut out does not lose it."""

from offline_cache.noted_orders import NotedOrders
from offline_cache.wiping import wipe_published

SECRET = b"\x07" * 32
MINE, OTHER = "999901195202290022", "999901200402290215"


def test_the_oldest_first_and_only_to_its_person(store):
    notes = NotedOrders(store, SECRET)
    notes.note("b", b"second", MINE, 2)
    notes.note("a", b"first", MINE, 1)
    notes.note("c", b"other", OTHER, 3)
    assert notes.of(MINE) == (b"first", b"second")
    assert notes.of(OTHER) == (b"other",)
    assert NotedOrders(store, b"\x08" * 32).of(MINE) == ()


def test_the_first_note_of_an_order_stands(store):
    notes = NotedOrders(store, SECRET)
    notes.note("a", b"first", MINE, 1)
    notes.note("a", b"again", MINE, 2)
    assert notes.of(MINE) == (b"first",)


def test_what_was_seen_to_its_end_is_gone(store):
    notes = NotedOrders(store, SECRET)
    notes.note("a", b"facts", MINE, 1)
    notes.settle("a")
    notes.settle("never")
    assert notes.of(MINE) == ()


def test_a_terminal_that_is_shut_out_keeps_them(store):
    notes = NotedOrders(store, SECRET)
    notes.note("a", b"facts", MINE, 1)
    wipe_published(store)
    assert notes.of(MINE) == (b"facts",)
