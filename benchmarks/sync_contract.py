"""Bar 8 of sync: schemathesis against the sandbox platform, every phase, as a terminal and as a stranger.

Every answer is held against openapi.yaml (status, media type, schema, header fields); every problem must have a Chinese
sentence, which is part of the schema.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import at_most, seen
from kiosk.gateway.http import open_gateway
from offline_cache.keys import DeviceKeys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.figures import Figure

__all__ = ["figures"]

_ROOT = Path(__file__).parents[1]
_FUZZ = _ROOT / "tests" / "contract" / "fuzz"
_CONTRACT = _ROOT / "kiosk" / "gateway" / "openapi.yaml"
_DEVICE = "K0700"
_EXAMPLES, _QUICK_EXAMPLES = 150, 10
_SEEDS, _QUICK_SEEDS = (20261125, 20261126, 20261127), (20261125,)
_COUNT = re.compile(r"(\d+) generated")
_FAILURES = re.compile(r"(\d+) unique failures?")


def figures(*, quick: bool) -> Iterator[Figure]:
    """Fuzz with several seeds; count requests, and failures of any kind."""
    program = Path(sys.executable).with_name("schemathesis")
    if not program.exists():
        yield seen("schemathesis is missing: the contract was NOT fuzzed", "skipped")
        return
    examples, seeds = (_QUICK_EXAMPLES, _QUICK_SEEDS) if quick else (_EXAMPLES, _SEEDS)
    for who in ("terminal", "stranger"):
        requests = failures = 0
        for seed in seeds:
            made, failed = _fuzz(program, who, examples, seed)
            requests, failures = requests + made, failures + failed
        yield seen(f"requests as a {who}, {len(seeds)} seeds", requests)
        yield at_most(f"answers out of the contract to a {who}", failures, 0)


def _fuzz(program: Path, who: str, examples: int, seed: int) -> tuple[int, int]:
    """Return how many requests were made of a fresh platform, and how many unique failures they found."""
    with tempfile.TemporaryDirectory() as folder, _sandbox(Path(folder) / "platform") as url:
        hooks = _as_terminal(url, Path(folder) / "terminal") if who == "terminal" else {}
        words = ["--config-file", str(_ROOT / "schemathesis.toml"), "run", str(_CONTRACT), "--url", url, "--no-color"]
        bounds = ["--warnings", "off", "-n", str(examples), "--seed", str(seed), "--continue-on-failure"]
        environment = {**os.environ, "PYTHONPATH": f"{_ROOT}:{_FUZZ}", **hooks}
        command = [str(program), *words, *bounds]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    made, failed = _COUNT.search(done.stdout), _FAILURES.search(done.stdout)
    if done.returncode:
        sys.stderr.write(done.stdout)
    return int(made[1]) if made else 0, int(failed[1]) if failed else int(done.returncode != 0)


def _as_terminal(url: str, folder: Path) -> dict[str, str]:
    keys = DeviceKeys.load_or_create(folder)
    gateway = open_gateway({"base_url": url, "device_id": _DEVICE}, keys)
    seal_key = base64.b64encode(gateway.device().seal_key.public).decode()
    gateway.close()
    return {"SCHEMATHESIS_HOOKS": "signing_hooks", "KIOSK_FUZZ_KEYS": str(folder), "KIOSK_FUZZ_SEAL_KEY": seal_key}


@contextlib.contextmanager
def _sandbox(store: Path) -> Iterator[str]:
    catalogue = str(_ROOT / "config" / "services")
    command = [sys.executable, "-m", "kiosk.gateway.sandbox", "--store", str(store), "--catalogue", catalogue]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=_ROOT, text=True) as process:
        try:
            yield json.loads(process.stdout.readline() if process.stdout else "")["url"]
        finally:
            process.terminate()
            process.wait(10)
