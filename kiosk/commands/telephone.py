"""A citizen's telephone for the lab: a code of the sandbox, fresh at this moment, on a screen under the camera."""

from __future__ import annotations

import datetime as dt
import importlib
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["USAGE", "telephone"]

USAGE = "phone show ctid|licence|ecard [--person KEY], or phone away"
FRAME, SCREEN, ROOM = (1440, 1920), (760, 1500), 720  # pixels: the camera's picture, the telephone, its code
TRAY, GLASS = (52, 54, 58), (250, 250, 250)


def telephone(words: Sequence[str], folder: Path) -> list[str]:
    """Return what the lab's camera is to be told; the picture of the telephone is left in `folder`.

    Raises ValueError with the usage.
    """
    match words:
        case ["away"]:
            return ["camera", "show", "none"]
        case ["show", kind]:
            return _shown(kind, "zhao", folder)
        case ["show", kind, "--person", key]:
            return _shown(kind, key, folder)
        case _:
            raise ValueError(USAGE)


def _shown(kind: str, key: str, folder: Path) -> list[str]:
    people = {one.key: one.number for one in importlib.import_module("drivers.lab.people").PEOPLE}
    if kind not in {"ctid", "licence", "ecard"} or key not in people:
        raise ValueError(f"{USAGE}; people: {', '.join(people)}")
    make_code = importlib.import_module("kiosk.gateway.sandbox.phone_codes").make_code
    dots = importlib.import_module("drivers.printers.qr").qr_dots(
        make_code(kind, people[key], dt.datetime.now(dt.UTC)), ROOM
    )
    code = Image.fromarray(~dots).convert("RGB")
    picture = Image.new("RGB", FRAME, TRAY)
    left, top = (FRAME[0] - SCREEN[0]) // 2, (FRAME[1] - SCREEN[1]) // 2
    ImageDraw.Draw(picture).rounded_rectangle((left, top, left + SCREEN[0], top + SCREEN[1]), 40, GLASS)
    picture.paste(code, ((FRAME[0] - code.width) // 2, (FRAME[1] - code.height) // 2))
    file = folder / "telephone.png"
    picture.save(file)
    return ["camera", "show", str(file)]
