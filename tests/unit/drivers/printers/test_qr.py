from __future__ import annotations

import cv2
import numpy as np
import pytest

from drivers.printers.qr import QUIET_MODULES, qr_dots

ADDRESS = "https://zwfw.example/q/K0007-20261121-0042-C?c=7K3M9QX4"


def module_dots(symbol):
    """The finder pattern's first dark run is seven modules."""
    row = symbol[np.flatnonzero(symbol.any(axis=1))[0]]
    start = np.flatnonzero(row)[0]
    return (np.flatnonzero(~row[start:])[0]) // 7


def test_modules_are_one_millimetre_and_the_quiet_zone_is_four_modules():
    symbol = qr_dots(ADDRESS, 376)
    module = module_dots(symbol)
    assert module == 8
    quiet = QUIET_MODULES * module
    assert not symbol[:quiet].any()
    assert not symbol[:, :quiet].any()
    assert not symbol[-quiet:].any()
    assert not symbol[:, -quiet:].any()


def test_a_long_address_gets_smaller_modules_and_still_decodes():
    address = ADDRESS + "&n=12" + "x" * 80
    symbol = qr_dots(address, 400)
    assert 6 <= module_dots(symbol) < 8
    assert len(symbol) <= 400
    assert cv2.QRCodeDetector().detectAndDecode(np.where(symbol, 0, 255).astype(np.uint8))[0] == address


def test_what_no_phone_could_read_is_refused():
    with pytest.raises(ValueError, match="does not fit"):
        qr_dots("x" * 500, 376)


@pytest.mark.parametrize("seed", range(5))
def test_codes_decode_after_wear(seed):
    """Noise and loss as on a worn head: level M carries it."""
    random = np.random.default_rng(seed)
    picture = np.where(qr_dots(ADDRESS, 376), 0, 255).astype(np.uint8)
    picture[random.random(picture.shape) < 0.02] = 255
    blurred = cv2.GaussianBlur(picture, (0, 0), 1.5)
    assert cv2.QRCodeDetector().detectAndDecode(blurred)[0] == ADDRESS


def test_a_long_run_of_digits_costs_a_third_of_what_letters_cost():
    digits = "https://zwfw.example/q#7K3M9QXX." + "2718281828" * 26
    assert len(qr_dots(digits, 576)) < len(qr_dots(digits.replace("2", "x"), 900))
    picture = np.where(qr_dots(digits, 576), 0, 255).astype(np.uint8)
    assert cv2.QRCodeDetector().detectAndDecode(picture)[0] == digits
