import pytest

from offline_cache.store import Store


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "state"


@pytest.fixture
def store(folder):
    opened = Store.open(folder)
    yield opened
    opened.close()
