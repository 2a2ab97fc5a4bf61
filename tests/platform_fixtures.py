"""A sandbox platform in its own process, and terminals that speak to it: fixtures of every room that needs one."""

import importlib
import itertools
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "fault"))
kit = importlib.import_module("platform_kit")
IDS = itertools.count(7)  # a sandbox knows each terminal by its first key


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory):
    with kit.running_sandbox(tmp_path_factory.mktemp("platform")) as running:
        yield running


@pytest.fixture(autouse=True)
def _levers_back(request):
    yield
    if "sandbox" in request.fixturenames:
        request.getfixturevalue("sandbox").pull("normal")


@pytest.fixture
def terminal(tmp_path):
    one = kit.Terminal(tmp_path / "terminal", f"K{next(IDS):04d}")
    yield one
    one.close()
