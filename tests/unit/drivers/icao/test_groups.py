"""Domain parameters of PACE: both arithmetics agree, both sides agree, and foreign elements are refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.icao.curves import CURVES
from drivers.icao.groups import _multiply, group
from drivers.icao.modulus import MODULI

SMALL = settings(max_examples=5, deadline=None)
EVERY = (*MODULI, *CURVES)


@pytest.mark.parametrize("number", CURVES)
def test_the_generator_is_on_the_curve_and_has_the_order(number):
    curve = CURVES[number]
    assert curve.decode(curve.encode(curve.generator)) == curve.generator
    assert curve.multiply(curve.q - 1, curve.generator) == (curve.x, curve.p - curve.y)
    with pytest.raises(ValueError, match="infinity"):
        curve.multiply(curve.q, curve.generator)
    with pytest.raises(ValueError, match="infinity"):
        curve.add(curve.generator, (curve.x, curve.p - curve.y))
    assert curve.add(curve.generator, curve.generator) == curve.multiply(2, curve.generator)


@pytest.mark.parametrize("number", [10, 12, 15, 18])
@SMALL
@given(data=st.data())
def test_openssl_and_plain_python_find_the_same_products(number, data):
    curve = CURVES[number]
    times = data.draw(st.integers(1, curve.q - 1) | st.sampled_from([1, 2, curve.q - 2, curve.q - 1]))
    point = curve.multiply(data.draw(st.integers(2, curve.q - 1)), curve.generator)
    assert _multiply(curve, times, point) == curve.multiply(times, point)
    assert _multiply(curve, times, curve.generator) == curve.multiply(times, curve.generator)


@pytest.mark.parametrize("number", MODULI)
def test_the_subgroup_has_the_order(number):
    modulus = MODULI[number]
    assert pow(modulus.g, modulus.q, modulus.p) == 1
    assert (modulus.p - 1) % modulus.q == 0


@pytest.mark.parametrize("number", EVERY)
def test_both_sides_map_to_the_same_generator_and_agree(number):
    base, nonce = group(number), bytes(range(16))
    mine, its = base.private_key(), base.private_key()
    mapped = base.map(nonce, mine, base.public_key(its))
    assert mapped == base.map(nonce, its, base.public_key(mine)) != base
    mine, its = mapped.private_key(), mapped.private_key()
    assert mapped.agree(mine, mapped.public_key(its)) == mapped.agree(its, mapped.public_key(mine))


@pytest.mark.parametrize("number", EVERY)
def test_another_nonce_is_another_generator(number):
    base = group(number)
    peer = base.public_key(base.private_key())
    assert base.map(bytes(15) + b"\x01", 7, peer) != base.map(bytes(15) + b"\x02", 7, peer)


@pytest.mark.parametrize("number", CURVES)
def test_points_off_the_curve_are_refused(number):
    base = group(number)
    good = base.public_key(base.private_key())
    infinite, compressed = b"\x00", b"\x02" + good[1 : len(good) // 2 + 1]
    beside = good[:-1] + bytes((good[-1] ^ 1,))
    beyond = b"\x04" + b"\xff" * (len(good) - 1)
    for bad in (b"", infinite, compressed, beside, beyond, good[:-1], good + b"\x00"):
        for act in (lambda bad=bad: base.agree(3, bad), lambda bad=bad: base.map(bytes(16), 3, bad)):
            with pytest.raises(ValueError, match="point"):
                act()


@pytest.mark.parametrize("number", MODULI)
def test_integers_outside_the_subgroup_are_refused(number):
    base, modulus = group(number), MODULI[number]
    for element in (0, 1, 2, modulus.p - 1, modulus.p, modulus.p + modulus.g):
        with pytest.raises(ValueError, match="element"):
            base.agree(3, element.to_bytes(modulus.size + 1, "big").lstrip(b"\x00"))


@pytest.mark.parametrize("number", [-1, 3, 7, 19, 255])
def test_numbers_that_stand_for_nothing_are_refused(number):
    with pytest.raises(ValueError, match="no domain parameters"):
        group(number)
