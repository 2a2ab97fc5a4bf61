"""For every test: no display, and no warning that nobody expected."""

import logging
import os

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

# The same examples in every run, so that a red run is the change's doing; KIOSK_EXPLORE=1 looks for new ones.
# No test depends on how busy the machine is.
settings.register_profile(
    "house",
    derandomize=not os.environ.get("KIOSK_EXPLORE"),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")


class Unexpected(logging.Handler):
    """Collects what is logged as a warning or worse."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.records = []

    def emit(self, record):
        self.records.append(f"{record.name}: {record.getMessage()}")


@pytest.hookimpl(tryfirst=True)  # pytest-xdist reads the groups in the same hook
def pytest_collection_modifyitems(items):
    """Keep together what takes turns at the one virtual reader, so that no worker waits for another."""
    for item in items:
        if item.get_closest_marker("pcscd"):
            item.add_marker(pytest.mark.xdist_group("pcscd"))


@pytest.fixture(autouse=True)
def _no_unexpected_warning(request):
    """Fail on a logged warning, unless the test looks at the log itself."""
    if "caplog" in request.fixturenames:
        yield
        return
    handler = Unexpected()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    assert handler.records == []
