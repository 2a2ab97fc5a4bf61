"""The terminal cannot read back what it queued: every key on the device is tried on every part of every case.

Tried are: the device's own keys and all that is derived from them, with the citizen's card on the reader and without;
and every run of bytes: in every file but the database's own, in every row of the opened database, in every second copy
unlocked by its key.
"""

import base64
import json
import re

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from platform_kit import NOW, finished_run, person

from kiosk.gateway.sandbox.enclosures import open_enclosure
from kiosk.gateway.sandbox.problems import Problem
from kiosk.gateway.sandbox.proof import Sender
from kiosk.gateway.sandbox.seal_suites import DEFAULT, SUITES
from kiosk.gateway.sandbox.vault import Vault
from kiosk.sync.filing import FilingDesk
from offline_cache.outbox import Outbox
from offline_cache.sealing import canonical
from offline_cache.second_copy import SecondCopies

NAME, NUMBER = "欧阳建国", "999901194001010018"
PURPOSES = (
    b"",
    b"kiosk.store/1",
    b"kiosk.second-copy/1",
    b"kiosk.receipt/1",
    b"kiosk.enclosure/2",
    b"kiosk.envelope/1",
)
KEY, PREFIX = 32, 7
HEX, BASE64 = re.compile(rb"[0-9a-fA-F]{64,}"), re.compile(rb"[A-Za-z0-9+/]{43,}")


@pytest.fixture
def vault(tmp_path):
    (tmp_path / "vault").mkdir()
    return Vault(tmp_path / "vault")


@pytest.fixture
def queued(terminal, vault):
    """File one case by every suite there is; return them with their enclosures."""
    page = (f"page of {NAME} {NUMBER} " * 3).encode()
    for key in vault.keys:
        pin = f"{key.suite}:{base64.b64encode(key.public).decode()}"
        desk = FilingDesk(terminal.store(), terminal.keys, terminal.terminal_id, pin, key.suite)
        desk.file(finished_run(person(NAME, NUMBER), jpeg=page), NOW)
    outbox = Outbox(terminal.store())
    rows = outbox.due("case", int(NOW.timestamp() * 1000))
    assert len(rows) == len(SUITES)
    return [(row, {one.sha256: outbox.body(one) for one in row.enclosures}) for row in rows]


def lying_about(terminal, queued):
    """Return everything that can be read on this device with its own keys."""
    store = terminal.store()
    files = sorted(path for path in terminal.folder.rglob("*") if path.is_file() and ".db" not in path.name)
    parts = [path.read_bytes() for path in files]
    with store.tx() as db:
        for table in db.table_names():
            for row in db.query(f"SELECT * FROM [{table}]"):
                parts += [one if isinstance(one, bytes) else str(one).encode() for one in row.values()]
    copies = SecondCopies(terminal.folder / "state", terminal.keys.secret)
    read = [copies.read(name) for name in sorted(copies.names())]
    assert len(read) == len(queued)
    parts += [repr(vars_of(copy)).encode() for copy in read]
    return parts


def vars_of(copy):
    return {name: getattr(copy.local, name) for name in type(copy.local).__slots__}


def own_keys(terminal):
    """Return the device's keys, and what can be derived from them with a card and without."""
    roots = [terminal.keys.secret, terminal.keys.signing.private_bytes_raw(), terminal.keys.public]
    found = list(roots)
    for root in roots:
        for purpose in PURPOSES:
            for salt, secret in (
                (None, root),
                (root, b""),
                (root, NUMBER.encode()),
                (root, terminal.terminal_id.encode()),
            ):
                found.append(HKDF(algorithm=SHA256(), length=KEY, salt=salt, info=purpose).derive(secret))
    return found


def decoded(part):
    """Yield what is written here in hexadecimal digits or base64, wherever it may begin."""
    for found in HEX.findall(part):
        for start in range(2):
            yield bytes.fromhex(found[start : start + (len(found) - start) // 2 * 2].decode())
    for found in BASE64.findall(part):
        for start in range(4):
            text = found[start:]
            yield base64.b64decode(text + b"A" * (-len(text) % 4))


def runs(parts):
    """Yield every run of 32 bytes, also of what is written in hexadecimal digits or base64."""
    for part in parts:
        for text in (part, *decoded(part)):
            for at in range(len(text) - KEY + 1):
                yield text[at : at + KEY]


def opens(key, enclosed, bound):
    """Whether this key opens the only record of a short file."""
    prefix, record = enclosed[:PREFIX], enclosed[PREFIX:]
    try:
        AESGCM(key).decrypt(prefix + b"\0\0\0\0\1", record, bound)
    except InvalidTag:
        return False
    return True


def test_no_run_of_bytes_on_the_device_opens_an_enclosure(terminal, vault, queued):
    row, files = next((row, files) for row, files in queued if json.loads(row.envelope)["suite"] == DEFAULT)
    named = attachments(opened(terminal, vault, row))[0]
    enclosed = files[named["sha256"]]
    bound = f"kiosk.enclosure/2\n{row.case_id}".encode()
    tried = set(runs(lying_about(terminal, queued))) | set(own_keys(terminal))
    assert len(tried) > 20_000
    assert not any(opens(key, enclosed, bound) for key in tried)
    assert opens(base64.b64decode(named["key"]), enclosed, bound)


def test_no_key_of_the_device_opens_an_envelope(terminal, queued):
    for row, _ in queued:
        head = json.loads(row.envelope)
        sealed, _ = base64.b64decode(head.pop("sealed")), head.pop("signature")
        context, unseal = b"kiosk.envelope/1\n" + canonical(head), SUITES[head["suite"]].unseal
        for key in own_keys(terminal):
            long_enough = key * 3  # the hybrid's and SM2's private keys are kept as 96 bytes
            with pytest.raises((InvalidTag, ValueError)):
                unseal(key if head["suite"] == DEFAULT else long_enough, sealed, context)


def test_neither_a_file_key_nor_the_centres_key_lies_anywhere(terminal, vault, queued):
    parts = lying_about(terminal, queued)
    secrets = {key.private[at : at + KEY] for key in vault.keys for at in range(0, len(key.private), KEY)}
    secrets -= {key.public[1:][at : at + KEY] for key in vault.keys for at in (0, KEY)}  # beside SM2's private key
    secrets |= {base64.b64decode(one["key"]) for row, _ in queued for one in attachments(opened(terminal, vault, row))}
    assert len(secrets) > 5
    for secret in secrets:
        for writing in (secret, secret.hex().encode(), base64.b64encode(secret)[:20]):
            assert not any(writing in part for part in parts)


def test_what_the_device_can_read_of_a_case_names_nobody(terminal, queued):
    for part in lying_about(terminal, queued):
        for plain in (NAME.encode(), NAME.encode("gb18030"), NUMBER.encode(), b"page of"):
            assert plain not in part


def test_the_key_of_one_case_opens_no_other(terminal, vault, queued):
    keys = {row.case_id: attachments(opened(terminal, vault, row)) for row, _ in queued}
    for row, files in queued:
        for case_id, named in keys.items():
            for one in named:
                if case_id == row.case_id:
                    assert open_enclosure(files[one["sha256"]], one, case_id)
                    continue
                for enclosed in files.values():
                    with pytest.raises(Problem):
                        open_enclosure(enclosed, one, row.case_id)


def test_the_trial_would_find_a_key_that_lies_about():
    key = AESGCM.generate_key(256)
    for lying in (b"a" + key + b"b", b"key" + base64.b64encode(key) + b";", b"hex=a" + key.hex().encode()):
        assert key in set(runs([lying]))


def opened(terminal, vault, row):
    sender = Sender(terminal.terminal_id, terminal.keys.signing.public_key(), row.envelope)
    return vault.open_envelope(sender, "case", row.case_id)[1]


def attachments(body):
    pages = [one for material in body["materials"] for one in material["attachments"]]
    return [*pages, body["signature"]["attachment"]]
