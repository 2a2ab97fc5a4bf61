"""What released terminals sealed is taken by the platform of today, and every part of it opens to what was closed."""

import base64
import hashlib

import golden_envelopes as golden
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from platform_kit import running_sandbox
from platform_voice import ENVELOPE, Voice

from kiosk.gateway.sandbox.problems import Problem
from kiosk.gateway.sandbox.proof import Sender
from kiosk.gateway.sandbox.seal_suites import DEFAULT, SUITES
from kiosk.gateway.sandbox.vault import Vault
from offline_cache.keys import DeviceKeys

GOLDENS = golden.goldens()
RELEASED = {
    "release-1-case-hpke-x25519",
    "release-1-rating",
    "release-2-case-hpke-mlkem768-x25519",
    "release-2-case-hpke-x25519",
    "release-2-case-sm2-sm3-sm4-gcm",
    "release-2-rating",
}
HERE = [
    pytest.param(
        name,
        marks=pytest.mark.skipif(
            GOLDENS[name]["suite"] not in SUITES, reason=f"{name} is not opened: the extra guomi is missing"
        ),
    )
    for name in sorted(GOLDENS)
]


def lay_keys(folder):
    """Put the private keys where a platform looks for them."""
    for suite, key in golden.keys().items():
        if suite != "device":
            (folder / ("seal.key" if suite == DEFAULT else f"seal-{suite}.key")).write_bytes(base64.b64decode(key))


@pytest.fixture(scope="module")
def device():
    seed = base64.b64decode(golden.keys()["device"])
    return DeviceKeys(Ed25519PrivateKey.from_private_bytes(seed), b"")


@pytest.fixture(scope="module")
def platform(tmp_path_factory):
    folder = tmp_path_factory.mktemp("platform")
    lay_keys(folder)
    with running_sandbox(folder) as running:
        yield running


@pytest.fixture(scope="module")
def vault(tmp_path_factory):
    folder = tmp_path_factory.mktemp("vault")
    lay_keys(folder)
    return Vault(folder)


def test_no_released_form_is_forgotten():
    assert set(GOLDENS) == RELEASED


@pytest.mark.parametrize("name", HERE)
def test_a_released_envelope_is_taken_and_opens(platform, device, name):
    one, voice = GOLDENS[name], Voice(platform.url, device, golden.DEVICE)
    for digest, ciphertext in one["enclosures"].items():
        assert voice.enclose(base64.b64decode(ciphertext), digest).status == 204
    room = {"case": "cases", "rating": "evaluations"}[one["kind"]]
    answer = voice.ask("PUT", f"/v1/{room}/{one['case_id']}", base64.b64decode(one["envelope"]), media=ENVELOPE)
    assert answer.status == 201
    if one["kind"] == "case":
        seen = platform.see(f"cases/{one['case_id']}")
        pages = [base64.b64decode(page["base64"]) for page in seen["attachments"]]
        assert seen["body"] == one["body"]
        assert [hashlib.sha256(page).hexdigest() for page in pages] == one["pages"]


@pytest.mark.parametrize("name", HERE)
def test_a_released_envelope_opens_to_no_other_device(vault, device, name):
    one, stranger = GOLDENS[name], Ed25519PrivateKey.generate().public_key()
    envelope = base64.b64decode(one["envelope"])
    _, body = vault.open_envelope(
        Sender(golden.DEVICE, device.signing.public_key(), envelope), one["kind"], one["case_id"]
    )
    assert body == one["body"]
    for sender in (
        Sender(golden.DEVICE, stranger, envelope),
        Sender("K0901", device.signing.public_key(), envelope),
    ):
        with pytest.raises(Problem):
            vault.open_envelope(sender, one["kind"], one["case_id"])
