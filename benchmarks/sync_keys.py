"""Where the terminal's own keys lie: what each store costs, and power cuts at every operation while keys move.

Compared with a signature made inside the TPM, which a request would wait for if the key never left it. The TPM is
swtpm: a discrete one is slower.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import at_most, seen
from offline_cache.keys import DeviceKeys
from tests import tpm_bench

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "fault"))

import key_story  # noqa: E402 - a room of the tests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.figures import Figure

__all__ = ["figures"]

_MOVES = (("file", "systemd-creds"), ("systemd-creds", "file"), ("file", "tpm2"), ("tpm2", "file"))


def figures(*, quick: bool) -> Iterator[Figure]:
    """Time loading and signing, then cut the power (quick: at every eighth operation)."""
    if missing := tpm_bench.missing():
        yield seen("a TPM to measure on", "NOT RUN", note=f"needs {missing}")
        return
    with tpm_bench.tpm() as chip, _reached(chip.tcti), tempfile.TemporaryDirectory(prefix="kiosk-keys-") as name:
        yield from _costs(Path(name), 5 if quick else 30)
        if not os.access("/dev/fuse", os.R_OK | os.W_OK):
            yield seen("power cuts", "NOT RUN", note="needs /dev/fuse and fuse3")
            return
        for source, target in _MOVES:
            work = Path(name) / f"{source}-{target}"
            work.mkdir()
            done = key_story.cuts(work, source, target, every=8 if quick else 1, patterns=1 if quick else 5)
            note = f"{done['points']} states" + (f": {done['failed'][:3]}" if done["failed"] else "")
            yield at_most(f"power cuts, {source} to {target}: keys lost", len(done["failed"]), 0, note=note)


def _costs(folder: Path, rounds: int) -> Iterator[Figure]:
    for store in ("file", "systemd-creds", "tpm2"):
        keys = DeviceKeys.load_or_create(folder / store, store)
        median = _median(lambda place=folder / store, store=store: DeviceKeys.load_or_create(place, store), rounds)
        yield seen(f"open keys in {store}, median", median, "ms")
    yield seen("sign with the opened key (Ed25519), median", _median(lambda: keys.sign(b"request"), rounds * 20), "ms")
    _tpm(folder, "createprimary", "-Q", "-C", "o", "-G", "ecc256:ecdsa-sha256:null", "-a", _SIGNS, "-c", "sign.ctx")
    (folder / "message").write_bytes(b"request")
    words = ("-Q", "-c", "sign.ctx", "-g", "sha256", "-o", "signature", "message")
    yield seen("sign in the TPM (ECDSA P-256), median", _median(lambda: _tpm(folder, "sign", *words), rounds), "ms")


_SIGNS = "fixedtpm|fixedparent|sensitivedataorigin|userwithauth|noda|sign"


def _median(act: Callable[[], object], rounds: int) -> float:
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        took.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(took), 3)


def _tpm(folder: Path, verb: str, *words: str) -> None:
    subprocess.run([f"tpm2_{verb}", *words], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["tpm2_flushcontext", "-t"], cwd=folder, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def _reached(tcti: str) -> Iterator[None]:
    before = os.environ.get("TPM2TOOLS_TCTI")
    os.environ["TPM2TOOLS_TCTI"] = tcti
    try:
        yield
    finally:
        os.environ.pop("TPM2TOOLS_TCTI")
        if before is not None:
            os.environ["TPM2TOOLS_TCTI"] = before
