"""The name and the formula of every figure of the monthly report, as the report itself tells them (F52).

「本月件」: cases whose `received` row is of this month by the office's clock. What became of them counts as far as the
ledger goes; days are the office's. `events` are those of 办件台账 (kiosk.domain.ledger).
"""

from __future__ import annotations

from typing import Final

__all__ = ["FORMULAS"]

FORMULAS: Final[dict[str, tuple[str, str]]] = {
    "month": ("月份", "办公时区（Asia/Shanghai）的自然月"),
    "received": ("收件数", "received 事件落在本月的件数（本月件）"),
    "online": ("网办率", "本月件中由自助终端收件的 ÷ 本月件"),
    "whole_online": ("全网通办率", "终端能从头办到尾的事项（有 steps）÷ 全部事项"),
    "instant": ("即办件率", "本月件中即办件（project_type=1）且受理当日办结的 ÷ 本月件；没有 accepted 的按办结日算"),
    "within_a_day": ("一日办结占比", "办结日减受理日不超过 1 天的 ÷ 本月件中已办结的"),
    "at_most_one_visit": ("最多跑一次占比", "本月件中已办结、且 visits 最大值不超过 1 的 ÷ 本月件中已办结的"),
    "one_visit_items": ("最多跑一次事项占比", "到现场次数（limit_scene_num）不超过 1 的事项 ÷ 全部事项"),
    "in_time": ("按期办结率", "办结日不晚于最后一次告知的承诺日（due）的 ÷ 本月件中已办结且有承诺日的"),
    "deferred": ("容缺件数", "本月件中 received 行 deferred 大于 0 的件数"),
    "papers_per_case": ("平均材料数", "本月件 received 行 papers 之和 ÷ 本月件"),
    "promise_days": ("平均承诺时限", "各事项承诺工作日（promise_days）之和 ÷ 全部事项"),
    "statutory_saved": (
        "时限压缩比例",
        "有法定时限的事项：（anticipate_days − promise_days）之和 ÷ anticipate_days 之和",
    ),
    "papers_cut": ("精简比例", "各事项已取消材料（cancelled）数之和 ÷（已取消 + 现在仍要的材料数）之和"),
    "fields_prefilled": ("表单预填率", "各事项表单中由卡或证照库填好（prefill）的字段数之和 ÷ 全部字段数之和"),
    "rated_good": ("好评率", "本月件的评价中 level 3、4、5 的 ÷ level 1 至 5 的；没评的不算"),
    "bad_corrected": ("差评整改率", "本月件中有 level 1、2 评价、且有 corrected 事件的 ÷ 有 level 1、2 评价的"),
    "available": (
        "设备可用率",
        "各终端 terminal-up 到下一次 terminal-down 的秒数 ÷ 各终端从第一行（或月初）到月末（或台账末行）的秒数",
    ),
}
