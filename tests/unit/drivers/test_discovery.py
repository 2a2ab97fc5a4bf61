"""A driver is a file in its family's folder; its name is its key."""

import sys

import pytest

import drivers.cards
import drivers.readers
from drivers.discovery import card_profiles, names, open_device
from drivers.errors import UnknownDriver

PLANTED_READER = """
def open_device(options):
    return ("opened", dict(options))
"""


@pytest.fixture
def plant(tmp_path, monkeypatch):
    """Return a hand that puts one file into a family's folder, as an installer would."""

    def put(package, name, text):
        folder = tmp_path / package.__name__
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.py").write_text(text, "utf-8")
        monkeypatch.setattr(package, "__path__", [*package.__path__, str(folder)])
        monkeypatch.delitem(sys.modules, f"{package.__name__}.{name}", raising=False)

    return put


def test_the_families_know_their_drivers():
    assert "pcsc" in names("readers")
    assert names("cards") == ("emrtd", "resident", "shebao", "technician")


def test_parts_of_a_driver_are_no_drivers():
    assert not {"pcsc_codes", "pcsc_channel", "pcsc_service", "worker"} & set(names("readers"))


def test_a_new_file_is_a_new_driver(plant):
    plant(drivers.readers, "planted_reader", PLANTED_READER)
    assert "planted_reader" in names("readers")
    assert open_device("readers", "planted_reader", {"name": "x"}) == ("opened", {"name": "x"})


def test_listing_imports_nothing(plant):
    plant(drivers.readers, "explosive", PLANTED_READER + "raise AssertionError('imported')\n")
    assert "explosive" in names("readers")


def test_a_new_card_file_is_a_new_profile(plant):
    plant(drivers.cards, "planted_card", "PROFILE = 'planted'\n")
    assert "planted" in card_profiles.__wrapped__()


def test_an_unknown_name_is_told_the_known_ones():
    with pytest.raises(UnknownDriver, match="pcsc"):
        open_device("readers", "pcsx", {})


@pytest.mark.parametrize("name", ["worker", "pcsc_codes", "../lab/reader", "..lab.reader", "", "pcsc.open_device"])
def test_only_names_of_driver_files_are_opened(name):
    with pytest.raises(UnknownDriver):
        open_device("readers", name, {})


@pytest.mark.parametrize("family", ["lab", "lab.cards", "", "os"])
def test_only_families_are_looked_into(family):
    with pytest.raises(UnknownDriver):
        names(family)
