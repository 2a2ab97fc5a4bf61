"""The code of a filed case, as it is said on the screen: QR, query code, number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.receipts import query_address
from ui.projection.wording import grouped

if TYPE_CHECKING:
    from kiosk.domain.case import Filed
    from ui.projection.scene import Scene

__all__ = ["Code", "receipt_code"]


@dataclass(frozen=True, slots=True)
class Code:
    """`qr` is what the square says; it names nobody."""

    qr: str
    query_label: str
    query: str
    number_label: str
    number: str
    hint: str


def receipt_code(filed: Filed, scene: Scene) -> Code:
    """Return the code of this case; the paper's own carries a signature as well."""
    tr, accepted = scene.tr, filed.acknowledgement
    return Code(
        qr=query_address(filed),
        query_label=tr("查询码"),
        query=grouped(filed.query_code),
        number_label=tr("办件编号") if accepted else tr("收件号"),
        number=grouped(accepted.server_no) if accepted else filed.receipt_no,
        hint=tr("手机扫左边的码，随时看进度") if accepted else tr("联网送出后，扫码可看进度"),
    )
