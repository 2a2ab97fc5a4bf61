"""A centre that publishes one feed: each version it ever had, whole or as a difference; and the hand that signs it."""

import base64
import datetime as dt
import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.gateway.proofs import SignKeys
from offline_cache.kept_feeds import state_sha256
from offline_cache.sealing import canonical

BEGAN = dt.datetime(2026, 11, 25, tzinfo=dt.UTC)
NOTICE = 'title = "{title}"\ntext = "窗口{n}号今天照常开放。"\nstart = 2026-11-01\nend = 2026-12-31\n'


def sha256(text):
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def notice(n=1, title="窗口服务时间"):
    return NOTICE.format(n=n, title=title)


class Hand:
    """Signs; `keys` is what a terminal knows of it."""

    def __init__(self, seed=1):
        self._key = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
        public = self._key.public_key().public_bytes_raw()
        self.key_id = hashlib.sha256(public).hexdigest()[:16]
        self.keys = SignKeys({self.key_id: public})

    def signed(self, document, purpose="kiosk.feed/1"):
        bare = {name: value for name, value in document.items() if name != "signature"}
        try:
            value = self._key.sign(purpose.encode() + b"\n" + canonical(bare))
        except UnicodeEncodeError:
            value = b""
        return {**bare, "signature": {"key_id": self.key_id, "value": base64.b64encode(value).decode()}}


class Publisher:
    """`states` are the texts by file of each version, from version 1 on."""

    def __init__(self, feed="notices", hand=None):
        self.feed, self.hand, self.states = feed, hand or Hand(), []

    def publish(self, **files):
        self.states.append({f"{name.replace('_', '-')}.toml": text for name, text in files.items()})
        return self.whole()

    def whole(self, version=None, **changes):
        return self._document(version or len(self.states), None, **changes)

    def since(self, known, version=None, **changes):
        return self._document(version or len(self.states), known, **changes)

    def _document(self, version, known, day=0, **changes):
        now, before = self.states[version - 1], self.states[known - 1] if known else {}
        issued = BEGAN + dt.timedelta(days=day)
        document = {
            "schema": "kiosk.feed/1",
            "feed": self.feed,
            "version": str(version),
            "since": str(known) if known else None,
            "issued": issued.isoformat(),
            "valid_until": (issued + dt.timedelta(days=30)).isoformat(),
            "items": [
                {"file": file, "sha256": sha256(text), "text": text}
                for file, text in now.items()
                if before.get(file) != text
            ],
            "removed": sorted(set(before) - set(now)),
            "state_sha256": state_sha256({file: sha256(text) for file, text in now.items()}),
        }
        return self.hand.signed(document | changes)
