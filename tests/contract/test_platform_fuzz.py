"""schemathesis against the sandbox: no request, signed or not, sealed or not, leads out of the contract.

A bounded run; benchmarks/sync_contract.py makes the long one.
"""

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.platform_fixtures import kit

FUZZ = Path(__file__).parent / "fuzz"
EXAMPLES = "8"


def fuzz(sandbox, folder, *words, **hooks):
    """Run schemathesis against a sandbox; return the finished process."""
    environment = {**os.environ, "PYTHONPATH": f"{kit.ROOT}:{FUZZ}", **hooks}
    program = Path(sys.executable).with_name("schemathesis")
    config = ["--config-file", str(kit.ROOT / "schemathesis.toml")]
    contract = str(kit.ROOT / "kiosk" / "gateway" / "openapi.yaml")
    command = [str(program), *config, "run", contract, "--url", sandbox.url, "--no-color", "--warnings", "off", *words]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


def as_terminal(sandbox, folder):
    """Return the environment in which schemathesis speaks as a terminal that the sandbox knows."""
    terminal = kit.Terminal(folder / "terminal", "K0700")
    seal_key = base64.b64encode(terminal.gateway(sandbox.url).device().seal_key.public).decode()
    terminal.close()
    keys = str(folder / "terminal" / "keys")
    return {"SCHEMATHESIS_HOOKS": "signing_hooks", "KIOSK_FUZZ_KEYS": keys, "KIOSK_FUZZ_SEAL_KEY": seal_key}


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A platform of its own, which is left full of nonsense."""
    with kit.running_sandbox(tmp_path_factory.mktemp("fuzzed")) as platform:
        yield platform


def test_a_terminal_that_says_anything_gets_answers_of_the_contract(own, tmp_path):
    words = ["--phases", "coverage,fuzzing", "-n", EXAMPLES, "--seed", "20261125", "--no-shrink"]
    done = fuzz(own, tmp_path, *words, **as_terminal(own, tmp_path))
    assert done.returncode == 0, done.stdout
    assert own.see("cases"), "no envelope that opens was tried"


def test_a_stranger_who_says_anything_gets_answers_of_the_contract(own, tmp_path):
    words = ["--phases", "fuzzing", "-n", "3", "--seed", "20261125", "--no-shrink"]
    known = own.see("devices")
    done = fuzz(own, tmp_path, *words)
    assert done.returncode == 0, done.stdout
    assert own.see("devices") == known
