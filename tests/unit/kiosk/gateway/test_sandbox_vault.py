"""An envelope opens as it was sealed, or is refused: whatever its suite, whatever was changed."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.gateway.sandbox.problems import Problem
from kiosk.gateway.sandbox.proof import Sender
from kiosk.gateway.sandbox.seal_suites import DEFAULT, SUITES
from kiosk.gateway.sandbox.vault import Vault
from offline_cache.keys import DeviceKeys
from offline_cache.sealing import EnvelopeHead, PlatformKey, canonical, make_envelope

IDENTITY = "01a1fbc9-f880-798f-bd4f-4bc352e2b9b1"
HEAD = EnvelopeHead("case", "K0007", "s", IDENTITY, 1, "2026-11-21T09:48:00+08:00")
BODY = {"name": "赵桂兰"}
HERE = sorted(SUITES)


class World:
    """A platform's keys, a terminal's keys, and an envelope by each suite."""

    def __init__(self, folder):
        self.folder = folder
        self.vault = Vault(folder)
        self.keys = DeviceKeys.load_or_create(folder / "keys")
        self.envelopes = {key.suite: self.seal(key) for key in self.vault.keys}

    def seal(self, key, head=HEAD):
        to = PlatformKey.parse(base64.b64encode(key.public).decode(), key.suite)
        return make_envelope(BODY, head, to, self.keys)

    def open(self, envelope, kind="case", identity=IDENTITY):
        sender = Sender("K0007", self.keys.signing.public_key(), envelope)
        return self.vault.open_envelope(sender, kind, identity)[1]

    def signed(self, envelope):
        """Sign what stands here anew, as the terminal itself could."""
        said = {name: value for name, value in envelope.items() if name != "signature"}
        signature = self.keys.sign(b"kiosk.envelope/1\n" + canonical(said))
        return canonical({**said, "signature": base64.b64encode(signature).decode()})


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return World(tmp_path_factory.mktemp("world"))


@pytest.mark.parametrize("suite", HERE)
def test_what_was_sealed_by_any_suite_opens(world, suite):
    assert world.open(world.envelopes[suite]) == BODY


@given(st.data())
def test_a_flipped_bit_anywhere_is_refused(world, data):
    envelope = bytearray(world.envelopes[data.draw(st.sampled_from(HERE))])
    bit = data.draw(st.integers(0, len(envelope) * 8 - 1))
    envelope[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Problem):
        world.open(bytes(envelope))


@pytest.mark.parametrize("suite", HERE)
def test_what_another_device_signed_is_refused(world, suite, tmp_path):
    stranger = DeviceKeys.load_or_create(tmp_path / "keys")
    sender = Sender("K0007", stranger.signing.public_key(), world.envelopes[suite])
    with pytest.raises(Problem):
        world.vault.open_envelope(sender, "case", IDENTITY)


@given(st.data())
def test_a_cut_anywhere_is_refused(world, data):
    envelope = world.envelopes[data.draw(st.sampled_from(HERE))]
    with pytest.raises(Problem):
        world.open(envelope[: data.draw(st.integers(0, len(envelope) - 1))])


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=3))
def test_any_other_value_of_any_member_is_refused_even_if_signed(world, value):
    whole = json.loads(world.envelopes[DEFAULT])
    for name in whole:
        if name != "signature" and whole[name] != value:
            with pytest.raises(Problem):
                world.open(world.signed({**whole, name: value}))


def test_every_key_that_was_ever_published_opens(world):
    kept = []
    for _ in range(2):
        kept += [world.seal(world.vault.row(suite)[-1]) for suite in HERE]
        for suite in HERE:
            world.vault.rotate(suite)
    again = Vault(world.folder)
    assert [len(again.row(suite)) for suite in HERE] == [3] * len(HERE)
    for vault in (world.vault, again):
        sender = [Sender("K0007", world.keys.signing.public_key(), one) for one in kept]
        assert all(vault.open_envelope(one, "case", IDENTITY)[1] == BODY for one in sender)


def test_an_envelope_that_does_not_say_how_it_is_signed_is_of_the_first_release(world):
    whole = json.loads(world.envelopes[DEFAULT])
    sealed = SUITES[DEFAULT]
    assert sealed.unseal(world.vault.row(DEFAULT)[0].private, base64.b64decode(whole["sealed"]), context(whole))
    del whole["alg"]
    with pytest.raises(Problem):  # its body was sealed under a head that says it
        world.open(world.signed(whole))


def context(whole):
    head = {name: value for name, value in whole.items() if name not in {"sealed", "signature"}}
    return b"kiosk.envelope/1\n" + canonical(head)


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"suite": "tomorrow's"}, "urn:kiosk:key-unknown"),
        ({"key_id": "0" * 16}, "urn:kiosk:key-unknown"),
        ({"alg": "sm2"}, "urn:kiosk:envelope"),
    ],
    ids=["suite", "key", "alg"],
)
def test_what_the_platform_does_not_know_is_said(world, change, kind):
    with pytest.raises(Problem) as problem:
        world.open(world.signed({**json.loads(world.envelopes[DEFAULT]), **change}))
    assert problem.value.kind == kind
