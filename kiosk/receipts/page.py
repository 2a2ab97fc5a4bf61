"""The page with which any telephone checks a receipt without a network: one file, the register inside."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.receipts.register import to_list

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kiosk.receipts.register import DeviceKey

__all__ = ["verification_page"]

_MARK = "/*REGISTER*/"


def verification_page(keys: Sequence[DeviceKey], issued: dt.datetime) -> str:
    """Return the page as HTML; `issued` says how old its register is."""
    page = (Path(__file__).parent / "verify.html").read_text(encoding="utf-8")
    head, _, tail = page.split(_MARK)
    register = json.dumps({"issued": issued.isoformat(timespec="seconds"), "keys": to_list(keys)})
    return head + register.replace("<", "\\u003c") + tail
