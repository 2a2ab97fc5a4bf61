"""An outside judge: emupos (PyPI) prints what our preview shows, and its faults are ours; see packaging/emupos.sh.

Bounded: benchmarks/printing_emupos.py prints the whole roll and breaks it at more moments.
"""

from __future__ import annotations

import pytest
from emupos_bench import MISSING, program

from benchmarks.printing_emupos import emupos_figures, lab_figures

pytestmark = pytest.mark.usefixtures("qapp")


def missed(figures):
    return [(figure.name, figure.value, figure.note) for figure in figures if figure.passed is False]


def test_our_lab_prints_every_receipt_as_the_preview_shows_it():
    assert missed(lab_figures(3)) == []


@pytest.mark.skipif(program() is None, reason=MISSING)
def test_emupos_prints_every_receipt_as_the_preview_shows_it_and_nothing_stale_when_it_breaks():
    assert missed(emupos_figures(5, (0.5,), stall_s=1.0)) == []
