"""The steps of an enrolment: keys into their place, the code to the platform, what it gave into use."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from config.load import load_audit_events
from kiosk.audit import Audit
from kiosk.gateway.enrolled import certificate_ends, read_enrolled
from kiosk.gateway.enrolling import Enrolment
from kiosk.gateway.enrolment_errors import EnrolmentWaiting
from kiosk.gateway.errors import GatewayError
from kiosk.gateway.options import Options
from kiosk.sync.errors import CardRefused
from kiosk.sync.seal_keys import SealKeys
from kiosk.sync.sign_keys import TrustedKeys
from offline_cache.errors import StoreBroken, StoreError
from offline_cache.journal import Journal
from offline_cache.keys import DeviceKeys
from offline_cache.replica import Replica
from offline_cache.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from config.schema import Profile
    from kiosk.gateway.enrolled import Enrolled

__all__ = ["Steps"]

ASK_S = 3.0


class Steps:
    """`told` hears each step that was done, by its name and facts."""

    def __init__(self, profile: Profile, told: Callable[[str, Mapping[str, str]], None]) -> None:
        self._profile, self._told = profile, told
        self._state = Path(profile.state_dir)
        self._keys, self._identity = self._state / "keys", self._state / "identity"

    def run(self, *, text: str, keys: str, renew: bool, wait_s: float) -> str:
        """Do what was asked, and say how the terminal stands; return the fault's code, "" when all went well."""
        try:
            if renew:
                DeviceKeys.renew(self._keys, keys or self._profile.keys.store)
                self._told("renewed", {})
                self._journal("keys-renewed")
            elif keys:
                DeviceKeys.move(self._keys, keys)
                self._told("moved", {"store": keys})
                self._journal("keys-moved", keys)
            if keys and keys != self._profile.keys.store:
                self._told("profile", {"store": keys})
            self._enrol(text, keys or self._profile.keys.store, wait_s)
        except (GatewayError, StoreError, CardRefused) as no:
            return no.code
        except OSError:
            return StoreBroken.code
        finally:
            _give_back(self._state)
        return ""

    def _enrol(self, text: str, wanted: str, wait_s: float) -> None:
        options = self._options()
        known = read_enrolled(self._identity) if not text else None
        own = DeviceKeys.load_or_create(self._keys, wanted)
        enrolment = Enrolment(options, own, self._identity)
        if not text and not enrolment.under_way:
            self._told("known" if known else "stranger", _facts(known))
            return
        enrolled = self._claimed(enrolment, text, wait_s)
        self._learn(own, enrolled)
        enrolment.finish()
        self._told("enrolled", _facts(enrolled))

    def _claimed(self, enrolment: Enrolment, text: str, wait_s: float) -> Enrolled:
        until, waiting = time.monotonic() + wait_s, False
        while True:
            try:
                return enrolment.claim(text)
            except EnrolmentWaiting:
                left = until - time.monotonic()
                if left <= 0:
                    raise
            if not waiting:
                self._told("waiting", {})
            text, waiting = "", True
            threading.Event().wait(min(ASK_S, left))

    def _learn(self, own: DeviceKeys, enrolled: Enrolled) -> None:
        """Believe the platform's keys from now on, whatever was believed before."""
        store = Store.open(self._state / "store", own.secret)
        try:
            replica, now_ms = Replica(store), time.time_ns() // 1_000_000
            pinned = self._profile.platform.options.get("sign_key", "")
            TrustedKeys(replica, pinned).learn(enrolled.card, now_ms, enrolled=True)
            SealKeys(replica).learn(enrolled.card, now_ms, enrolled=True)
            _audit(store).note("enrolled")
        finally:
            store.close()

    def _journal(self, event: str, detail: str = "") -> None:
        """Note what was done with the keys, where there is a store already."""
        if not (self._state / "store").is_dir():
            return
        store = Store.open(self._state / "store")
        try:
            _audit(store).note(event, detail)
        finally:
            store.close()

    def _options(self) -> Options:
        own = {"device_id": self._profile.terminal_id, "identity": str(self._identity)}
        return Options.parse({**own, **self._profile.platform.options})


def _audit(store: Store) -> Audit:
    journal = Journal(store)
    return Audit(lambda event, detail: journal.append(event, detail, time.time_ns() // 1_000_000), load_audit_events())


def _give_back(state: Path) -> None:
    """Let what root has written belong to whoever has the folder: the service that reads it is not root."""
    if os.geteuid() or not state.is_dir():
        return
    owner = state.stat()
    for path in state.rglob("*"):
        os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)


def _facts(enrolled: Enrolled | None) -> dict[str, str]:
    if enrolled is None:
        return {}
    return {"device_id": enrolled.device_id, "until": certificate_ends(enrolled) or "-"}
