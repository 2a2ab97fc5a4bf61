"""The lab's wallet: its words reach the sandbox's till, and what is no word gets the usage."""

import pytest

from drivers.lab.wallet import LabWallet
from tests.platform_fixtures import sandbox  # noqa: F401 - a fixture is found by name


@pytest.mark.parametrize("words", [[], ["give"], ["late", "soon"], ["scan", "twice"]])
def test_other_words_get_the_usage(words):
    with pytest.raises(ValueError, match="pay scan"):
        LabWallet("http://127.0.0.1:9").command(words)


def test_without_a_code_there_is_nothing_to_pay(sandbox):  # noqa: F811 - the fixture
    with pytest.raises(ValueError, match="no code"):
        LabWallet(sandbox.url).command(["pay"])


def test_without_a_sandbox_it_says_so():
    with pytest.raises(ValueError, match="does not answer"):
        LabWallet("http://127.0.0.1:9").command(["scan"])
