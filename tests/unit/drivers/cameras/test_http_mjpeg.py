"""The stream's bad days, over a real socket."""

import contextlib
import itertools
import socket
import threading

import numpy as np
import pytest

from drivers.cameras.http_mjpeg import open_device
from drivers.errors import CameraGone, FrameGarbled
from drivers.imaging.encode import encode_jpeg
from tests.camera_bench import lab_camera, until


@pytest.fixture(scope="module")
def lab():
    with lab_camera() as bench:
        yield bench


@contextlib.contextmanager
def watching(url):
    camera = open_device({"url": url})
    with contextlib.closing(camera), contextlib.closing(camera.frames()) as frames:
        yield frames


def fault(frames):
    with pytest.raises((CameraGone, FrameGarbled)) as refused:
        list(itertools.islice(frames, 60))
    return refused.value.code


@pytest.mark.parametrize(
    ("bad_day", "code"),
    [("stall", "camera-gone"), ("garbage", "camera-garbled"), ("off", "camera-gone")],
)
def test_each_bad_day_has_its_fault_and_the_next_frames_come_when_it_is_over(lab, bad_day, code):
    camera, url = lab
    with watching(url) as frames:
        next(frames)
        camera.command([bad_day])
        assert fault(frames) == code
    with watching(url) as frames:
        assert fault(frames) == code
    camera.command(["on"])
    with watching(url) as frames:
        assert next(frames).pixels.shape == (1920, 1440, 3)


def test_leaving_hangs_up(lab):
    camera, url = lab
    with watching(url) as frames:
        next(frames)
        until(lambda: camera.state()["clients"] == 1)
    until(lambda: camera.state()["clients"] == 0)


@contextlib.contextmanager
def server_that_says(*answers):
    """A listener that gives each caller the next answer and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve():
            for answer in answers:
                caller, _ = listener.accept()
                with caller, contextlib.suppress(OSError):
                    caller.recv(4096)
                    caller.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/stream"
        for _ in answers:  # callers that never came
            with contextlib.suppress(OSError), socket.create_connection(listener.getsockname(), 0.5):
                pass
        thread.join()


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=frame\r\n\r\n"


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", CameraGone),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>camera set-up</html>", FrameGarbled),
        (b"SSH-2.0-OpenSSH_9.2\r\n", CameraGone),
        (b"", CameraGone),
        (HEAD, CameraGone),
        (HEAD + b"--frame\r\nContent-Type: image/jpeg\r\n\r\n" + b"\x00" * 5000, FrameGarbled),
    ],
)
def test_whatever_else_answers_is_a_typed_fault(answer, kind):
    with server_that_says(answer, answer, answer) as url, watching(url) as frames, pytest.raises(kind):
        next(frames)


def test_a_stream_that_ends_gives_its_pictures_and_then_a_fault():
    jpeg = encode_jpeg(np.full((480, 640, 3), 130, np.uint8))
    part = b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n%s\r\n" % (len(jpeg), jpeg)
    with server_that_says(HEAD + part * 40, HEAD) as url, watching(url) as frames:
        assert next(frames).pixels.shape == (480, 640, 3)
        assert fault(frames) == "camera-gone"


def test_faults_do_not_repeat_the_address():
    with watching("http://user:secret@127.0.0.1:9/stream") as frames, pytest.raises(CameraGone) as refused:
        next(frames)
    assert "secret" not in str(refused.value)
