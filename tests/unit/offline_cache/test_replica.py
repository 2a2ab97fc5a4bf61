"""What the centre last told is there without a line, and only the last."""

from offline_cache.replica import Kept, Replica


def test_the_newest_document_of_a_name_is_kept(store):
    replica = Replica(store)
    assert replica.get("catalogue") is None
    replica.keep("catalogue", '"1"', b"old", 1)
    replica.keep("catalogue", '"2"', b"new", 2)
    replica.keep("seal_key", "k", b"key", 3)
    assert replica.get("catalogue") == Kept('"2"', b"new", 2)
