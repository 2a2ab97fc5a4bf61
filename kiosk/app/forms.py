"""The text of an item that a case began with, wherever it is: published and perhaps replaced since, or shipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.receipts.errors import PaperRefused
from kiosk.sync.feed_rules import FeedRefused
from kiosk.sync.published import judged
from offline_cache.kept_feeds import KeptFeeds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from config.schema import ServiceItem
    from offline_cache.store import Store

__all__ = ["Forms"]


class Forms:
    """The items of one Store and those that were shipped, for one thread."""

    def __init__(self, store: Store, shipped: Mapping[str, ServiceItem]) -> None:
        self._kept, self._shipped = KeptFeeds(store), shipped

    def item(self, item_id: str, form: str) -> ServiceItem:
        """Return the item as cases call it, `form` (item@version; "" for the shipped one).

        Raises PaperRefused where it is not here any more, StoreError.
        """
        shipped = self._shipped.get(item_id)
        if shipped is not None and form in {"", shipped.form}:
            return shipped
        text = self._kept.text("catalogue", form)
        if text is not None:
            try:
                item: ServiceItem = judged("catalogue", {f"{item_id}.toml": text}).item(item_id)
            except FeedRefused:
                raise PaperRefused("the item's text is not taken by this program") from None
            return item
        raise PaperRefused("the item's text is not here")
