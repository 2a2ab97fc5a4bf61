"""Options that cannot work are refused before anything is sent."""

import pytest

from kiosk.gateway.dialect import load_dialect
from kiosk.gateway.errors import Misconfigured
from kiosk.gateway.options import Options

GOOD = {"base_url": "https://platform.example/", "device_id": "K0007"}


def test_good_options_are_read_with_their_defaults():
    options = Options.parse(GOOD)
    assert (options.base_url, options.dialect, options.connect_s) == ("https://platform.example", "default", 3.0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"base_url": "http://platform.example"},
        {"base_url": "ftp://127.0.0.1"},
        {"base_url": "platform"},
        {"deadline_s": "soon"},
    ],
)
def test_a_line_in_the_clear_or_a_word_for_a_number_is_refused(wrong):
    with pytest.raises(Misconfigured) as refusal:
        Options.parse({**GOOD, **wrong})
    assert refusal.value.code == "platform-misconfigured"


@pytest.mark.parametrize("missing", ["base_url", "device_id"])
def test_a_missing_option_is_named(missing):
    with pytest.raises(Misconfigured, match=missing):
        Options.parse({key: value for key, value in GOOD.items() if key != missing})


def test_the_line_to_this_machine_may_be_plain():
    assert Options.parse({**GOOD, "base_url": "http://127.0.0.1:8080"}).base_url.endswith("8080")


@pytest.mark.parametrize("name", ["nowhere", "../http", "__init__", ""])
def test_only_a_file_of_the_folder_is_a_dialect(name):
    with pytest.raises(Misconfigured):
        load_dialect(name)
    assert load_dialect("default").health == "/healthz"
