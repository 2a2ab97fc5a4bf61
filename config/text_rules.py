"""How a fault is told: short, calm, with what was kept and two ways onward."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from config.schema import Fault

__all__ = ["check_fault"]

TITLE_LENGTH: Final = 10
LINE_LENGTH: Final = 24
HARSH: Final = re.compile("错误|失败|非法|必须|无效|不能办|禁止|异常|[A-Z]{3}")


def check_fault(fault: Fault, note: Callable[[str, str], None]) -> None:
    """Tell `note(key, message)` of everything in a fault that people should not be shown."""
    if not re.fullmatch(r"[A-Z]-[0-9]{3}", fault.number):
        note(f"{fault.code}.number", "expected a letter and three digits, as P-021")
    for field in fields(fault):
        value = getattr(fault, field.name)
        if value == "" or (isinstance(value, tuple) and "" in value):
            note(f"{fault.code}.{field.name}", "is empty")
    for name in ("title", "happened", "kept", "ways"):
        value = getattr(fault, name)
        room = TITLE_LENGTH if name == "title" else LINE_LENGTH
        for text in value if isinstance(value, tuple) else (value,):
            if HARSH.search(text):
                note(f"{fault.code}.{name}", "holds a word that people are not told")
            if len(text) > room:
                note(f"{fault.code}.{name}", f"expected at most {room} characters")
