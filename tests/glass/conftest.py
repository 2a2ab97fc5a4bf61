"""One real window for all tests of the glass."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def open_stage(qapp):
    from stage import Stage

    opened = Stage()
    yield opened
    opened.glass.close()
    opened.app.processEvents()
    gc.collect()


@pytest.fixture
def stage(open_stage):
    open_stage.desk.broken = None
    return open_stage
