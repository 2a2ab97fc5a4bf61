"""How WLT decoders are called: the forms of shared libraries that public code loads, and what they give back.

- `unpack(wlt, picture, 708)`, also under its C++ name: 1 when good; the picture is 102 by 126 RGB triples, the lowest
  row first (libwlt*.so), or a whole BMP;
- `GetBmp(path of a .wlt file, 1)`: 1 when good; writes the BMP beside it (WltRS). Files go into memory only.
"""

from __future__ import annotations

import ctypes
import os
import tempfile
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drivers.errors import PhotoUnreadable
from drivers.readers.wlt_bmp import PIXELS

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["WLT_SIZE", "load"]

WLT_SIZE = 1024
_MOST = 256 * 1024
_GOOD = 1
_EDITION = 708  # what every public caller passes; nobody says what it means
_RS232 = 1
_FENCE = bytes(range(64, 128)) * 16


def load(path: str) -> Callable[[bytes, Path], bytes]:
    """Load the library and return how it is called: with the picture, and a name that its files may begin with.

    Raises PhotoUnreadable, as every call does.
    """
    try:
        library = ctypes.CDLL(path)
    except OSError:
        raise PhotoUnreadable("the photo library cannot be loaded") from None
    for symbol, call in _FORMS.items():
        with suppress(AttributeError):
            function = library[symbol]
            function.restype = ctypes.c_int
            return partial(call, function)
    raise PhotoUnreadable("the photo library has no function that is known here")


def _unpack(function: Callable[..., int], wlt: bytes, _: Path) -> bytes:
    given = ctypes.create_string_buffer(wlt, WLT_SIZE)
    room = ctypes.create_string_buffer(bytes(_MOST) + _FENCE, _MOST + len(_FENCE))
    answer = function(given, room, ctypes.c_int(_EDITION))
    picture = room.raw
    ctypes.memset(room, 0, _MOST)
    if picture[_MOST:] != _FENCE:
        raise PhotoUnreadable("the photo library wrote past the end")
    if picture.startswith(b"BM") and answer >= 0:
        return picture[: int.from_bytes(picture[2:6], "little")]
    if answer != _GOOD:
        raise PhotoUnreadable(f"the photo library answered {answer}")
    return picture[:PIXELS]


def _get_bmp(function: Callable[..., int], wlt: bytes, mark: Path) -> bytes:
    with tempfile.TemporaryDirectory(dir=mark.parent, prefix=f"{mark.name}.") as folder:
        given, made = Path(folder, "photo.wlt"), Path(folder, "photo.bmp")
        given.write_bytes(wlt)
        answer = function(os.fsencode(given), ctypes.c_int(_RS232))
        if answer != _GOOD or not made.is_file() or made.stat().st_size > _MOST:
            raise PhotoUnreadable(f"the photo library answered {answer}")
        return made.read_bytes()


_FORMS: dict[str, Callable[[Any, bytes, Path], bytes]] = {
    "unpack": _unpack,
    "_Z6unpackPcS_i": _unpack,
    "_Z6unpackPhS_i": _unpack,
    "GetBmp": _get_bmp,
}
