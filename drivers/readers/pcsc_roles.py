"""Which reader serves whom: the citizen's card by contact or through the air, the terminal's own PSAM."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from drivers.readers.pcsc_slot import SlotState

__all__ = ["Roles"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Parts of reader names, "" for none; a reader with a role counts even when its name does not hold `name`.

    `psam` is a part of the name of the PSAM's reader, `psam_atr` how the PSAM's own ATR begins.
    """

    name: str = ""
    contact: str = ""
    contactless: str = ""
    psam: str = ""
    psam_atr: bytes = b""

    @classmethod
    def from_options(cls, options: Mapping[str, str]) -> Roles:
        """Read the options of a profile. Raises ValueError for a `psam_atr` that is not hexadecimal."""
        parts = {key: options.get(key, "") for key in ("name", "contact", "contactless", "psam")}
        return cls(**parts, psam_atr=bytes.fromhex(options.get("psam_atr", "")))

    def interface(self, reader: str) -> str:
        """Return "contact", "contactless", or "" where no option tells."""
        if self.contact and self.contact in reader:
            return "contact"
        return "contactless" if self.contactless and self.contactless in reader else ""

    def watches(self, reader: str) -> bool:
        """Whether a card in this reader may be a citizen's."""
        if self.psam and self.psam in reader:
            return False
        return self.name in reader or bool(self.interface(reader))

    def is_psam(self, reader: str, slot: SlotState) -> bool:
        """Whether the terminal's own PSAM lies in this reader."""
        if self.psam:
            return slot.present and self.psam in reader
        return bool(self.psam_atr) and slot.present and slot.atr.startswith(self.psam_atr)

    def first(self, occupied: list[str]) -> str | None:
        """Choose among readers that hold a card: contact, then contactless, then any other."""
        order = ("contact", "contactless", "")
        return min(occupied, key=lambda reader: order.index(self.interface(reader)), default=None)
