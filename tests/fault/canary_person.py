"""Somebody who exists nowhere, every way in which they could be found, and a terminal that meets them."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import random
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import canary_writings
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from drop_kit import platform_at
from memory_scan import in_process

from offline_cache.engine import store_key
from offline_cache.second_copy import SecondCopies

LIFE = Path(__file__).with_name("canary_life.py")
NAME, NUMBER, PHONE = "欧阳建国", "999901194001010018", "13800138000"
ADDRESS = "临江市望海区槐荫路 7 弄 19 号"
RUN = 64  # bytes of a picture that are looked for
PAGE, RESERVED, SALT = 4096, 80, 16  # SQLCipher 4: 16 bytes of IV and 64 of HMAC end a page, a salt begins the first


class Canary:
    """`told` is what card, camera and pad say; `needles` is {bytes: label}."""

    def __init__(self, seed=1):
        chance = random.Random(seed)
        self.page, self.png = (head + chance.randbytes(30_000) for head in (b"\xff\xd8\xff\xe0", b"\x89PNG"))
        self.strokes = [[[chance.uniform(0, 900), chance.uniform(0, 400), ms * 16] for ms in range(12)]]
        self.told = {
            "name": NAME,
            "number": NUMBER,
            "address": f"{ADDRESS}（{PHONE}）",
            "jpeg": base64.b64encode(self.page).decode(),
            "png": base64.b64encode(self.png).decode(),
            "strokes": self.strokes,
        }
        pieces = [body[at : at + RUN] for body in (self.page, self.png) for at in (100, 15_000, 29_000)]
        self.needles = canary_writings.labelled(
            name=canary_writings.writings(NAME),
            number=canary_writings.writings(NUMBER),
            phone=canary_writings.writings(PHONE),
            address=canary_writings.writings(ADDRESS),
            picture=canary_writings.pictures(pieces),
            strokes=canary_writings.coordinates([value for x, y, _ in self.strokes[0][:3] for value in (x, y)]),
        )

    def learn(self, query_code):
        """A query code is given by the terminal alone."""
        self.needles |= canary_writings.labelled(query_code=canary_writings.writings(query_code))


class Living:
    """The process of canary_life.py in `folder`, its output kept in files."""

    def __init__(self, folder, url):
        self.folder = folder
        words = [sys.executable, LIFE, folder, url]
        scratch = folder / "tmp"
        scratch.mkdir()
        with (folder / "stderr").open("wb") as stderr:
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": stderr}
            environment = {**os.environ, "TMPDIR": str(scratch), "PYTHONFAULTHANDLER": "1"}
            self.process = subprocess.Popen(words, env=environment, cwd=folder, **pipes)
        assert self._heard() == b"ready\n"

    def _heard(self):
        return self.process.stdout.readline()

    def meet(self, canary):
        self._say({"meet": canary.told})

    def do(self, *acts):
        for act in acts:
            self._say({"do": act})

    def _say(self, order):
        self.process.stdin.write(json.dumps(order).encode() + b"\n")
        self.process.stdin.flush()
        assert self._heard() == b"done\n", (self.folder / "stderr").read_text()[-2000:]

    def held(self, needles):
        """What its memory holds, and where."""
        return in_process(self.process.pid, needles)

    def unlock(self, into):
        """Write what a thief with the device's keys reads: every page, free ones too, and each copy's local facts."""
        secret = (self.folder / "terminal" / "keys" / "store.key").read_bytes()
        with (into / "pages").open("wb") as plain:
            for path in [*self.folder.rglob("store.db"), *self.folder.rglob("store.db-wal")]:
                for page, first in pages_of(path):
                    plain.write(decrypted(page, store_key(secret), first=first))
        copies = SecondCopies(self.folder / "terminal" / "state", secret)
        for name in copies.names():
            (into / f"{name}.facts").write_text(repr(asdict(copies.read(name).local)), encoding="utf-8")

    def kill(self, number):
        self.process.send_signal(number)
        self.process.wait(20)


@contextlib.contextmanager
def living(folder, url):
    life = Living(folder, url)
    try:
        yield life
    finally:
        life.process.kill()
        life.process.wait(20)
        life.process.stdin.close()
        life.process.stdout.close()


def decrypted(page, key, *, first):
    """A page of an SQLCipher database as it is written, whether it is in use or not: AES-256-CBC, its IV at its end."""
    start, end = SALT if first else 0, PAGE - RESERVED
    cipher = Cipher(algorithms.AES(key), modes.CBC(page[end : end + 16])).decryptor()
    return cipher.update(page[start:end]) + cipher.finalize()


def pages_of(path):
    """Yield the pages of a database or of its write-ahead log, each with whether it is the first page."""
    body, step, head = path.read_bytes(), PAGE, 0
    if path.name.endswith("-wal"):
        body, step, head = body[32:], PAGE + 24, 24
    for at in range(0, len(body) - step + 1, step):
        yield body[at + head : at + step], (body[at : at + 4] == b"\0\0\0\1" if head else at == 0)


def whole_life(terminal, platform, canary):
    """Have the terminal do with this person all that it can do, and forget them."""
    terminal.do("draft", "deliver", "file", "deliver", "rate", "deliver", "find")
    for lever in ("reject", "schema-retired"):
        platform.pull(lever)
        terminal.do("file", "deliver")
    platform.pull("normal")
    terminal.do("file", "find", "export")
    for act in ("import", "export"):
        assert platform_at(platform.store, act, terminal.folder / "stick")[0] == 0
    terminal.do("take", "file", "back_up", "crash_and_recover", "deliver", "file", "refuse_disk", "fail")
    for case in platform.cases():
        canary.learn(platform.see(f"cases/{case['case_id']}")["body"]["query_code"])
    terminal.do("forget", "settle_down")
