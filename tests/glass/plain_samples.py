"""Samples of Pick and Tell: (ask, fault, listing) by name."""

from __future__ import annotations

from kiosk.domain.plain_asks import Act, Happening, PickAsk, PickRow, Side, TellAsk
from kiosk.domain.words import say

PRINT = Act("print", "打凭条")
WINDOWS = tuple(
    PickRow(
        f"w{n}",
        f"11 月 {20 + n} 日 星期三",
        ("示范区政务服务中心综合窗口 A01", f"还有 {n} 个号"),
        "有号",
        "ok",
        "calendar-check",
    )
    for n in range(1, 13)
)
FULL = PickRow("full", "09:30–10:00", ("三个号都约完了",), "约满", off=True)
FACTS = (
    ("事项", "老年人优待证与乘车卡"),
    ("办件编号", "11999901MADEM001184990711001000202611210004"),
    ("现在谁在办", "示范市民政局"),
    ("下一步", "审核后发证，不用您做什么"),
    ("最晚办好", "12 月 2 日，还有 3 个工作日"),
)
LINE = (
    Happening("11 月 21 日 09:48", "收件：材料交到了本机", "done"),
    Happening("11 月 21 日 09:50", "受理：示范市民政局", "done"),
    Happening("11 月 24 日起", "在办：正在审核", "now"),
    Happening("最晚 12 月 2 日", "办结：出证"),
)
STOPPED = (
    Happening(
        "11 月 24 日 15:02",
        "不予受理：您的户籍在外市，应当在户籍所在地申请；已经住满半年的，请带居住证明当面核对后再办。",
        "bad",
    ),
    Happening("要带", "居住证、居住证明原件、本人照片", "warn"),
)
AGREED = "您 2026 年 11 月 21 日 09:55 同意调用，同意编号 K0007-20261121-0042-C"
PLAIN = {
    "pick": (PickAsk("约哪一天？", "周末和节假日窗口不办公。", WINDOWS[:3]), "", ""),
    "pick-many": (PickAsk("约哪一天？", "周末和节假日窗口不办公。", WINDOWS, acts=(PRINT,)), "", ""),
    "pick-full": (PickAsk("约几点？", "", (FULL, *WINDOWS[:2]), notice="您选的时段刚被约走，下面三个还有号。"), "", ""),
    "pick-waiting": (PickAsk("约哪一天？", waiting=True), "", ""),
    "pick-empty": (
        PickAsk(
            "没有要补的材料",
            empty="没有查到还缺材料的办件。刚交的件，请过一会儿再查。",
            acts=(Act("again", "再查一次"),),
        ),
        "",
        "",
    ),
    "pick-failed": (PickAsk("约哪一天？"), "answer-out-of-turn", ""),
    "tell": (
        TellAsk("审核中，不用您跑", "", FACTS, LINE, (PRINT, Act("go", "知道了")), light="在期限内", tint="ok"),
        "",
        "",
    ),
    "tell-printed": (
        TellAsk(
            "约好了",
            "Y012 号",
            FACTS[:3],
            (),
            (Act("pick", "取消预约", id="cancel"), Act("pick", "改约", id="move"), PRINT, Act("go", "好了")),
        ),
        "",
        "done",
    ),
    "tell-stopped": (
        TellAsk(
            "这件没能受理",
            "原因和办法都在下面。",
            FACTS[:3],
            STOPPED,
            (PRINT, Act("go", "请人工处理")),
            light="已停",
            tint="bad",
            notice="您可以 60 日内申请行政复议。",
        ),
        "",
        "",
    ),
    "tell-lanes": (
        TellAsk(
            "正在办理（在办）",
            "",
            (
                ("没有办成", "老年人免费乘车卡"),
                ("原因", "照片与证件不是同一个人"),
                (
                    "去哪里",
                    "示范区交通运输局，示范区政务服务中心综合窗口（工作日 08:30-12:00，14:00-17:30），或拨 12345",
                ),
                ("事项", "老年人优待证与免费乘车卡联合办理"),
            ),
            LINE[:3],
            (Act("escalate", "办不成的事"), PRINT, Act("go", "看好了")),
            sides=(
                Side("老年人优待证", "示范区民政局", "办好了", "ok"),
                Side("老年人免费乘车卡", "示范区交通运输局", "没有办成", "bad"),
            ),
        ),
        "",
        "",
    ),
    "tell-late": (
        TellAsk(
            say("正在办理（在办）"),
            facts=(("事项", "老年人优待证与免费乘车卡联合办理"), ("最晚办好", "2026 年 12 月 2 日，还有 3 个工作日")),
            timeline=LINE[:3],
            acts=(Act("pick", say("办理过程"), "magnifying-glass", "trail"), PRINT, Act("go", "看好了")),
            light="在期限内",
            tint="ok",
            sides=(
                Side("老年人优待证", "示范区民政局", "正在办，超过期限", "bad"),
                Side("老年人免费乘车卡", "示范区交通运输局", "正在办", "brand"),
            ),
        ),
        "",
        "",
    ),
    "tell-again": (
        TellAsk(
            say("办好了（办结）"),
            facts=(
                (say("差评整改"), "已上门道歉，重新说明了要带的材料，退回多收的复印费。"),
                ("事项", "老年人优待证与免费乘车卡联合办理"),
                ("下一步", "按办理时告诉您的方式领取"),
            ),
            timeline=LINE[:3],
            acts=(
                Act("pick", say("再评一次"), "star", "rate"),
                Act("pick", say("办理过程"), "magnifying-glass", "trail"),
                PRINT,
                Act("go", "看好了"),
            ),
            tint="ok",
        ),
        "",
        "",
    ),
    "tell-trail": (
        TellAsk(
            say("办理过程"),
            say("每一步谁办的、几时办的，都记着。"),
            (("事项", "老年人优待证与乘车卡"), (say("存证号"), "9F2C41D07BA83E55")),
            (
                Happening("11 月 21 日 09:48", "收件（自助终端 K0007）", "done"),
                Happening("11 月 21 日 09:50", "受理（示范区民政局）", "done"),
                Happening("11 月 24 日 10:05", "一次告知要补什么（示范区民政局）", "warn"),
                Happening("11 月 25 日 08:31", "收到补交的材料（自助终端 K0009）", "done"),
            ),
            (Act("print", say("打办理过程")), Act("go", say("看好了"))),
        ),
        "",
        "",
    ),
    "tell-looks": (
        TellAsk(
            say("谁看过我的数据"),
            say("只有您的卡能看。不认得的，拨 12345 报编号。"),
            (),
            tuple(
                Happening(
                    f"11 月 {day} 日 09:48",
                    f"终端 K0007 为“老年人优待证与免费乘车卡联合办理”查了{what}",
                    "done",
                )
                for day, what in (
                    ("25", "办件进度，编号 3C1E77A0"),
                    ("21", f"电子证照库（居住证），编号 0F8FAD5B。{AGREED}"),
                )
            ),
            (Act("escalate", say("有我不认得的")), Act("print", say("打查询记录")), Act("go", say("看好了"))),
        ),
        "",
        "",
    ),
    "tell-waiting": (TellAsk("正在查", waiting=True), "", ""),
}
