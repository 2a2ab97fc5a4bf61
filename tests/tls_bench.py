"""The sandbox platform over TLS, and certificates of any quality for terminals that speak to it."""

import datetime as dt
import json
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kiosk.gateway.enrolment_papers import new_key, signing_request
from kiosk.gateway.sandbox.certificates import Authority

ROOT = Path(__file__).parents[1]
NOW = dt.datetime.now(dt.UTC)
PASSWORD = b"of the bench"


@dataclass
class TlsPlatform:
    url: str
    ca: str


@contextmanager
def tls_platform(store, mode):
    """Serve this store over TLS; `required` wants a certificate in the handshake, `optional` with each request."""
    command = [sys.executable, "-m", "kiosk.gateway.sandbox", "--store", str(store), "--tls", mode]
    command += ["--catalogue", str(ROOT / "config" / "services")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as process:
        try:
            yield TlsPlatform(**json.loads(process.stdout.readline()))
        finally:
            process.terminate()
            process.wait(10)


def certificate(authority_folder, folder, device_id, *, days_ago=0):
    """Return profile options of a certificate that was made so long ago (it lasts 397 days)."""
    from cryptography.hazmat.primitives import serialization

    folder.mkdir(parents=True, exist_ok=True)
    authority_folder.mkdir(parents=True, exist_ok=True)
    key = new_key(PASSWORD)
    request = signing_request(key, PASSWORD, device_id)
    made = Authority(authority_folder).certify(request, device_id, NOW - dt.timedelta(days=days_ago))
    (folder / "client.pem").write_text(made)
    plain = serialization.load_pem_private_key(key.encode(), PASSWORD).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "client.key").write_bytes(plain)
    return {"cert": str(folder / "client.pem"), "key": str(folder / "client.key")}
