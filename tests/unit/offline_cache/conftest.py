import contextlib

import pytest

from offline_cache.engine import connect
from offline_cache.keys import DeviceKeys
from offline_cache.recovery import DATABASE
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
