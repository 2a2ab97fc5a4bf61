"""The platform's options in a profile, as far as they are about batches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.gateway.errors import Misconfigured
from kiosk.sync.file_drop.exporting import LARGEST_BATCH

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DropOptions"]

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class DropOptions:
    """The platform's options as far as batches go. `largest` in bytes; `sign_key` is the centre's pinned key.

    `alone`: batches are the only way to the centre.
    """

    device_id: str
    sign_key: str = ""
    dialect: str = "default"
    suite: str = ""
    largest: int = LARGEST_BATCH
    alone: bool = False

    @classmethod
    def parse(cls, options: Mapping[str, str]) -> DropOptions:
        """Read `device_id`, and the optional `sign_key`, `dialect`, `suite`, `batch_mb`, `transport`.

        Raises Misconfigured.
        """
        megabytes = options.get("batch_mb", "256")
        if not megabytes.isascii() or not megabytes.isdecimal() or not 0 < int(megabytes) <= MEGABYTE:
            raise Misconfigured("batch_mb must be a number of megabytes")
        return cls(
            options["device_id"],
            options.get("sign_key", ""),
            options.get("dialect", "default"),
            options.get("suite", ""),
            int(megabytes) * MEGABYTE,
            options.get("transport") == "files",
        )
