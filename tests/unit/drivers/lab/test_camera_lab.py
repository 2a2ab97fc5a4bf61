import functools
import http.client
import io
from urllib.parse import urlsplit

import pytest
from PIL import Image

from drivers.lab.camera import LabCamera
from drivers.lab.mjpeg import MjpegServer
from drivers.lab.papers import render
from tests.camera_bench import lab_camera, lay, until


@pytest.fixture(scope="module")
def lab():
    with lab_camera() as bench:
        yield bench


class Stream:
    """A plain HTTP viewer. It comes when it first looks: the camera hangs up on who stays and does not read."""

    def __init__(self, url, path="/stream"):
        self._line = http.client.HTTPConnection(urlsplit(url).netloc, timeout=20)
        self._path = path

    @functools.cached_property
    def answer(self):
        self._line.request("GET", self._path)
        return self._line.getresponse()

    def part(self):
        """The next part: its headers, and its bytes."""
        assert self.answer.readline() == b"--frame\r\n"
        head = dict(line.split(": ") for line in iter(lambda: self.answer.readline().decode().strip(), ""))
        body = self.answer.read(int(head["Content-Length"]))
        assert self.answer.readline() == b"\r\n"
        return head, body

    def close(self):
        if "answer" in vars(self):
            self.answer.close()
        self._line.close()


@pytest.fixture
def stream(lab):
    camera, url = lab
    camera.command(["on"])
    viewer = Stream(url)
    yield viewer
    viewer.close()


def picture(part):
    return Image.open(io.BytesIO(part[1]))


def brightness(stream):
    return sum(picture(stream.part()).convert("L").resize((1, 1)).getpixel((0, 0)) for _ in range(3)) / 3


def test_the_stream_is_multipart_jpeg_in_portrait(stream):
    assert stream.answer.headers.get_content_type() == "multipart/x-mixed-replace"
    head, body = stream.part()
    assert head["Content-Type"] == "image/jpeg"
    assert picture((head, body)).size == (1440, 1920)


def test_frames_of_a_still_paper_differ_because_a_sensor_is_noisy(lab, stream):
    camera, _ = lab
    lay(camera, "blank")
    for _ in range(12):
        stream.part()
    parts = [stream.part()[1] for _ in range(12)]
    assert len(set(parts)) > 1


def test_a_paper_slides_in_and_out_again(lab, stream):
    camera, _ = lab
    lay(camera, "none")
    until(lambda: brightness(stream) < 60)
    camera.command(["show", "residence-proof"])
    seen = []
    until(lambda: seen.append(brightness(stream)) or seen[-1] > 110)
    camera.command(["show", "none"])
    until(lambda: brightness(stream) < 60)


def test_its_state_says_what_lies_there_and_who_watches(lab, stream):
    camera, _ = lab
    lay(camera, "household", "--turn", "90", "--tilt", "-4", "--glare")
    stream.part()
    until(lambda: camera.state()["clients"] == 1)
    assert camera.state() == {"showing": "household", "ready": True, "mode": "on", "clients": 1}


def test_any_picture_can_be_laid_on_the_tray(lab, stream, tmp_path):
    camera, _ = lab
    render("certificate").save(tmp_path / "own.png")
    lay(camera, str(tmp_path / "own.png"))
    assert camera.state()["showing"] == "file"
    until(lambda: brightness(stream) > 60)


def test_a_picture_of_the_frames_proportions_is_the_whole_view(lab, stream, tmp_path):
    camera, _ = lab
    Image.new("RGB", (300, 400), (30, 160, 40)).save(tmp_path / "view.png")
    lay(camera, str(tmp_path / "view.png"))
    until(lambda: picture(stream.part()).getpixel((5, 5))[1] > 120)
    until(lambda: picture(stream.part()).getpixel((1435, 1915))[1] > 120)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["dance"],
        ["show"],
        ["show", "none", "--turn", "45"],
        ["show", "blank", "--tilt", "much"],
        ["show", "no-such-file.jpg"],
        ["show", __file__],
        ["off", "please"],
    ],
)
def test_words_that_are_no_command_are_answered_with_the_usage(lab, words):
    camera, _ = lab
    with pytest.raises(ValueError, match=r"usage|kind of paper"):
        camera.command(words)


def test_garbage_is_parts_that_are_no_pictures(lab, stream):
    camera, _ = lab
    camera.command(["garbage"])
    until(lambda: not stream.part()[1].startswith(b"\xff\xd8"))


def test_off_hangs_up_and_on_answers_at_the_same_address(lab, stream):
    camera, url = lab
    stream.part()
    camera.command(["off"])
    while stream.answer.read1(65536):
        pass
    with pytest.raises(ConnectionError):
        Stream(url).part()
    camera.command(["on"])
    viewer = Stream(url)
    assert picture(viewer.part()).size == (1440, 1920)
    viewer.close()


def test_only_the_stream_is_served(lab):
    camera, url = lab
    camera.command(["on"])
    viewer = Stream(url, "/etc/passwd")
    assert viewer.answer.status == 404
    viewer.close()


def test_stopping_is_harmless_twice_and_before_starting():
    camera = LabCamera()
    camera.stop()
    camera.start()
    camera.stop()
    camera.stop()
    assert camera.state()["mode"] == "off"


def test_a_taken_port_is_refused():
    server = MjpegServer(0, lambda: None)
    with pytest.raises(OSError, match="in use"):
        MjpegServer(server.server_port, lambda: None)
    server.close()


def test_a_camera_that_is_not_started_says_so():
    with pytest.raises(ValueError, match="not started"):
        LabCamera().command(["show", "none"])
