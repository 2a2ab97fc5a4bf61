"""Filed cases to make receipts of."""

import dataclasses
import datetime as dt

from kiosk.domain.case import Acknowledgement, Filed, Promise

BEIJING = dt.timezone(dt.timedelta(hours=8))
NOW = dt.datetime(2026, 11, 21, 9, 48, 30, tzinfo=BEIJING)
CASE_ID = "019aa4b0-7c2e-7b5a-8d31-5f0c9e4a7b21"

RECEIVED = Filed(
    case_id=CASE_ID,
    receipt_no="K0007-20261121-0042-C",
    query_code="7K3M9QXX",
    item_id="elder-card",
    task_name="老年人优待证与免费乘车卡联合办理",
    dept_name="示范区民政局",
    masked_name="赵*兰",
    materials=("身份证信息", "居住证明 1 页"),
    filed=dt.datetime(2026, 11, 21, 9, 48, tzinfo=BEIJING),
    promise=Promise(("photo",), 5, dt.date(2026, 11, 27)),
    promised_names=("照片 1 张",),
    next_steps=("补齐照片，当场办结", "证件邮寄到家，请留意电话"),
)
ACCEPTED = dataclasses.replace(
    RECEIVED, acknowledgement=Acknowledgement(CASE_ID, "SF26112100042317", RECEIVED.filed, dt.date(2026, 11, 27))
)
