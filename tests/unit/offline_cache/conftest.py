import contextlib
import datetime as dt

import pytest

from offline_cache.case_numbers import uuid7
from offline_cache.engine import connect
from offline_cache.keys import DeviceKeys
from offline_cache.recovery import DATABASE
from offline_cache.rows import Parcel
from offline_cache.store import Store, store_key


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "state"


@pytest.fixture
def store(folder):
    opened = Store.open(folder)
    yield opened
    opened.close()


@pytest.fixture
def behind():
    """Opens the database of a folder behind its store's back."""

    @contextlib.contextmanager
    def opened(folder):
        key = store_key(DeviceKeys.load_or_create(folder.parent / "keys").secret)
        db = connect(folder / DATABASE, key)
        try:
            yield db.conn
        finally:
            db.close()

    return opened


@pytest.fixture
def file():
    """Files a case at a moment, with one enclosure of its own."""

    def filed(outbox, at_ms=0, body=b"envelope"):
        at = dt.datetime.fromtimestamp(at_ms / 1000, dt.UTC)
        return outbox.file(
            uuid7(at_ms),
            terminal_id="K0007",
            filed=at,
            ciphertexts=(b"page of " + body,),
            pack=lambda _numbers: Parcel(body, "elder-card", "claimant", b"locked"),
        )

    return filed
