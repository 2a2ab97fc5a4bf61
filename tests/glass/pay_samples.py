"""Samples of the payment: (ask, fault, listing) by name."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.paying import PayAsk

CODE = PayAsk(
    "code",
    "0198C0DE5A1E7B00A1B2C3D4E5F60718",
    "王*明、王*一、欧*𬭎",
    "2027 年度居民医保",
    "2027 年 1 月至 12 月",
    100_000,
    qr="SIMPAY:0198c0de-5a1e-7b00-a1b2-c3d4e5f60718:100000",
    left_s=97,
)
DEAD = replace(CODE, qr="", left_s=0)
UNKNOWN = replace(DEAD, standing="unknown")
PAID = replace(DEAD, standing="paid", paid_at="2026-11-25 10:02")
REFUSED = "付款方银行没有同意，没有扣钱。请看看余额或换一种方式。"
PAYING = {
    "pay-asking": (replace(DEAD, standing="asking", resumed=True), "", ""),
    "pay-unsent": (replace(DEAD, standing="unsent"), "platform-unreachable", ""),
    "pay-code": (CODE, "", ""),
    "pay-paying": (replace(DEAD, standing="paying"), "", ""),
    "pay-unknown": (UNKNOWN, "", ""),
    "pay-unknown-offline": (UNKNOWN, "platform-unreachable", "printing"),
    "pay-paid": (PAID, "", ""),
    "pay-paid-printed": (PAID, "", "done"),
    "pay-closed": (replace(DEAD, standing="closed", why=REFUSED), "", ""),
}
