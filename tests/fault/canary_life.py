"""A terminal's records and courier lanes in a process of their own, which meets one person and must forget them.

    python tests/fault/canary_life.py FOLDER   (asked over its standard input, a JSON object a line)

{"meet": {...}} tells it who is there, as card and camera would; then each {"do": act} does one act and says "done".
It keeps to itself and overwrites what it frees as the real terminal does (ui/memory.py).
"""

from __future__ import annotations

import base64
import gc
import json
import logging
import os
import resource
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from platform_kit import NOW, Terminal, finished_run, later, person, replace

from kiosk.domain.case import Signature
from kiosk.privacy import Redaction
from kiosk.runtime.discretion import keep_to_oneself
from kiosk.sync.drafts import Drafts
from kiosk.sync.file_drop.drop import FileDrop
from kiosk.sync.file_drop.options import DropOptions
from offline_cache.backup import back_up
from offline_cache.draft_box import DraftBox
from offline_cache.errors import StoreError
from offline_cache.outbox import Outbox
from ui.memory import give_back, overwrite_what_is_freed, save_memory

DEVICE = "K0055"


class Life:
    """One terminal; `run` is what the person handed in, None when nobody is there."""

    def __init__(self, folder, url):
        self.folder, self.url, self.seconds = folder, url, 0
        self.terminal = Terminal(folder / "terminal", DEVICE)
        self.run, self.filed = None, []
        self.open()

    def open(self):
        self.store = self.terminal.store()
        self.desk = self.terminal.desk()
        self.courier = self.terminal.courier(self.url, connect_s="5", deadline_s="10")
        self.drop = FileDrop(self.terminal.store(), self.terminal.keys, DropOptions.parse({"device_id": DEVICE}))

    def now(self):
        self.seconds += 1000
        return later(self.seconds)

    def meet(self, who):
        page, png = (base64.b64decode(who[name]) for name in ("jpeg", "png"))
        identity = replace(person(who["name"], who["number"]), address=who["address"])
        strokes = tuple(tuple((x, y, ms) for x, y, ms in stroke) for stroke in who["strokes"])
        run = finished_run(identity, jpeg=page)
        self.run = replace(run, signature=Signature(strokes, png, NOW))

    def draft(self):
        """The power goes before anything is handed in, and the same card is laid down again."""
        drafts, imprint = Drafts(DraftBox(self.folder / "drafts", self.terminal.keys.secret)), os.urandom(32)
        now = self.now()
        drafts.keep(self.run, imprint, now)
        assert drafts.find(imprint, (), now).captured == self.run.captured

    def file(self):
        self.filed.append(self.desk.file(self.run, self.now()).case_id)

    def deliver(self):
        self.courier.step(self.now())

    def rate(self):
        self.desk.rate(self.filed[0], 5, self.now())

    def find(self):
        """The same card is laid down again."""
        assert len(self.desk.find(self.run.identity)) == len(self.filed)

    def export(self):
        (self.folder / "stick").mkdir(exist_ok=True)
        self.drop.export(self.folder / "stick", self.now())

    def take(self):
        assert list(self.drop.take(self.folder / "stick", self.now()))

    def back_up(self):
        back_up(self.store, self.folder / "backup", self.terminal.keys.secret)

    def fail(self):
        """A defect that nobody foresaw, with the person in its words, and a log line that names them."""
        logging.getLogger("kiosk").warning("a number in a line of the log: %s", self.run.identity.number)
        raise RuntimeError(f"{self.run.identity.name} {self.run.identity.number} {self.run.identity.address}")

    def crash_and_recover(self):
        """The database is damaged while it is open; then the terminal opens it anew."""
        self.close()
        path = self.folder / "terminal" / "state" / "store.db"
        body = bytearray(path.read_bytes())
        for page in range(2, len(body) // 4096, 3):
            body[page * 4096 + 9] ^= 4
        path.write_bytes(body)
        self.open()
        Outbox(self.store).sweep()
        assert self.store.quarantined

    def refuse_disk(self):
        """No file may grow: the filing fails, and what it held is forgotten."""
        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, most))
        try:
            self.desk.file(self.run, self.now())
        except StoreError:
            return
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        raise AssertionError("filed without room")

    def forget(self):
        """The visit ends."""
        self.run = None

    def settle_down(self):
        """Half a second after the visit."""
        gc.collect()
        give_back()

    def close(self):
        self.terminal.close()
        self.terminal._opened.clear()


def words():
    """Yield the lines of standard input without keeping any of them in a buffer of Python's."""
    gathered = b""
    while piece := os.read(0, 1 << 16):
        gathered += piece
        while b"\n" in gathered:
            line, gathered = gathered.split(b"\n", 1)
            yield line


def obey(life, line):
    """Do what a line says; what nobody foresaw is told as the terminal would, and life goes on."""
    order = json.loads(line)
    if "meet" in order:
        life.meet(order["meet"])
        return
    try:
        getattr(life, order["do"])()
    except Exception as error:
        if order["do"] != "fail":
            raise
        sys.excepthook(type(error), error, error.__traceback__)


def main():
    overwrite_what_is_freed()
    save_memory()
    keep_to_oneself()
    handler = logging.FileHandler(Path(sys.argv[1]) / "terminal.log")
    handler.addFilter(Redaction())
    logging.basicConfig(level=logging.DEBUG, handlers=[handler])
    life = Life(Path(sys.argv[1]), sys.argv[2])
    os.write(1, b"ready\n")
    for line in words():
        obey(life, line)
        del line
        os.write(1, b"done\n")


if __name__ == "__main__":
    main()
