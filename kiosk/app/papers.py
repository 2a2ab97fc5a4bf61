"""The one place where a case becomes a receipt's document: the profile's place, the device's keys, the known clock."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kiosk.receipts import papers_of, receipt_document
from kiosk.receipts.clock import known_clock
from kiosk.receipts.facts import Place
from kiosk.receipts.notices import one_time_notice
from kiosk.receipts.offered import offered_paper
from kiosk.receipts.proof import prove
from offline_cache.replica import Replica

if TYPE_CHECKING:
    from collections.abc import Callable

    from config.schema import Profile, ServiceItem
    from drivers.printers.document import Document
    from kiosk.domain.case import Filed, Missing
    from kiosk.domain.inquiry import Printout
    from offline_cache.keys import DeviceKeys
    from offline_cache.store import Store

__all__ = ["lists_of", "offers_of", "receipts_of", "signer_of"]


def receipts_of(profile: Profile, keys: DeviceKeys, store: Store) -> Callable[[Filed, int], Document]:
    """Return what makes the document of a case's copy number n, signed at that moment, in the region's words.

    It belongs to the thread of `store`, and raises PaperRefused, StoreError.
    """
    signed = signer_of(keys, store)

    def document(filed: Filed, copy: int) -> Document:
        return receipt_document(
            filed,
            copy,
            terminal_id=profile.terminal_id,
            site=profile.site,
            issuer=f"{profile.region_name}政务服务",
            prove=signed,
            now=dt.datetime.now(dt.UTC),
            region=profile.region_code,
        )

    return document


def lists_of(profile: Profile, items: Callable[[str, str], ServiceItem]) -> Callable[[Missing, int], Document]:
    """Return what makes copy number n of a list of what is missing, from the item by id and form.

    Raises PaperRefused, StoreError.
    """

    def document(missing: Missing, copy: int) -> Document:
        item = items(missing.item_id, missing.form)
        return one_time_notice(
            papers_of(profile.region_code)["one-time-notice"],
            item,
            tuple(item.material(code) for code in missing.material_codes),
            applicant=missing.applicant,
            place=Place(profile.terminal_id, profile.site, f"{profile.region_name}政务服务"),
            now=dt.datetime.now(dt.UTC),
            copy=copy,
        )

    return document


def offers_of(profile: Profile) -> Callable[[Printout, int], Document]:
    """Return what makes copy number n of a slip that a step offers. Raises PaperRefused."""
    place = Place(profile.terminal_id, profile.site, f"{profile.region_name}政务服务")

    def document(offered: Printout, copy: int) -> Document:
        paper = papers_of(profile.region_code)[offered.paper]
        return offered_paper(paper, offered, copy, place=place, now=dt.datetime.now(dt.UTC))

    return document


def signer_of(keys: DeviceKeys, store: Store) -> Callable[[Filed, int, dt.datetime], str]:
    """Return what signs the copy of a case's paper at a moment: the text of its QR code. Raises StoreError."""
    replica = Replica(store)

    def signed(filed: Filed, copy: int, now: dt.datetime) -> str:
        return prove(filed, copy, keys=keys, clock=known_clock(replica, now), now=now)

    return signed
