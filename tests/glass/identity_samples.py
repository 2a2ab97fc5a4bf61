"""Samples of the ways to show that it is you: (ask, fault, listing) by name."""

from __future__ import annotations

import datetime as dt

from config.load import load_services
from kiosk.domain.inquiry import Found, Inquiry
from kiosk.domain.person import Identity
from kiosk.domain.run import Run
from kiosk.journeys import proving

WANG = Identity("resident", "王小明", "999901200402290215", "男", dt.date(2004, 2, 29), "sam_verified")
RUN = Run(load_services()["realestate-query"], WANG, 1)
WRONG = {"code": "secret-wrong", "text_zh": "密码不对，还可以输 4 次", "todo_zh": "看准了再输一次，或者换个办法"}


def compared(state="known", **document):
    return proving.told(RUN, Found(Inquiry(proving.MATCH, "id"), state, document))


def coded(document, refusal):
    return proving.told_code(RUN, Found(Inquiry("verify-code", "id"), "known", document), refusal)


PROVING = {
    "prove": (proving.offered(RUN, "key"), "", ""),
    "prove-secret": (proving.keypad(Run(RUN.item, WANG, 1, typing="2309")), "", ""),
    "prove-wrong": (compared(refused=WRONG), "", ""),
    "prove-failed": (compared("failed"), "", ""),
    "proved": (compared(matched=True), "", ""),
    "prove-code": (proving.show_code(), "", ""),
    "prove-code-other": (coded(document={"at": ""}, refusal="phone-code-other"), "", ""),
    "prove-window": (proving.elsewhere(RUN), "", ""),
}
