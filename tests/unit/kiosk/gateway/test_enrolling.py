"""A code makes the terminal known once; whatever is cut off on the way is mended by doing the same again."""

import itertools
import json
import urllib.request

import pytest
from cryptography import x509

from kiosk.gateway import enrolling
from kiosk.gateway.enrolled import key_password, read_enrolled, seal_pins
from kiosk.gateway.enrolling import Enrolment
from kiosk.gateway.enrolment_errors import (
    CodesTooMany,
    CodeUnknown,
    CodeUnreadable,
    CodeUsed,
    EnrolmentOther,
    EnrolmentWaiting,
    TerminalRefused,
)
from kiosk.gateway.enrolment_papers import check_papers
from kiosk.gateway.errors import NotThePlatform, Unreachable
from kiosk.gateway.options import Options
from offline_cache.keys import DeviceKeys
from tests.line_crash import crashed
from tests.platform_fixtures import kit


def control(url, path, **wish):
    with urllib.request.urlopen(f"{url}/_sandbox/{path}", json.dumps(wish).encode(), timeout=10) as answer:
        return json.load(answer)


IDS = itertools.count(1000)


class Newcomer:
    """A terminal that nobody knows yet."""

    def __init__(self, folder, url, device_id):
        self.folder, self.device_id, self.url = folder / "identity", device_id, url
        self.keys = DeviceKeys.load_or_create(folder / "keys")

    def enrolment(self, **options):
        wishes = {"base_url": self.url, "device_id": self.device_id, "connect_s": "1", "deadline_s": "5", **options}
        return Enrolment(Options.parse(wishes), self.keys, self.folder)

    @property
    def enrolled(self):
        return read_enrolled(self.folder)


@pytest.fixture
def strict(sandbox):
    control(sandbox.url, "settings", enrolment="code")
    yield sandbox
    control(sandbox.url, "settings", enrolment="open", approval="auto")


@pytest.fixture
def newcomer(strict, tmp_path):
    return Newcomer(tmp_path, strict.url, f"N{next(IDS):04d}")


def code_for(newcomer, device_id=""):
    return control(newcomer.url, "enrolments", device_id=device_id or newcomer.device_id)


def test_the_qr_code_is_enough(newcomer):
    enrolment, code = newcomer.enrolment(), code_for(newcomer)
    assert not enrolment.under_way
    enrolled = enrolment.claim(code["qr"])
    assert newcomer.enrolled == enrolled
    assert (enrolled.device_id, enrolled.url) == (newcomer.device_id, newcomer.url)
    assert x509.load_pem_x509_certificate(enrolled.certificate.encode()).subject.rfc4514_string() == (
        f"CN={newcomer.device_id}"
    )
    assert enrolled.card["sign_keys"]
    assert enrolment.under_way
    enrolment.finish()
    assert not enrolment.under_way
    assert [path.name for path in newcomer.folder.iterdir()] == ["enrolment.json"]


def test_the_keys_to_seal_to_are_at_hand_when_the_store_has_lost_them(newcomer):
    assert seal_pins(newcomer.folder) == ""
    card = newcomer.enrolment().claim(code_for(newcomer)["code"]).card
    suites = [pin.partition(":")[0] for pin in seal_pins(newcomer.folder).split()]
    assert sorted(suites) == sorted(key["suite"] for key in card["seal_keys"])
    (newcomer.folder / "enrolment.json").write_bytes(b"{")
    assert seal_pins(newcomer.folder) == ""


def test_nothing_that_is_kept_is_readable_by_others_or_holds_a_key(newcomer):
    newcomer.enrolment().claim(code_for(newcomer)["code"])
    for path in newcomer.folder.iterdir():
        assert path.stat().st_mode & 0o077 == 0
        assert "PRIVATE KEY" not in path.read_text().replace("ENCRYPTED PRIVATE KEY", "")
    assert "PRIVATE" not in repr(newcomer.enrolled)


def test_the_same_again_changes_nothing(newcomer):
    code = code_for(newcomer)["code"]
    first = newcomer.enrolment().claim(code)
    again = newcomer.enrolment().claim()
    assert (again.certificate, again.key) == (first.certificate, first.key)
    assert newcomer.enrolment().claim(code.lower()).certificate == first.certificate


def test_somebody_must_let_it_in_and_then_it_goes_on_without_a_code(newcomer):
    control(newcomer.url, "settings", approval="window")
    code = code_for(newcomer)
    for text in (code["code"], "", ""):
        with pytest.raises(EnrolmentWaiting) as waiting:
            newcomer.enrolment().claim(text)
        assert waiting.value.code == "enrolment-waiting"
    assert newcomer.enrolled is None
    control(newcomer.url, f"enrolments/{code['enrolment_id']}", admitted=True)
    assert newcomer.enrolment().claim().device_id == newcomer.device_id


def test_somebody_may_say_no(newcomer):
    control(newcomer.url, "settings", approval="window")
    code = code_for(newcomer)
    with pytest.raises(EnrolmentWaiting):
        newcomer.enrolment().claim(code["code"])
    control(newcomer.url, f"enrolments/{code['enrolment_id']}", admitted=False)
    with pytest.raises(TerminalRefused):
        newcomer.enrolment().claim()
    assert (newcomer.enrolled, newcomer.enrolment().under_way) == (None, False)


def test_a_code_of_nobody_and_a_code_of_another_key_are_told_apart(newcomer, tmp_path):
    with pytest.raises(CodeUnknown):
        newcomer.enrolment().claim("WRONG-WRONG-2222")
    code = code_for(newcomer)["code"]
    Newcomer(tmp_path / "other", newcomer.url, newcomer.device_id).enrolment().claim(code)
    with pytest.raises(CodeUsed):
        newcomer.enrolment().claim(code)
    assert newcomer.enrolled is None


def test_the_code_of_another_terminal_is_not_kept_and_serves_once_the_name_is_right(newcomer):
    code = code_for(newcomer, "N0001")["code"]
    with pytest.raises(EnrolmentOther):
        newcomer.enrolment().claim(code)
    assert newcomer.enrolled is None
    newcomer.device_id = "N0001"
    assert newcomer.enrolment().claim().device_id == "N0001"


def test_after_ten_wrong_codes_there_is_a_pause(tmp_path):
    with kit.running_sandbox(tmp_path / "platform") as own:
        newcomer = Newcomer(tmp_path, own.url, "N0002")
        for number in range(10):
            with pytest.raises(CodeUnknown):
                newcomer.enrolment().claim(f"WRONG-{number:04d}")
        with pytest.raises(CodesTooMany):
            newcomer.enrolment().claim(code_for(newcomer)["code"])


def test_without_a_code_nothing_begins(newcomer):
    with pytest.raises(CodeUnreadable):
        newcomer.enrolment().claim()
    assert not newcomer.folder.exists()


def test_what_was_begun_under_keys_that_are_lost_begins_anew(newcomer, tmp_path):
    control(newcomer.url, "settings", approval="window")
    with pytest.raises(EnrolmentWaiting):
        newcomer.enrolment().claim(code_for(newcomer)["code"])
    newcomer.keys = DeviceKeys.load_or_create(tmp_path / "new keys")
    with pytest.raises(CodeUnreadable):
        newcomer.enrolment().claim()
    control(newcomer.url, "settings", approval="auto")
    assert newcomer.enrolment().claim(code_for(newcomer)["code"]).certificate


def test_a_new_code_renews_the_certificate_of_a_terminal_that_is_known(newcomer):
    first = newcomer.enrolment().claim(code_for(newcomer)["code"])
    newcomer.enrolment().finish()
    second = newcomer.enrolment().claim(code_for(newcomer)["code"])
    assert second.certificate != first.certificate
    assert second.key != first.key
    assert newcomer.enrolled == second


def test_no_line_keeps_the_code_for_later(newcomer):
    code = code_for(newcomer)["code"]
    url, newcomer.url = newcomer.url, "http://127.0.0.1:9"
    with pytest.raises(Unreachable):
        newcomer.enrolment().claim(code)
    assert newcomer.enrolment().under_way
    newcomer.url = url
    assert newcomer.enrolment().claim(code).device_id == newcomer.device_id


def within(name):
    return name.endswith((enrolling.__file__, "/gateway/enrolled.py", "/offline_cache/durable.py"))


def test_after_a_crash_at_any_line_the_same_code_ends_it(newcomer):
    point, code = 1, code_for(newcomer)["code"]
    while crashed(lambda: (newcomer.enrolment().claim(code), newcomer.enrolment().finish()), point, within):
        check_papers(newcomer.enrolment().claim(code), key_password(newcomer.keys))
        point += 7
    assert point > 60


@pytest.mark.parametrize("lie", ["card of another", "card unsigned", "certificate of another", "no authority", "no id"])
def test_papers_that_do_not_fit_are_not_kept(newcomer, lie):
    enrolment = newcomer.enrolment()
    other = newcomer.enrolment().claim(code_for(newcomer)["code"])
    said = {
        "device_id": newcomer.device_id,
        "enrolment_id": other.enrolment_id,
        "certificate": other.certificate,
        "authority": other.authority,
        "card": json.loads(json.dumps(other.card)),
    }
    if lie == "card of another":
        said["card"]["device_id"] = "N9999"
    elif lie == "card unsigned":
        said["card"]["limits"] = {}
    elif lie == "certificate of another":
        said["certificate"] = other.authority
    elif lie == "no authority":
        said["authority"] = None
    else:
        del said["device_id"]
    code = enrolling.EnrolmentCode(newcomer.url, "ABCDEFGH")
    with pytest.raises(NotThePlatform):
        enrolment._read(said, code, other.key)
