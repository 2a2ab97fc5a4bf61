"""A terminal's profile: layers, free options of devices, and no simulator in a live hall."""

import pytest

from config.load import load_profile
from config.problems import ConfigError, LabInLive


@pytest.fixture(autouse=True)
def state_home(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state-home"))
    return tmp_path / "state-home"


def problems(name, settings=None):
    with pytest.raises(ConfigError) as refusal:
        load_profile(name, settings)
    return refusal.value.code, {problem.key: problem.message for problem in refusal.value.problems}


@pytest.fixture
def profile(tmp_path):
    def write(text):
        path = tmp_path / "hall.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


LIVE = """
live = true
terminal_id = "K0042"
site = "大厅"
site_en = "Hall"
region_name = "示范市"
region_code = "999901"
[reader]
driver = "pcsc"
[camera]
driver = "v4l2"
[printer]
driver = "escpos"
[platform]
driver = "http"
base_url = "https://platform.example.gov.example"
"""


def test_the_demo_is_all_lab_and_has_the_drawings_name():
    demo = load_profile("demo")
    assert (demo.name, demo.terminal_id, demo.site, demo.live) == ("demo", "K0007", "高新分中心", False)
    assert all(choice.lab for choice in (demo.reader, demo.camera, demo.printer, demo.platform, demo.sheets))
    assert demo.reader.options == {"name": "Virtual PCD"}


def test_the_live_example_is_accepted():
    assert load_profile("live-example").live


def test_defaults_lie_under_the_profile_and_settings_over_it(profile):
    path = profile(LIVE + "")
    assert load_profile(path).idle_s == 45
    assert load_profile(profile("idle_s = 60\n" + LIVE)).idle_s == 60
    assert load_profile(path, {"idle_s": "90"}).idle_s == 90


def test_every_setting_of_the_command_line_arrives_in_its_type():
    settings = {
        "camera.url": "http://127.0.0.1:9/other",
        "printer.address": "tcp://127.0.0.1:9",
        "reader.name": "Other",
        "platform.base_url": "http://127.0.0.1:9",
        "platform.lab": "false",
        "printer.driver": "other",
        "terminal_id": "K0099",
        "state_dir": "elsewhere",
        "acknowledge_s": "1.5",
        "idle_warning_s": "7",
        "hand": "somewhere",
    }
    demo = load_profile("demo", settings)
    assert demo.camera.options["url"] == "http://127.0.0.1:9/other"
    assert demo.printer.options["address"] == "tcp://127.0.0.1:9"
    assert demo.printer.driver == "other"
    assert demo.reader.options["name"] == "Other"
    assert demo.platform.options["base_url"] == "http://127.0.0.1:9"
    assert not demo.platform.lab
    assert (demo.terminal_id, demo.acknowledge_s, demo.idle_warning_s, demo.hand) == ("K0099", 1.5, 7, "somewhere")


@pytest.mark.parametrize("store", ["file", "systemd-creds", "tpm2"])
def test_a_profile_says_where_the_keys_are(profile, store):
    assert load_profile("demo").keys.store == "file"
    assert load_profile(profile(f'{LIVE}[keys]\nstore = "{store}"\n')).keys.store == store
    assert load_profile("demo", {"keys.store": store}).keys.store == store


@pytest.mark.parametrize("settings", [{"keys.store": "vault"}, {"keys.place": "tpm2"}, {"kees.store": "file"}])
def test_a_place_for_keys_that_does_not_exist_is_told(settings):
    assert problems("demo", settings)[0] == "config-invalid"


def test_a_relative_state_dir_lies_below_the_state_home(state_home):
    assert load_profile("demo").state_dir == str(state_home / "kiosk" / "state")
    assert load_profile("demo", {"state_dir": "/var/lib/kiosk"}).state_dir == "/var/lib/kiosk"


def test_without_a_state_home_it_lies_in_the_users_own(monkeypatch, tmp_path):
    monkeypatch.delenv("XDG_STATE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert load_profile("demo").state_dir == str(tmp_path / ".local" / "state" / "kiosk" / "state")


def test_an_unknown_profile_is_told_with_the_nearest_name():
    with pytest.raises(ConfigError, match=r"dmeo\.toml: no such profile; did you mean demo\?"):
        load_profile("dmeo")


def test_all_mistakes_are_told_at_once(profile):
    text = LIVE.replace('"K0042"', '"kiosk 42"').replace('"999901"', '"9999"').replace("[camera]", "[camra]")
    code, found = problems(profile("idle = 30\nidle_s = 5\nlive_ = 1\n" + text.replace('"escpos"', "3")))
    assert code == "config-invalid"
    assert set(found) == {
        "terminal_id", "region_code", "camra", "camera", "idle", "idle_s", "live_", "printer.driver", "camera.driver"
    }  # fmt: skip
    assert "did you mean camera?" in found["camra"]
    assert "did you mean idle_s?" in found["idle"]


def test_mistakes_on_the_command_line_are_told_as_such():
    code, found = problems(
        "demo", {"camra.url": "x", "idle_s": "long", "live": "yes", "reader.lab": "1", "idel_s": "3"}
    )
    assert code == "config-invalid"
    assert set(found) == {"camra.url", "idle_s", "live", "reader.lab", "idel_s"}
    with pytest.raises(ConfigError, match=r"--set: idle_s: expected a number"):
        load_profile("demo", {"idle_s": "long"})


def test_options_of_a_device_are_text(profile):
    _, found = problems(profile(LIVE.replace('driver = "v4l2"', 'driver = "v4l2"\nwidth = 3840')))
    assert 'written in "quotes"' in found["camera.width"]


@pytest.mark.parametrize("width", ["wide", "33.6", "0", "3360"])
def test_what_the_camera_covers_is_in_whole_millimetres(profile, width):
    assert load_profile(profile(LIVE), {"camera.stage_mm": "336"}).camera.options["stage_mm"] == "336"
    assert "camera.stage_mm" in problems(profile(LIVE), {"camera.stage_mm": width})[1]


def test_a_device_must_be_a_table(profile):
    _, found = problems(profile("reader = 3\n" + LIVE.replace("[reader]\ndriver", "# ")))
    assert found["reader"] == "expected a table"


def test_an_a4_printer_is_there_only_where_a_profile_names_one(profile):
    path = profile(LIVE)
    assert load_profile(path).sheets is None
    named = load_profile(path, {"sheets.driver": "ipp", "sheets.address": "ipps://a4.hall.example/ipp/print"}).sheets
    assert (named.driver, named.lab, named.options) == ("ipp", False, {"address": "ipps://a4.hall.example/ipp/print"})
    assert "sheets.driver" in problems(profile(LIVE + "[sheets]\naddress = 'ipp://a'\n"))[1]


NOT_REAL = [
    ({"sheets.driver": "ipp", "sheets.lab": "true"}, "sheets.lab"),
    ({"reader.lab": "true"}, "reader.lab"),
    ({"camera.lab": "true"}, "camera.lab"),
    ({"printer.lab": "true"}, "printer.lab"),
    ({"platform.lab": "true"}, "platform.lab"),
    ({"reader.name": "Virtual PCD 00 00"}, "reader.lab"),
    ({"reader.pcsc.name": "Virtual PCD 00 00"}, "reader.lab"),
    ({"reader.psam": "Virtual PCD 00 01"}, "reader.lab"),
    ({"reader.sam_serial.device": "/dev/pts/3"}, "reader.lab"),
    ({"reader.device": "/run/kiosk-sam-x/sam"}, "reader.lab"),
    ({"platform.driver": "sandbox"}, "platform.base_url"),
    ({"platform.base_url": "http://127.0.0.1:18080"}, "platform.base_url"),
    ({"platform.base_url": "https://127.0.0.1:18080"}, "platform.base_url"),
    ({"platform.base_url": "https://localhost"}, "platform.base_url"),
    ({"platform.base_url": "https://[::1]:8"}, "platform.base_url"),
    ({"platform.base_url": "http://platform.example"}, "platform.base_url"),
    ({"platform.base_url": ""}, "platform.base_url"),
    ({"platform.driver": "sandbox", "platform.transport": "files", "platform.folder": "/srv"}, "platform.base_url"),
    ({"hand": "here"}, "hand"),
    ({"trip": "wire"}, "trip"),
]


@pytest.mark.parametrize(("settings", "key"), NOT_REAL)
def test_a_live_terminal_takes_nothing_from_the_lab(settings, key):
    code, found = problems("live-example", settings)
    assert code == "lab-in-live"
    assert list(found) == [key]


def test_a_live_terminal_without_a_line_names_a_folder_instead(profile):
    by_hand = {"platform.base_url": "", "platform.transport": "files"}
    assert load_profile("live-example", {**by_hand, "platform.folder": "/srv/exchange"}).live
    for folder in ("", "srv/exchange"):
        assert "platform.folder" in problems("live-example", {**by_hand, "platform.folder": folder})[1]
    assert "platform.transport" in problems("live-example", {"platform.transport": "pigeon"})[1]


def test_making_the_demo_live_names_every_simulator():
    with pytest.raises(LabInLive) as refusal:
        load_profile("demo", {"live": "true"})
    assert len(refusal.value.problems) == 7
