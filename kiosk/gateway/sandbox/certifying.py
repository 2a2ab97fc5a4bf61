"""What the centre signs into the code of a certificate; its form is kiosk.receipts.certificate's (F60)."""

from __future__ import annotations

import datetime as dt
import hashlib
import struct
from typing import TYPE_CHECKING, Any, Final

from kiosk.gateway.sandbox.signer import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.gateway.sandbox.notary import Notary

__all__ = ["certificate_code"]

PURPOSE: Final = b"kiosk.certificate-proof/1\n"
FACTS: Final = b"kiosk.certificate-facts/1\n"
SHOWN: Final = ("title", "dept_name", "until", "lines", "heads", "rows", "note", "serial", "licence_id")
FORM: Final = struct.Struct(">B4sIHI4s12s28s")
DIGITS: Final = 297
CITIZEN: Final = 18
EPOCH: Final = dt.date(1970, 1, 1)


def certificate_code(
    notary: Notary, site: str, document: Mapping[str, Any], who: tuple[str, str], now: dt.datetime
) -> str:
    """Return the text of the code: `who` is name and number, of which it holds no more than the paper shows."""
    name, number = who
    address = f"{site}#{document['query_code']}."
    facts = {fact: document[fact] for fact in SHOWN}
    statement = FORM.pack(
        2,
        bytes.fromhex(notary.key_id),
        int(now.timestamp()),
        (dt.date.fromisoformat(document["until"]) - EPOCH).days,
        ord(name[0]),
        number[-4:].encode("ascii") if len(number) == CITIZEN else b"",
        hashlib.sha256(FACTS + canonical(facts)).digest()[:12],
        int(document["serial"], 36).to_bytes(28, "big"),
    )
    body = statement + notary.sign(PURPOSE + address.encode() + b"\n" + statement)
    return address + str(int.from_bytes(body, "big")).zfill(DIGITS)
