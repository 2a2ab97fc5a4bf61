"""What all desks of the platform share: the register, the keys, the clocks, the settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.gateway.sandbox.clock import Clock
from kiosk.gateway.sandbox.devices import Devices
from kiosk.gateway.sandbox.problems import Problem
from kiosk.gateway.sandbox.proof import Sender
from kiosk.gateway.sandbox.register import Register
from kiosk.gateway.sandbox.settings import Settings
from kiosk.gateway.sandbox.signer import Signer
from kiosk.gateway.sandbox.vault import Vault

if TYPE_CHECKING:
    from kiosk.gateway.sandbox.vault import Opened

__all__ = ["Centre"]

ENVELOPE = "urn:kiosk:envelope"


class Centre:
    """Over the files in one folder; `catalogue` is the folder of service items that it publishes.

    Who opens it again without naming one, to take a batch by hand, decides by the rules of the last one named.
    """

    def __init__(self, store: Path, catalogue: Path | None = None) -> None:
        store.mkdir(parents=True, exist_ok=True)
        self.store = store
        self.register = Register(store / "platform.db")
        if catalogue is not None:
            self.register.put("catalogue", str(catalogue.resolve()))
        last = self.register.get("catalogue", "")
        self.catalogue = Path(last) if last else None
        self.vault = Vault(store)
        self.signer = Signer(store / "sign.key")
        self.settings = Settings(self.register)
        self.clock = Clock(self.register)
        self.devices = Devices(self.register, self.clock, self.settings)

    def open_envelope(self, sender: Sender, kind: str, case_id: str) -> Opened:
        """Return head and body of an envelope that the sender's key signed, or an earlier one of the same terminal.

        Raises Problem 422.
        """
        earlier = map(Ed25519PublicKey.from_public_bytes, self.devices.keys(sender.device_id))
        for key in (sender.key, *earlier):
            try:
                return self.vault.open_envelope(Sender(sender.device_id, key, sender.body), kind, case_id)
            except Problem as problem:
                if problem.kind != ENVELOPE:
                    raise
        raise Problem(422, ENVELOPE)

    def close(self) -> None:
        """Close the register."""
        self.register.close()
