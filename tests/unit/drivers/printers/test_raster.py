from __future__ import annotations

import logging
import subprocess
import sys

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.printers.raster import BAND_ROWS, raster_bands
from drivers.printers.strip import to_page
from drivers.types import Page


def unband(bands, stride):
    """Read GS v 0 m xL xH yL yH d1…dk as a printer does."""
    rows = b""
    for band in bands:
        assert band[:4] == b"\x1dv0\x00"
        assert int.from_bytes(band[4:6], "little") == stride
        assert len(band) == 8 + stride * int.from_bytes(band[6:8], "little")
        rows += band[8:]
    return rows


@settings(max_examples=20, deadline=None)
@given(height=st.integers(1, 3 * BAND_ROWS), seed=st.integers(0, 99))
def test_bands_carry_every_dot_and_no_other(height, seed):
    page = to_page(np.random.default_rng(seed).random((height, 576)) < 0.3)
    bands = list(raster_bands(page))
    assert unband(bands, 72) == page.bits
    assert all(int.from_bytes(band[6:8], "little") <= BAND_ROWS for band in bands)


def test_a_page_from_anywhere_is_guarded_against_real_time_lookalikes():
    page = Page(576, 1, (b"\x10\x04\x01\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08" + bytes(59)))
    sent = b"".join(raster_bands(page))
    assert b"\x10\x04\x01" not in sent
    assert b"\x10\x14\x08" not in sent


def test_the_encoder_leaves_the_root_logger_standard_output_and_the_temporary_folder_as_they_were(tmp_path):
    program = (
        "import logging; from drivers.types import Page; from drivers.printers.raster import raster_bands;"
        "list(raster_bands(Page(576, 200, bytes(72 * 200)))); assert not logging.getLogger().handlers"
    )
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], env={"TMPDIR": str(tmp_path)}, capture_output=True, check=False
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")
    assert not list(tmp_path.iterdir())


def test_a_logger_that_was_there_before_stays():
    handlers = list(logging.getLogger().handlers)
    list(raster_bands(to_page(np.zeros((1, 576), bool))))
    assert logging.getLogger().handlers == handlers
