import pytest
from visits import Hall


@pytest.fixture
def hall():
    return Hall()
