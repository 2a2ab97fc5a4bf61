"""Bench for camera tests: scenes as the camera sees them, and a parent that listens to a real camera process."""

import contextlib
import functools
import multiprocessing
import time

import numpy as np
from PIL import ImageDraw

from drivers.cameras.worker import serve
from drivers.lab import desk
from drivers.lab.camera import LabCamera
from drivers.lab.papers import render
from drivers.types import Frame

DEADLINE_S = 30.0
"""Far more than anything here takes: reached only when something hangs."""

SKINS = ((224, 172, 140), (150, 100, 70), (60, 42, 34))


def bgr(image):
    """A Pillow picture as the camera's pixels."""
    return np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])


def noisy(image, seed=1):
    return bgr(desk.noisy(image, seed))


@functools.lru_cache(maxsize=4)
def scene(kind="residence-proof", **how):
    return desk.Scene(render(kind), **how)


@functools.lru_cache(maxsize=8)
def pixels(kind="residence-proof", drop=0.0, **how):
    """One noisy frame of a paper on the mat."""
    return noisy(scene(kind, **how).at(drop))


@functools.cache
def bare():
    return noisy(desk.empty())


def covered(image, x, y, skin):
    """Lay a hand on it: three fingers whose tips are at height y, coming from below."""
    image = image.copy()
    pen = ImageDraw.Draw(image)
    for finger in range(3):
        tip = x + finger * 70
        pen.line([(tip, y), (tip + 200, 2100)], fill=skin, width=56)
        pen.ellipse([tip - 28, y - 28, tip + 28, y + 28], fill=skin)
    return noisy(image)


def film(*parts, fps=15):
    """Frames of (pixels, seconds) parts one after another, each at its moment."""
    moment = 0.0
    for part, seconds in parts:
        for _ in range(round(seconds * fps)):
            yield Frame(part, moment)
            moment += 1 / fps


def until(done, deadline_s=DEADLINE_S):
    """Wait for a condition that a thread or process brings about."""
    end = time.monotonic() + deadline_s
    while not done():
        assert time.monotonic() < end, "waited in vain"


@contextlib.contextmanager
def lab_camera():
    """A running lab camera and its url."""
    camera = LabCamera()
    url = camera.start()["camera.url"]
    try:
        yield camera, url
    finally:
        camera.stop()


def lay(camera, *words):
    """Say `show …` and wait until it is on the stream."""
    camera.command(["show", *words])
    until(lambda: camera.state()["ready"])


class Parent:
    """The other end of a camera process's pipe."""

    def __init__(self, link, process):
        self.link, self.process = link, process

    def say(self, *message):
        self.link.send(message)

    def hear(self, name, suits=lambda _: True):
        """Read on until a message of this name that suits."""
        end = time.monotonic() + DEADLINE_S
        while self.link.poll(max(0.0, end - time.monotonic())):
            message = self.link.recv()
            if message[0] == name and suits(message):
                return message
        raise AssertionError(f"no {name} came")

    def drain(self):
        """Read until the process hangs up."""
        with contextlib.suppress(EOFError, ConnectionError):
            while self.link.poll(DEADLINE_S):
                self.link.recv()


@contextlib.contextmanager
def camera_process(driver, **options):
    """A real process that serves a camera, as the lane starts it."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, driver, options))
    process.start()
    theirs.close()
    try:
        yield Parent(ours, process)
    finally:
        ours.close()
        process.join(DEADLINE_S)
        process.kill()
        process.join()
        process.close()
