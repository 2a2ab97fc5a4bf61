"""What all desks of the platform share: the register, the keys, the clocks, the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.gateway.sandbox.clock import Clock
from kiosk.gateway.sandbox.devices import Devices
from kiosk.gateway.sandbox.register import Register
from kiosk.gateway.sandbox.settings import Settings
from kiosk.gateway.sandbox.signer import Signer
from kiosk.gateway.sandbox.vault import Vault

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Centre"]


class Centre:
    """Over the files in one folder; `catalogue` is the folder of service items that it publishes."""

    def __init__(self, store: Path, catalogue: Path | None = None) -> None:
        store.mkdir(parents=True, exist_ok=True)
        self.store, self.catalogue = store, catalogue
        self.register = Register(store / "platform.db")
        self.vault = Vault(store)
        self.signer = Signer(store / "sign.key")
        self.settings = Settings(self.register)
        self.clock = Clock(self.register)
        self.devices = Devices(self.register, self.clock, self.settings)

    def close(self) -> None:
        """Close the register."""
        self.register.close()
