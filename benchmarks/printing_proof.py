"""Receipts that prove themselves: time to sign and to check, size of the symbol, and every altered bit refused."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import statistics
import time
import uuid
from typing import TYPE_CHECKING

import segno
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.figures import at_most, median_and_worst, seen
from drivers.printers.qr import module_dots, qr_modules
from kiosk.domain.case import Acknowledgement, Filed, Promise
from kiosk.receipts import receipt_document
from kiosk.receipts.clock import Clock
from kiosk.receipts.errors import ReceiptRefused
from kiosk.receipts.proof import prove, verify
from kiosk.receipts.proof_form import DIGITS, from_digits, to_digits
from kiosk.receipts.register import DeviceKey
from offline_cache.case_numbers import PLAIN, is_query_code, query_code, uuid7
from offline_cache.keys import DeviceKeys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.figures import Figure

__all__ = ["figures"]

_ROUNDS, _QUICK_ROUNDS = 300, 40
_CODES, _QUICK_CODES = 2000, 200
_FLEET = 3000
_SIGN_MS, _CHECK_MS, _COMPOSE_MS = 2.0, 50.0, 5.0
_MODULES = 57
_NOW = dt.datetime(2026, 11, 21, 9, 48, tzinfo=dt.UTC)
_KEYS = DeviceKeys(Ed25519PrivateKey.generate(), bytes(32))


def figures(*, quick: bool) -> Iterator[Figure]:
    """Measure; needs neither printer nor platform."""
    rounds = _QUICK_ROUNDS if quick else _ROUNDS
    cases = [_case(number) for number in range(rounds)]
    register = _register()
    texts, signing, checking, composing = [], [], [], []
    for case in cases:
        signing.append(_ms(lambda case=case: texts.append(_prove(case, 1, _NOW))))
        checking.append(_ms(lambda: verify(texts[-1], register, _NOW)))
        composing.append(_ms(lambda case=case: _document(case)))
    yield from median_and_worst("sign a receipt", signing)
    yield at_most("sign a receipt, median", round(statistics.median(signing), 3), _SIGN_MS, "ms")
    yield at_most(
        f"check against a register of {_FLEET}", round(statistics.median(checking), 3), _CHECK_MS, "ms", "median"
    )
    yield at_most("fill a paper and sign it, median", round(statistics.median(composing), 3), _COMPOSE_MS, "ms")
    yield from _symbols(texts)
    yield from _altered(texts[: 1 if quick else 5], register)
    yield from _spoken(_QUICK_CODES if quick else _CODES)


def _symbols(texts: list[str]) -> Iterator[Figure]:
    modules = [len(qr_modules(text)) for text in texts]
    plain = segno.make(texts[0], error="m", micro=False)
    note = f"as one segment version {plain.version}; {len(texts[0])} characters"
    yield at_most("modules a side with the quiet zone, most", max(modules), _MODULES, "", note)
    yield seen("dots a module on 576 dots", module_dots(qr_modules(texts[0]), 576))
    yield seen("dots a module on 384 dots", module_dots(qr_modules(texts[0]), 384))


def _altered(texts: list[str], register: list[DeviceKey]) -> Iterator[Figure]:
    """Turn every bit of the text, and every bit of statement and signature."""
    tried = believed = 0
    for text in texts:
        raw, body = text.encode(), from_digits(text[-DIGITS:])
        spoilt = itertools.chain(
            (_turned(raw, place).decode("latin-1") for place in range(len(raw) * 8)),
            (text[:-DIGITS] + to_digits(_turned(body, place)) for place in range(len(body) * 8)),
        )
        for one in spoilt:
            tried += 1
            try:
                verify(one, register, _NOW)
            except ReceiptRefused:
                continue
            believed += 1
    yield at_most("altered bits believed", believed, 0, "", f"of {tried}")


def _spoken(count: int) -> Iterator[Figure]:
    """Say codes wrong: each character by every other one, each pair of neighbours swapped."""
    slips = missed = 0
    for code in (query_code() for _ in range(count)):
        wrong = [code[:at] + one + code[at + 1 :] for at in range(len(code)) for one in PLAIN]
        wrong += [code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(len(code) - 1)]
        for slip in wrong:
            slips += slip != code
            missed += slip != code and is_query_code(slip)
    yield at_most("slips in query codes not found", missed, 0, "", f"of {slips} in {count} codes")


def _turned(body: bytes, place: int) -> bytes:
    altered = bytearray(body)
    altered[place // 8] ^= 1 << place % 8
    return bytes(altered)


def _register() -> list[DeviceKey]:
    strangers = (
        DeviceKey(Ed25519PrivateKey.generate().public_key().public_bytes_raw(), f"K{number:04d}")
        for number in range(_FLEET - 1)
    )
    return [*strangers, DeviceKey(_KEYS.public, "K9999")]


def _case(number: int) -> Filed:
    case_id = uuid7(int(_NOW.timestamp() * 1000) + number)
    filed = Filed(
        case_id=case_id,
        receipt_no="K0007-20261121-0042-C",
        query_code=query_code(),
        item_id="elder-card-joint",
        task_name="老年人优待证与免费乘车卡联合办理",
        dept_name="示范区民政局",
        masked_name="赵*兰",
        materials=("身份证信息", "居住证明 1 页"),
        filed=_NOW,
        promise=Promise(("M-PHOTO",), 5, dt.date(2026, 11, 27)),
        promised_names=("照片",),
        next_steps=("补齐照片，当场办结", "证件邮寄到家，请留意电话"),
    )
    answer = Acknowledgement(case_id, uuid.UUID(case_id).hex.upper(), _NOW, dt.date(2026, 11, 27))
    return dataclasses.replace(filed, acknowledgement=answer if number % 2 else None)


def _prove(case: Filed, copy: int, now: dt.datetime) -> str:
    return prove(case, copy, keys=_KEYS, clock=Clock(-3, 600), now=now)


def _document(case: Filed) -> None:
    receipt_document(case, 1, terminal_id="K0007", site="高新分中心", issuer="示范市政务服务", prove=_prove, now=_NOW)


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    import sys

    from benchmarks.figures import tell

    sys.exit(bool(tell(figures(quick="--quick" in sys.argv), as_json="--json" in sys.argv)))
