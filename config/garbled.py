"""Text that no eye reads: wrongly decoded, escaped, packed, or written with letters that only look like others."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["garbled", "lookalike"]

READ_AS_LATIN = re.compile(
    "[\u00a1-\u00ff]{4}|(?:[\u00c0-\u00ff][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]{1,2}){2}"
)
READ_AS_GBK = re.compile(
    "(?:[锛銆鈥鐨鏄鍦浜鏉鐢閮璇绔鎴娇鐓鎸鍚鏂][\u4e00-\u9fff\ue000-\uf8ff€]?){2}[锛銆鈥鐨鏄鍦浜鏉鐢閮璇绔鎴娇鐓鎸鍚鏂]?"
)
RUN = re.compile("[^\x00-\x7f]{5,}")
LOST = re.compile("锟斤拷|烫烫|屯屯屯|\ufffd|□{2,}|■{2,}|\\?{3,}")
ESCAPED = re.compile(
    r"\\[ux][0-9a-f]{2,4}(?:\\[ux]|\b)|(?:%[0-9a-f]{2}){3}|%u[0-9a-f]{4}|=[0-9A-F]{2}=[0-9A-F]{2}=", re.IGNORECASE
)
PACKED = re.compile(
    r"(?<![A-Za-z0-9+/])(?=[A-Za-z0-9+/]*[a-z])(?=[A-Za-z0-9+/]*[A-Z])(?=[A-Za-z0-9+/]*\d)[A-Za-z0-9+/]{24,}=*"
)
KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]{2}")
LOST_BYTES = 3  # a character of three bytes may be cut at the end of the run
MISREAD = re.compile("[\u4e00-\u9fff]l[\u4e00-\u9fff]")  # 各l伤: a one read by a machine
MIXED = re.compile(r"[A-Za-z][\u0370-\u03ff\u0400-\u052f]|[\u0370-\u03ff\u0400-\u052f][A-Za-z]")
ALIKE = str.maketrans("枓証専昰芣亻莪價涐咑", "料证专是不人我价我打")


def garbled(text: str) -> str:
    """Return what cannot be read, "" in a text that can: mojibake, escapes, base64, Cyrillic among Latin letters."""
    if found := LOST.search(text) or READ_AS_LATIN.search(text) or MISREAD.search(text) or KANA.search(text):
        return f"garbled text {found.group()}"
    if run := _read_as_gbk(text):
        return f"garbled text {run}"
    if found := ESCAPED.search(text) or PACKED.search(text):
        return f"encoded text {found.group()[:12]}"
    if found := MIXED.search(text):
        return f"lookalike letters {found.group()}"
    return ""


def _read_as_gbk(text: str) -> str:
    """Return a run of characters whose GBK bytes are UTF-8: 鏀跨瓥鏂囦欢 is 政策文件."""
    if found := READ_AS_GBK.search(text):
        return found.group()
    for run in RUN.findall(text):
        written = run.encode("gb18030", "replace")
        for lost in range(LOST_BYTES):
            try:
                meant = written[: len(written) - lost].decode("utf-8")
            except UnicodeDecodeError:
                continue
            if min(meant, default="") >= "\u3000":
                return str(run)
    return ""


def lookalike(text: str) -> str:
    """Return the text with characters put back that stand for others which look the same; length is kept."""
    return text.translate(ALIKE) if any(unicodedata.category(one) == "Lo" for one in text) else text
