"""A TPM 2.0 on the bench: swtpm in the foreground, on sockets that listen before it starts, so that nothing waits."""

import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

TOOLS = ("swtpm", "tpm2_unseal")


def missing():
    """Return the tool of the bench that this machine lacks, "" when it has all."""
    return next((tool for tool in TOOLS if shutil.which(tool) is None), "")


class Tpm:
    """`tcti` is where it is; `measure` extends a PCR as another start-up would; `reboot` takes its power away."""

    def __init__(self, room):
        self._room = room
        (room / "state").mkdir()
        self.tcti = f"swtpm:path={room}/tpm"
        self._start()

    def measure(self, pcr):
        self._ask("tpm2_pcrextend", f"{pcr}:sha256={'1' * 64}")

    def held(self):
        """Return the handles of objects and sessions that were left in its few places."""
        return self._ask("tpm2_getcap", "handles-transient") + self._ask("tpm2_getcap", "handles-loaded-session")

    def reboot(self):
        self.stop()
        self._start()

    def stop(self):
        self._process.kill()
        self._process.wait()

    def _start(self):
        sockets = [_listening(self._room / name) for name in ("tpm", "tpm.ctrl")]
        data, control = (one.fileno() for one in sockets)
        self._process = subprocess.Popen(
            [
                *("setpriv", "--pdeathsig", "KILL"),  # it does not outlive the tests, however they end
                *("swtpm", "socket", "--tpm2", "--tpmstate", f"dir={self._room}/state"),
                *("--server", f"type=unixio,fd={data}", "--ctrl", f"type=unixio,fd={control}"),
                *("--flags", "not-need-init,startup-clear"),
            ],
            pass_fds=[data, control],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for one in sockets:
            one.close()

    def _ask(self, *words):
        env = {**os.environ, "TPM2TOOLS_TCTI": self.tcti}
        return subprocess.run(words, env=env, check=True, capture_output=True, timeout=30).stdout.decode().strip()


def _listening(path):
    path.unlink(missing_ok=True)
    one = socket.socket(socket.AF_UNIX)
    one.bind(str(path))
    one.listen()
    return one


@contextmanager
def tpm():
    with tempfile.TemporaryDirectory(prefix="tpm-") as room:  # not pytest's: a socket's path is 107 bytes at most
        one = Tpm(Path(room))
        try:
            yield one
        finally:
            one.stop()
