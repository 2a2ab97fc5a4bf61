"""Envelopes as released terminals made them, with the keys that open them: kept for ever, opened in every run.

`python tests/contract/golden_envelopes.py RELEASE` writes those of the program as it is, and changes none that is
there.
All keys were made for this and are used nowhere else.
"""

import base64
import hashlib
import json
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "golden" / "envelopes"
KEYS = FOLDER / "keys.json"
DEVICE, MOMENT = "K0900", "2026-11-21T09:48:00+08:00"
PAGE = bytes(range(256)) * 3
LONG_PAGE = bytes(range(256)) * 257  # two records of a stream


def text(body):
    """Return base64."""
    return base64.b64encode(body).decode()


def keys():
    """Return the private keys in base64: `device`, and one for each suite."""
    return json.loads(KEYS.read_text(encoding="utf-8"))


def goldens():
    """Return all envelopes by name."""
    found = sorted(FOLDER.glob("release-*.json"))
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in found}


def _write(release):
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from platform_cases import case_body, named, rating_body

    from kiosk.gateway.sandbox.seal_suites import DEFAULT, SUITES
    from offline_cache.enclosing import enclose
    from offline_cache.keys import DeviceKeys
    from offline_cache.sealing import EnvelopeHead, PlatformKey, make_envelope
    from offline_cache.suites.registry import suite

    private = {name: base64.b64decode(key) for name, key in keys().items()}
    device = DeviceKeys(Ed25519PrivateKey.from_private_bytes(private["device"]), b"")

    def keep(name, number, kind, *, to, body, pages=()):
        identity = f"019ab000-0000-7000-8000-{release:04d}{number:08d}"
        enclosures = [enclose(page, identity, suite(to.suite).form) for page in pages]
        body = body(identity, [named(one) for one in enclosures])
        head = EnvelopeHead(kind, DEVICE, f"golden-{release}", identity, number, MOMENT)
        closed = {one.sha256: text(one.ciphertext) for one in enclosures}
        golden = {"kind": kind, "case_id": identity, "suite": to.suite, "body": body}
        golden |= {"envelope": text(make_envelope(body, head, to, device)), "enclosures": closed}
        golden |= {"pages": [hashlib.sha256(page).hexdigest() for page in pages]}
        path = FOLDER / f"release-{release}-{name}.json"
        if not path.exists():
            path.write_text(json.dumps(golden, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def with_pages(identity, pages):
        body = case_body(identity)
        body["materials"][0]["attachments"] = pages
        return body

    targets = {name: PlatformKey.parse(text(one.public(private[name])), name) for name, one in SUITES.items()}
    for number, (name, to) in enumerate(targets.items(), 1):
        pages = (PAGE, b"", LONG_PAGE) if name == DEFAULT else (PAGE, b"")
        keep(f"case-{name.partition('-hkdf')[0]}", number, "case", to=to, body=with_pages, pages=pages)
    rating = {"to": targets[DEFAULT], "body": lambda identity, _: rating_body(identity, 4)}
    keep("rating", len(targets) + 1, "rating", **rating)


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
    _write(int(sys.argv[1]))
