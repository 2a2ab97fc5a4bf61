from __future__ import annotations

import numpy as np
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from segno import encoder

from drivers.printers.qr import QUIET_MODULES, qr_modules
from drivers.printers.qr_mask import best_mask


def symbol(payload, mask=None):
    return segno.make(payload, error="m", micro=False, mask=mask)


def penalty(modules):
    rows = tuple(bytearray(row) for row in modules.astype(np.uint8))
    return encoder.evaluate_mask(rows, len(rows), len(rows))


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec="ascii", min_codepoint=32), min_size=1, max_size=200))
def test_the_chosen_mask_is_about_as_good_as_the_one_the_standard_s_rules_choose(payload):
    """Alignment patterns and format bits may tip the scales between two that are equally good."""
    chosen = best_mask(np.array(symbol(payload, 0).matrix, bool))
    penalties = [penalty(np.array(symbol(payload, mask).matrix, bool)) for mask in range(8)]
    assert penalties[chosen] <= min(penalties) * 1.15 + 40


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 280))
def test_the_symbol_differs_from_segno_s_own_in_its_mask_only(digits):
    payload = "https://zwfw.example/q#" + "7" * digits
    modules = qr_modules(payload)[QUIET_MODULES:-QUIET_MODULES, QUIET_MODULES:-QUIET_MODULES]
    own = [
        np.array(symbol([payload[:23], payload[23:]] if digits >= 12 else payload, mask).matrix) for mask in range(8)
    ]
    assert any(np.array_equal(modules, other) for other in own)
