"""What sealing costs and how tight it is: bar 4's share of closing a photo, and every bit and cut of sealed things.

Compared with AES-256-GCM in one piece and SHA-256 of the same photo, measured in the same run. Milliseconds are the
processor's.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from benchmarks.figures import at_most, seen
from kiosk.gateway.sandbox.enclosures import open_enclosure
from kiosk.gateway.sandbox.problems import Problem
from kiosk.gateway.sandbox.proof import Sender
from kiosk.gateway.sandbox.seal_suites import SUITES
from kiosk.gateway.sandbox.vault import Vault
from offline_cache.enclosing import enclose
from offline_cache.keys import DeviceKeys
from offline_cache.sealing import EnvelopeHead, PlatformKey, make_envelope
from offline_cache.suites.records import AES_STREAM, SM4_STREAM
from offline_cache.suites.registry import suite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.figures import Figure
    from kiosk.gateway.sandbox.vault import SealKey

__all__ = ["figures"]

_PHOTO = 3 << 20
_IDENTITY = "01a1fbc9-f880-798f-bd4f-4bc352e2b9b1"
_HEAD = EnvelopeHead("case", "K0007", "s", _IDENTITY, 1, "2026-11-21T09:48:00+08:00")


def figures(*, quick: bool) -> Iterator[Figure]:
    """Time closing and sealing, then try every flipped bit and every cut (quick: of enclosures some)."""
    rounds, step = (40, 97) if quick else (300, 1)
    yield from _photo(rounds)
    with tempfile.TemporaryDirectory(prefix="kiosk-seal-") as folder:
        yield from _envelopes(Path(folder), rounds)
    yield from _enclosures(step)


def _photo(rounds: int) -> Iterator[Figure]:
    photo, key = os.urandom(_PHOTO), os.urandom(32)
    median, note = _timed(lambda: hashlib.sha256(AESGCM(key).encrypt(bytes(12), photo, b"")), rounds)
    yield seen("a 3 MB photo in one piece and its SHA-256, median", median, "ms", f"{note}: the baseline")
    median, note = _timed(lambda: enclose(photo, _IDENTITY), rounds)
    yield at_most("close a 3 MB photo as a stream, with its name, median", median, 6.0, "ms", note)
    grown = (len(enclose(photo, _IDENTITY).ciphertext) / _PHOTO - 1) * 100
    yield at_most("it grows by", round(grown, 4), 0.05, "%")
    median, note = _timed(lambda: enclose(photo, _IDENTITY, SM4_STREAM), max(10, rounds // 10))
    yield seen("the same with SM4, for the 国密 suite", median, "ms", note)


def _envelopes(folder: Path, rounds: int) -> Iterator[Figure]:
    vault, keys = Vault(folder), DeviceKeys.load_or_create(folder / "keys")
    body = {"text": "办" * 3400}
    for key in vault.keys:
        to = PlatformKey.parse(base64.b64encode(key.public).decode(), key.suite)
        median, note = _timed(lambda to=to: make_envelope(body, _HEAD, to, keys), rounds)
        yield seen(f"seal and sign 10 KB, {key.suite.partition('-hkdf')[0]}", median, "ms", note)
        sealed = suite(to.suite).seal(b"{}", to.public, b"")
        with _silent():
            tried, opened = _damaged(sealed, lambda damaged, key=key: _unseals(key, damaged))
        note = f"of {tried}; sealing adds {len(sealed) - len(b'{}')} bytes"
        yield at_most("  damaged seals that open", opened, 0, "", note)
        envelope = make_envelope({}, _HEAD, to, keys)

        def opens(damaged: bytes) -> bool:
            try:
                vault.open_envelope(Sender("K0007", keys.signing.public_key(), damaged), "case", _IDENTITY)
            except Problem:
                return False
            return True

        tried, opened = _damaged(envelope, opens)
        yield at_most("  damaged envelopes that open", opened, 0, "", f"of {tried}")


def _unseals(key: SealKey, damaged: bytes) -> bool:
    try:
        SUITES[key.suite].unseal(key.private, damaged, b"")
    except (InvalidTag, ValueError):
        return False
    return True


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    """Keep what GmSSL writes about every failure off the terminal."""
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _enclosures(step: int) -> Iterator[Figure]:
    for form in (AES_STREAM, SM4_STREAM):
        one = enclose(os.urandom(65536 + 300), _IDENTITY, form)
        named = {"key": base64.b64encode(one.key).decode(), "form": one.form}

        def opens(damaged: bytes, named: dict[str, str] = named) -> bool:
            try:
                open_enclosure(damaged, named, _IDENTITY)
            except Problem:
                return False
            return True

        tried, opened = _damaged(one.ciphertext, opens, step)
        yield at_most(f"damaged enclosures that open, {form.name}", opened, 0, "", f"of {tried}")


def _damaged(whole: bytes, opens: Callable[[bytes], bool], step: int = 1) -> tuple[int, int]:
    """Flip bits and cut, every `step`th of each; return how many were tried and how many opened."""
    tried = opened = 0
    for bit in range(0, len(whole) * 8, step):
        damaged = bytearray(whole)
        damaged[bit // 8] ^= 1 << bit % 8
        tried, opened = tried + 1, opened + opens(bytes(damaged))
    for size in range(0, len(whole), step):
        tried, opened = tried + 1, opened + opens(whole[:size])
    return tried, opened


def _timed(act: Callable[[], object], rounds: int) -> tuple[float, str]:
    """Return the median of the processor's time, whoever else works here, and the clock's beside it."""
    worked, passed = [], []
    for _ in range(rounds):
        began, at = time.perf_counter(), time.thread_time()
        act()
        worked.append((time.thread_time() - at) * 1000)
        passed.append((time.perf_counter() - began) * 1000)
    by_clock = f"by the clock {statistics.median(passed):.2f}, p99 {sorted(passed)[int(rounds * 0.99)]:.2f}"
    return round(statistics.median(worked), 2), f"of {rounds}; {by_clock}"
