"""After a recovery the envelopes lie in their second copies; sweeping brings them back while the terminal serves."""

import pytest

from offline_cache.dead_letters import DeadLetters
from offline_cache.outbox import Outbox
from offline_cache.store import Store
from offline_cache.sweeping import ENVELOPE_LOST

NOW = 1_700_000_000_000
LACKING = "SELECT case_id FROM outbox WHERE length(envelope) = 0"


@pytest.fixture
def filed(folder, file):
    store = Store.open(folder)
    found = [file(Outbox(store), NOW, b"%d" % number).case_id for number in range(3)]
    store.close()
    return found


def damage(folder):
    """Flip a bit in the page of an index: rows can still be read."""
    store = Store.open(folder)
    page = store.row("SELECT rootpage FROM sqlite_schema WHERE name = 'outbox_claim'")["rootpage"]
    store.close()
    body = bytearray((folder / "store.db").read_bytes())
    body[page * 4096 - 9] ^= 1
    (folder / "store.db").write_bytes(body)


@pytest.mark.parametrize("harm", [damage, lambda folder: (folder / "store.db").unlink()], ids=["flipped", "vanished"])
def test_envelopes_come_back_into_the_database_part_by_part(folder, filed, harm):
    harm(folder)
    store = Store.open(folder)
    outbox = Outbox(store)
    assert {row["case_id"] for row in store.rows(LACKING)} == set(filed)
    assert [row.envelope for row in outbox.due("case", NOW)] == [b"0", b"1", b"2"]
    assert outbox.sweep() == 0
    assert store.rows(LACKING) == []
    for name in filed:
        store.copies.drop(name)
    assert [row.envelope for row in outbox.due("case", NOW)] == [b"0", b"1", b"2"]
    store.close()


def test_a_case_may_be_filed_and_settled_between_two_parts(folder, filed, file):
    (folder / "store.db").unlink()
    store = Store.open(folder)
    outbox = Outbox(store)
    parts = outbox.sweeping()
    next(parts)
    new = file(outbox, NOW, b"new").case_id
    outbox.accepted(filed[0], {"server_no": "n"}, NOW)
    outbox.accepted(new, {"server_no": "m"}, NOW)
    assert len(list(parts)) >= 1
    assert {row["case_id"] for row in store.rows(LACKING)} == {filed[0], new}
    assert not store.copies.read(filed[0]).envelope
    assert outbox.counts() == {"accepted": 2, "queued": 2}
    store.close()


def test_an_envelope_whose_second_copy_is_damaged_comes_out_of_the_quarantine(folder, filed):
    damage(folder)
    store = Store.open(folder)
    (folder / "env" / f"{filed[1]}.env").write_bytes(b"damaged")
    outbox = Outbox(store)
    assert [row.case_id for row in outbox.due("case", NOW)] == [filed[0], filed[2]]
    outbox.sweep()
    assert [row.envelope for row in outbox.due("case", NOW)] == [b"0", b"1", b"2"]
    assert store.copies.read(filed[1]).envelope == b"1"
    store.close()


def test_an_envelope_that_is_lost_twice_is_a_dead_letter(folder, filed):
    (folder / "store.db").write_bytes(b"")
    store = Store.open(folder)
    (folder / "env" / f"{filed[1]}.env").write_bytes(b"damaged")
    outbox = Outbox(store)
    outbox.sweep()
    assert [row.envelope for row in outbox.due("case", NOW)] == [b"0", b"2"]
    assert [(one.case_id, one.code) for one in DeadLetters(store).all()] == [(filed[1], ENVELOPE_LOST)]
    store.close()
