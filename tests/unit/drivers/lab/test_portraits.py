"""Everybody in the lab has a drawn face of their own, in a file of the usual size."""

import numpy as np
import pytest

from drivers.imaging.portrait import decode_portrait
from drivers.lab.people import PEOPLE, person
from drivers.lab.portraits import PHOTO_BYTES, SIZE, draw, portrait


@pytest.mark.parametrize("someone", PEOPLE, ids=lambda someone: someone.key)
def test_a_portrait_is_a_jpeg_2000_of_exactly_the_usual_size(someone):
    data = portrait(someone.key)
    assert len(data) == PHOTO_BYTES
    assert data[4:8] == b"jP  "
    seen, drawn = decode_portrait(data)[..., ::-1].astype(int), np.asarray(draw(someone)).astype(int)
    assert seen.shape == (SIZE[1], SIZE[0], 3)
    assert np.abs(seen - drawn).mean() < 4


def test_jpeg_on_request():
    data = portrait("li", "jpeg")
    assert len(data) == PHOTO_BYTES
    assert data.startswith(b"\xff\xd8")
    assert decode_portrait(data).shape == (SIZE[1], SIZE[0], 3)


def test_no_face_is_like_another_and_each_is_the_same_every_time():
    faces = [np.asarray(draw(someone)).astype(int) for someone in PEOPLE]
    assert all(np.abs(one - other).mean() > 2 for one in faces for other in faces if one is not other)
    assert np.array_equal(faces[0], np.asarray(draw(person("zhao"))))
