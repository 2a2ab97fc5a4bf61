"""Over TLS both sides prove themselves; what is wrong with a certificate is told, and nothing is lost by it."""

import contextlib
import socket
import ssl
import threading

import pytest
from platform_kit import NOW, finished_run, later
from platform_voice import control

from kiosk.gateway.errors import CertificateRefused, LineError, Misconfigured, NotThePlatform, Paused
from kiosk.gateway.http import open_gateway
from offline_cache.keys import DeviceKeys
from offline_cache.outbox import Outbox
from tests import tls_bench
from tests.platform_fixtures import kit


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return tmp_path_factory.mktemp("platform")


@pytest.fixture(scope="module")
def sandbox(store):
    """The same platform in clear, for its window and levers."""
    with kit.running_sandbox(store) as running:
        yield running


@pytest.fixture(scope="module")
def required(store, sandbox):
    with tls_bench.tls_platform(store, "required") as platform:
        yield platform


@pytest.fixture(scope="module")
def optional(store, sandbox):
    with tls_bench.tls_platform(store, "optional") as platform:
        yield platform


@pytest.fixture
def good(store, tmp_path, terminal):
    return tls_bench.certificate(store, tmp_path / "good", terminal.terminal_id)


def test_a_case_arrives_over_a_line_on_which_both_sides_proved_themselves(required, terminal, good, sandbox):
    courier = terminal.courier(required.url, ca=required.ca, **good)
    assert courier.step(NOW).online
    case_id = terminal.desk().file(finished_run(), NOW).case_id
    assert [one.case_id for one in courier.step(later(1)).delivered] == [case_id]
    assert sandbox.see(f"cases/{case_id}")["deliveries"] == 1


def bad(kind, store, tmp_path, device_id):
    if kind == "none":
        return {}
    if kind == "expired":
        return tls_bench.certificate(store, tmp_path / "bad", device_id, days_ago=500)
    return tls_bench.certificate(tmp_path / "foreign", tmp_path / "bad", device_id)


@pytest.fixture(params=["none", "expired", "foreign"])
def refused(request, required, store, tmp_path, terminal):
    """A courier whose certificate is not good enough."""
    certificate = bad(request.param, store, tmp_path, terminal.terminal_id)
    return terminal.courier(required.url, ca=required.ca, **certificate)


def test_a_certificate_that_is_not_good_enough_stops_the_line_and_loses_nothing(
    refused, required, terminal, good, sandbox
):
    first = terminal.courier(required.url, ca=required.ca, **good)
    first.step(NOW)
    case_id = terminal.desk().file(finished_run(), NOW).case_id
    report = refused.step(later(1))
    assert report.code in {"platform-unreachable", "platform-garbled"}  # asyncio hangs up without an alert
    assert (report.delivered, report.rejected, report.dead) == ([], [], [])
    with pytest.raises(LineError):
        refused.deliver(case_id, later(2))
    assert Outbox(terminal.store()).counts()["queued"] == 1
    assert first.deliver(case_id, later(3)).case_id == case_id
    assert sandbox.see(f"cases/{case_id}")["deliveries"] == 1


@pytest.fixture(params=[ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3], ids=lambda version: version.name)
def gate(request, store, required):
    """A gate of plain OpenSSL before a platform: it says by an alert what it thinks of a certificate."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=store / "authority.pem")
    context.minimum_version = context.maximum_version = request.param
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_cert_chain(store / "server.pem", store / "server.key")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=turn_away, args=(listener, context), daemon=True).start()
        yield f"https://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)


def turn_away(listener, context):
    with contextlib.suppress(OSError):
        while True:
            caller = context.wrap_socket(listener.accept()[0], server_side=True, do_handshake_on_connect=False)
            with contextlib.suppress(ssl.SSLError):
                caller.do_handshake()
            with socket.socket(fileno=caller.detach()) as bare:  # the alert is read before the end of the line
                bare.shutdown(socket.SHUT_WR)
                while bare.recv(4096):
                    pass


@pytest.mark.parametrize("kind", ["expired", "foreign", "none"])
def test_an_alert_about_the_certificate_is_told_as_what_it_is(kind, gate, store, terminal, tmp_path):
    options = bad(kind, store, tmp_path, terminal.terminal_id) | {"ca": str(store / "authority.pem")}
    with pytest.raises((CertificateRefused, NotThePlatform)) as refusal:
        terminal.gateway(gate, **options).device()
    assert isinstance(refusal.value, Paused) or kind == "none"  # TLS 1.2 has no alert for a missing one
    assert refusal.value.code in {"platform-certificate", "platform-garbled"}


def test_a_platform_that_the_profile_does_not_vouch_for_is_told_nothing(required, tmp_path, terminal, good):
    tls_bench.certificate(tmp_path / "other", tmp_path / "x", "K0001")
    for ca in ({"ca": str(tmp_path / "other" / "authority.pem")}, {}):
        with pytest.raises(NotThePlatform) as refusal:
            terminal.gateway(required.url, **ca, **good).health()
        assert refusal.value.code == "platform-garbled"


def test_a_certificate_for_another_name_of_the_platform_is_not_believed(required, terminal, good):
    other = required.url.replace("127.0.0.1", "127.0.0.2")
    with pytest.raises(LineError):
        terminal.gateway(other, ca=required.ca, **good).health()


def test_where_it_is_asked_with_each_request_a_strangers_certificate_opens_nothing(optional, store, tmp_path, terminal):
    terminal.gateway(optional.url, ca=optional.ca).health()
    for options in ({}, tls_bench.certificate(store, tmp_path / "else", "K9999")):
        with pytest.raises(CertificateRefused):
            terminal.gateway(optional.url, ca=optional.ca, **options).device()
    own = tls_bench.certificate(store, tmp_path / "own", terminal.terminal_id)
    assert terminal.gateway(optional.url, ca=optional.ca, **own).device().server_time


@pytest.mark.parametrize("broken", ["missing", "garbage", "other key", "locked key"])
def test_a_certificate_that_cannot_be_used_is_found_before_anything_is_sent(broken, required, tmp_path, terminal, good):
    if broken == "missing":
        good["cert"] = str(tmp_path / "nowhere.pem")
    elif broken == "garbage":
        (tmp_path / "good" / "client.pem").write_text("-----BEGIN CERTIFICATE-----\nno\n")
    elif broken == "other key":
        good["key"] = tls_bench.certificate(tmp_path / "a", tmp_path / "b", "K1")["key"]
    else:
        (tmp_path / "good" / "client.key").write_text(tls_bench.new_key(b"nobody knows it"))
    with pytest.raises(Misconfigured):
        terminal.gateway(required.url, ca=required.ca, **good)


def test_an_enrolment_gives_the_terminal_all_it_needs_for_the_line(optional, required, sandbox, tmp_path):
    from kiosk.gateway.enrolling import Enrolment
    from kiosk.gateway.options import Options

    keys, folder = DeviceKeys.load_or_create(tmp_path / "keys"), tmp_path / "identity"
    wishes = {"base_url": optional.url, "device_id": "K6001", "ca": optional.ca, "identity": str(folder)}
    code = control(sandbox.url, "enrolments", device_id="K6001")[1]["code"]
    enrolled = Enrolment(Options.parse(wishes), keys, folder).claim(code)
    assert enrolled.device_id == "K6001"
    for wish in ({}, {"base_url": required.url}, {"base_url": required.url, "ca": ""}):
        gateway = open_gateway({**wishes, **wish}, keys)
        assert gateway.device().document["device_id"] == "K6001"
        gateway.close()
    raw = (folder / "enrolment.json").read_bytes()
    assert b"ENCRYPTED PRIVATE KEY" in raw
    assert keys.secret not in raw
    with pytest.raises(Misconfigured):
        open_gateway(wishes, DeviceKeys.load_or_create(tmp_path / "other keys"))
    (folder / "enrolment.json").write_bytes(raw[:100])
    with pytest.raises(Misconfigured, match="damaged"):
        open_gateway(wishes, keys)


def test_the_sandboxs_own_certificate_is_for_this_machine_alone(required):
    context = ssl.create_default_context(cafile=required.ca)
    assert len(context.get_ca_certs()) == 1
