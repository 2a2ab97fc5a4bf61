"""The 56 peoples of China by the two digits that a chip holds (GB/T 3304-1991)."""

from __future__ import annotations

from typing import Final

__all__ = ["people_of"]

PEOPLES: Final = """
汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白
土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇
柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒
乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺
"""
NAMES: Final = {f"{number:02d}": name for number, name in enumerate(PEOPLES.split(), start=1)}


def people_of(code: str) -> str:
    """Return the name without 族 that an identity card prints; "" for 97 (其他), 98 (外国血统) and what is none."""
    return NAMES.get(code, "")
