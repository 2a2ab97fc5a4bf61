"""信用审批三档 (F34): which papers an applicant's good record saves them, as data of the item."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CreditTiers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditTiers:
    """Material codes by tier: `full` (全信用审批) saves the best records, `noncore` (非核心要件信用审批) good ones too.

    The third tier, 容缺后补式, is the item's deferral. Who has no record goes the ordinary way with 容缺; who has a bad
    one goes the ordinary way without. The tier is decided by the office and shown to nobody.
    """

    full: tuple[str, ...] = ()
    noncore: tuple[str, ...] = ()
