"""Fixtures of this folder: those of every room that needs a platform, and a platform whose office has no rules."""

import pytest
from platform_kit import running_sandbox

from tests.platform_fixtures import _levers_back, sandbox, terminal  # noqa: F401 - fixtures are found by name


@pytest.fixture(scope="session")
def lenient(tmp_path_factory):
    with running_sandbox(tmp_path_factory.mktemp("lenient"), catalogue=None) as running:
        yield running
