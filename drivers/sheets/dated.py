"""The moment that a PDF says it was made: the paper's, so that the same paper is the same file."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

__all__ = ["dated"]

_INFO_DATE: Final = re.compile(rb"D:\d{14}(Z|[+-]\d\d'\d\d')")
_XMP_DATE: Final = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")


def dated(written: bytes, made: dt.datetime) -> bytes:
    """Put the paper's moment in place of the writer's clock, byte for byte as long, so that no offset moves."""

    def info(found: re.Match[bytes]) -> bytes:
        return b"D:" + f"{made.astimezone(_zone(found[1])):%Y%m%d%H%M%S}".encode() + found[1]

    def xmp(found: re.Match[bytes]) -> bytes:
        return f"{made.astimezone(_zone(found[1])):%Y-%m-%dT%H:%M:%S}".encode() + found[1]

    return _XMP_DATE.sub(xmp, _INFO_DATE.sub(info, written, count=2), count=3)


def _zone(offset: bytes) -> dt.timezone:
    """Return the zone that the writer took: the offset in the file stays as it is."""
    digits = re.sub(rb"[^-0-9]", b"", offset).decode() or "0000"
    minutes = int(digits[-4:-2]) * 60 + int(digits[-2:])
    return dt.timezone(dt.timedelta(minutes=-minutes if offset.startswith(b"-") else minutes))
