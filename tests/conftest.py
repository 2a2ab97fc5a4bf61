"""For every test: no display, and no warning that nobody expected."""

import functools
import logging
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

from kiosk.runtime import urgency

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


# The suite shares its session among all workers: raised by one test, it would go before every device of a demo.
urgency._SESSION = Path(os.devnull)


class Unexpected(logging.Handler):
    """Collects what is logged as a warning or worse."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.records = []

    def emit(self, record):
        self.records.append(f"{record.name}: {record.getMessage()}")


def pytest_xdist_make_scheduler(config, log):
    """Give each worker whole files, and one of them every file that takes turns at the one virtual reader.

    pytest-xdist's own groups rest on a name that pytest 9.2 gave up.
    """

    class Turns(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            file = nodeid.partition("::")[0]
            return "the virtual reader" if _takes_turns(file) else file

    return Turns(config, log)


@functools.cache
def _takes_turns(file):
    return "mark.pcscd" in (Path(__file__).parents[1] / file).read_text("utf-8")


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
