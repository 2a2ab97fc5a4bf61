"""Codes of 政务服务 items and their owners (GB/T 39554.1-2020, GB 32100-2015)."""

from __future__ import annotations

import re

__all__ = ["is_catalog_code", "is_handle_item", "is_task_code", "is_uscc"]

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_LENGTH = 18
USCC_WEIGHTS = tuple(3**place % 31 for place in range(USCC_LENGTH - 1))


def is_uscc(text: str) -> bool:
    """Whether this is a 统一社会信用代码: 18 characters without I O S V Z, the last a check character (mod 31)."""
    if len(text) != USCC_LENGTH or any(character not in USCC_ALPHABET for character in text):
        return False
    total = sum(USCC_ALPHABET.index(character) * weight for character, weight in zip(text, USCC_WEIGHTS, strict=False))
    return USCC_ALPHABET[-total % 31] == text[-1]


def is_catalog_code(text: str) -> bool:
    """Whether this is a 基本编码: 区域 2 + 事项类型 2 + 主项 5 + 子项 3, all digits."""
    return re.fullmatch(r"[0-9]{12}", text) is not None


def is_task_code(text: str, uscc: str, use_level: int, catalog_code: str) -> bool:
    """Whether this is the 实施编码 (31) of its owner's code, level of exercise and 基本编码."""
    return text == f"{uscc}{use_level}{catalog_code}"


def is_handle_item(text: str, task_code: str) -> bool:
    """Whether this is a 业务办理项编码: the 实施编码 and two more digits (33)."""
    return text[:-2] == task_code and re.fullmatch(r"[0-9]{2}", text[-2:]) is not None
