"""Grab one frame and say what is on it."""

from __future__ import annotations

import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.discovery import open_device
from drivers.errors import CameraGone
from drivers.imaging import detect, encode, gates
from kiosk.commands.probes.request import Finding

if TYPE_CHECKING:
    from config.schema import Profile
    from drivers.types import Frame
    from kiosk.commands.probes.request import Request

__all__ = ["probe"]

_SETTLE = 3  # frames: the first ones of a USB camera are still dark


def probe(profile: Profile, request: Request) -> Finding:
    """Open the camera, take the newest frame, look for a sheet. Raises CameraError."""
    began = time.monotonic()
    camera = open_device("cameras", profile.camera.driver, profile.camera.options)
    try:
        frames = list(islice(camera.frames(), _SETTLE))
    finally:
        camera.close()
    if not frames:
        raise CameraGone("the camera opened and gave no frame")
    frame = frames[-1]
    height, width = frame.pixels.shape[:2]
    facts = {"width": width, "height": height, "frames": len(frames), "ms": round((time.monotonic() - began) * 1000)}
    return Finding(ok=True, facts=facts | _sheet(frame) | _saved(frame, request.save))


def _sheet(frame: Frame) -> dict[str, object]:
    sheet = detect.find_sheet(frame.pixels)
    if sheet is None:
        return {"sheet": False}
    acutance = gates.acutance(frame.pixels, sheet.quad)
    return {
        "sheet": True,
        "acutance": round(acutance, 3),
        "sharp": acutance >= gates.SHARP,
        "clear": gates.is_clear(frame.pixels, sheet.quad),
    }


def _saved(frame: Frame, file: str) -> dict[str, object]:
    if not file:
        return {}
    Path(file).write_bytes(encode.encode_jpeg(frame.pixels))
    return {"saved": file}
