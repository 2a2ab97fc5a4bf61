"""An office that is reached by hand alone, and terminals whose cases are carried there: for tests and benchmarks."""

from __future__ import annotations

import base64
import contextlib
import io
import json
import shutil

from platform_kit import ROOT, Terminal

from kiosk.gateway.sandbox.__main__ import main as platform
from kiosk.gateway.sandbox.centre import Centre
from kiosk.gateway.sandbox.desks import Desks
from kiosk.sync.file_drop.drop import FileDrop
from kiosk.sync.file_drop.options import DropOptions

__all__ = ["CATALOGUE", "Office", "base64_of", "carrying", "manifest_of", "online", "platform_at", "rows_of"]

CATALOGUE, ITEM = ROOT / "config" / "services", "elder-card-joint.toml"


class Office:
    """A sandbox platform in `folder` that does not serve; `carry` imports and exports as its command line does.

    It publishes the one item that `finished_run` is about: many would be read with every trip.
    """

    def __init__(self, folder):
        self.folder, self.items = folder, folder.with_name(f"{folder.name}-items")
        self.items.mkdir(parents=True, exist_ok=True)
        shutil.copy(CATALOGUE / ITEM, self.items)
        centre = Centre(folder, self.items)
        self.sign_key = base64_of(centre.signer.public)
        self.seal_key = base64_of(centre.vault.current.public)
        self.public = centre.signer.public
        self.signer = centre.signer
        centre.close()

    def carry(self, act, folder):
        """Return exit code and reports."""
        return platform_at(self.folder, act, folder, self.items)

    def rows(self, sql, *params):
        with contextlib.closing(Centre(self.folder)) as centre:
            return centre.register.rows(sql, *params)

    def cases(self):
        """Return what arrived, by case id."""
        return {row["case_id"]: row for row in self.rows("SELECT * FROM case_file ORDER BY number")}

    def set(self, **wishes):
        with contextlib.closing(Centre(self.folder)) as centre:
            centre.settings.change(wishes)

    def decide(self, case_id, state):
        with contextlib.closing(Centre(self.folder, self.items)) as centre:
            Desks(centre).decisions.decide(case_id, state, None, None)

    def revoke(self, device_id):
        with contextlib.closing(Centre(self.folder)) as centre:
            centre.devices.revoke(device_id, revoked=True)

    def enrol(self, device_id, public, later_s=0):
        with contextlib.closing(Centre(self.folder)) as centre:
            centre.settings.change({"clock_ahead_s": later_s})
            centre.devices.enrol(device_id, public)


def carrying(terminal: Terminal, office: Office, **options) -> FileDrop:
    """Return a terminal's FileDrop over a Store of its own, which pins the office's key."""
    wishes = {"device_id": terminal.terminal_id, "sign_key": office.sign_key, **options}
    return FileDrop(terminal.store(), terminal.keys, DropOptions.parse(wishes))


def manifest_of(batch):
    return json.loads((batch / "manifest.json").read_bytes())


def rows_of(batch):
    """Return the ids of the envelopes in a batch."""
    paths = (one["path"] for one in manifest_of(batch)["files"])
    return [path.removeprefix("envelopes/").removesuffix(".json") for path in paths if path.startswith("envelopes/")]


def base64_of(body):
    return base64.b64encode(body).decode()


def online(terminal: Terminal) -> FileDrop:
    """Return a terminal's FileDrop that believes what it learnt over the line."""
    return FileDrop(terminal.store(), terminal.keys, DropOptions.parse({"device_id": terminal.terminal_id}))


def platform_at(store, act, folder, catalogue=CATALOGUE):
    """Import or export as the command line of the platform in `store` does; return exit code and reports."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = platform([act, str(folder), "--store", str(store), "--catalogue", str(catalogue)])
    return code, [json.loads(line) for line in said.getvalue().splitlines()]
