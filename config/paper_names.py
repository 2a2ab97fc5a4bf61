"""Whether two names mean the same paper: 户口簿复印件 and 户口本复印件, 身份证 and 居民身份证."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["same_paper"]

ALIKE: Final = (
    ("居民户口簿", "户口簿"),
    ("户口本", "户口簿"),
    ("户籍本", "户口簿"),
    ("户簿", "户口簿"),
    ("户籍证明", "户口簿"),
    ("二代身份证", "身份证"),
    ("居民身份证", "身份证"),
    ("身份证明", "身份证"),
    ("身份证件", "身份证"),
    ("社会保障卡", "社保卡"),
    ("市民卡", "社保卡"),
    ("不动产权证书", "房产证"),
    ("不动产权证", "房产证"),
    ("房屋所有权证", "房产证"),
    ("产权证", "房产证"),
    ("房本", "房产证"),
    ("租赁合同", "租房合同"),
    ("租赁协议", "租房合同"),
    ("租房协议", "租房合同"),
    ("房屋租房合同", "租房合同"),
    ("营业执照", "执照"),
    ("结婚证明", "结婚证"),
    ("婚姻证明", "结婚证"),
    ("委托书", "授权书"),
    ("授权授权书", "授权书"),
    ("相片", "照片"),
    ("免冠照", "照片"),
    ("居住地证明", "居住证明"),
    ("住址证明", "居住证明"),
    ("申请书", "申请表"),
    ("影印件", "复印件"),
    ("拷贝件", "复印件"),
)
DECORATION: Final = re.compile(
    r"[（(][^）)]*[)）]|[\s“”《》、，。·:：]|本人|申请人|近期|有效|加盖公章的?|盖章的?|一式[一二两三]份|"
    r"[0-9一二两三]+[份张页寸]|及其?|的|免冠|白底|原件及?|与原件一致"
)


def same_paper(one: str, other: str) -> bool:
    """Whether both names mean one paper. A copy and its original are two papers: only one of them may be cancelled."""
    first, second = _bare(one), _bare(other)
    return bool(first) and first == second


def _bare(name: str) -> str:
    bare = DECORATION.sub("", unicodedata.normalize("NFKC", name))
    bare = re.sub(
        "^(?:需|须|应|请|要|应当|需要)?(?:提交|提供|携带|出具|带|交)|(?:已|予以|一律)$|(?:不再.*|一律不收)$", "", bare
    )
    for said, meant in ALIKE:
        bare = bare.replace(said, meant)
    return bare
