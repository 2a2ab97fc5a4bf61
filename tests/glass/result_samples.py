"""Samples of Result and of what stands in its place: (ask, fault, listing) by name."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from kiosk.domain.plain_asks import TellAsk
from kiosk.domain.results import ResultAsk, ResultPaper
from kiosk.domain.words import say
from kiosk.journeys.resulting import DONE, LEAVE, SHEET, SLIP

LEAD = say("先看看再打。名字、号码只显示一部分。")
PAPER = ResultPaper(
    title="社会保险个人参保证明",
    dept_name="示范区人力资源和社会保障局",
    until=dt.date(2026, 10, 31),
    lines=(("参保单位", "示范市轴承厂"), ("参保状态", "已退休")),
    heads=("险种", "起止年月", "实缴月数", "状态"),
    rows=(
        ("职工基本养老保险", "1992-07 至 2022-06", "360", "已退休"),
        ("职工基本医疗保险", "2001-01 至 2022-06", "258", "退休享受"),
        ("失业保险", "1999-01 至 2022-06", "282", "终止缴费"),
        ("工伤保险", "2004-01 至 2022-06", "222", "终止缴费"),
    ),
    note="本证明只列在本统筹区参保的记录。用证单位可扫码核验。",
    serial="11999901MADEM003804992014004000202611260001",
    query_code="7K3M9QX4",
    proof="https://zwfw.example/q#7K3M9QX4",
)
HOUSE = replace(
    PAPER,
    title="不动产登记资料查询结果证明",
    dept_name="示范区自然资源和规划局",
    lines=(("查询结果", "本人名下在本区没有不动产登记（无房）"), ("查询用途", "申请公租房")),
    rows=(),
    note="只查本人名下、本区登记的不动产；只可用于所填的用途。",
)


def result(paper=PAPER, *, sheet=True):
    told = TellAsk(say("查到了"), LEAD, acts=(SLIP if sheet else SHEET, *DONE[sheet]))
    return ResultAsk(told, paper, "赵桂兰", "999901195310110227", sheet)


WAYS = (
    (say("原因"), "没有查到您在本区的居民养老保险记录。"),
    (say("怎么办"), "没参保的，可以在村（社区）参保；职工参保的，请选“社保证明”。"),
    (say("去哪里"), "示范区政务服务中心综合窗口"),
    (say("几点开门"), "工作日 08:30-12:00，14:00-17:30"),
    (say("打电话"), "0999-1234567"),
)
RESULTS = {
    "result": (result(), "", ""),
    "result-printed": (result(HOUSE), "", "done"),
    "result-no-sheets": (result(), "", "sheets-unavailable"),
    "result-slip": (result(HOUSE, sheet=False), "", ""),
    "result-refused": (TellAsk(say("这次没有打出来"), say("原因和办法都在下面。"), WAYS, acts=LEAVE), "", ""),
}
