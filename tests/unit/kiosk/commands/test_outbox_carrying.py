"""The outbox as a technician handles it: what waits, what is in trouble, what travels by hand."""

import json

import pytest

from offline_cache.journal import Journal
from tests.drop_fixtures import Trip, drop_kit
from tests.platform_fixtures import kit
from ui.__main__ import main

NOBODY = ("赵桂兰", "999901195202290022", "幸福路")


class Technician:
    """Runs `outbox …` on one terminal; returns exit status and what it told."""

    def __init__(self, trip, capsys):
        self.trip, self._capsys = trip, capsys
        folder, office = trip.terminal.folder, trip.office
        (folder / "store").symlink_to(folder / "state")
        own = {"state_dir": folder, "terminal_id": trip.terminal.terminal_id, "platform.sign_key": office.sign_key}
        self._settings = [word for name, value in own.items() for word in ("--set", f"{name}={value}")]

    def __call__(self, *words, json_too=True):
        status = main(["outbox", *map(str, words), *(["--json"] if json_too else []), *self._settings])
        said = self._capsys.readouterr()
        assert not any(fact in said.out + said.err for fact in NOBODY)
        return status, json.loads(said.out) if json_too and said.out else said.out or said.err

    def events(self):
        return [row["event"] for row in self.trip.store.rows("SELECT event FROM journal ORDER BY id")]


@pytest.fixture
def verb(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    terminal = kit.Terminal(tmp_path / "terminal", "K0042")
    yield Technician(Trip(terminal, tmp_path), capsys)
    terminal.close()


def test_rows_in_trouble_are_listed_with_the_counts_and_every_row_when_asked(verb):
    first, second = verb.trip.file(2)
    verb.trip.outbox.dead(first, "schema", 0)
    status, told = verb("list")
    assert (status, told["queued"], told["dead"]) == (0, 1, 1)
    (row,) = told["trouble"]
    assert (row["case_id"], row["state"], row["code"], row["lane"], row["seq"]) == (first, "dead", "schema", "case", 1)
    assert [one["case_id"] for one in verb("list", "--rows")[1]["rows"]] == [first, second]
    status, text = verb("list", "--rows", json_too=False)
    assert (status, text.count("K0042-")) == (0, 2)


def test_one_row_is_shown_by_its_id_and_by_its_receipt_number(verb):
    (case_id,) = verb.trip.file()
    _, by_id = verb("show", case_id)
    assert (by_id["state"], by_id["enclosures"], by_id["second_copy"], by_id["kind"]) == ("queued", 2, True, "case")
    assert verb("show", by_id["receipt_no"])[1]["sha256"] == by_id["sha256"]
    assert verb("show", "K0042-20261121-9999-0")[0] == 1


def test_what_is_in_trouble_is_tried_again_one_by_one_or_all_at_once(verb):
    cases = verb.trip.file(3)
    for case_id in cases:
        verb.trip.outbox.dead(case_id, "schema", 0)
    assert verb("retry", cases[0]) == (0, {"retried": 1})
    assert verb("retry", "--all") == (0, {"retried": 2})
    assert verb("retry", cases[0])[0] == 1
    assert verb("retry", "--all") == (0, {"retried": 0})
    assert verb.trip.counts() == {"queued": 3}
    assert verb.events() == ["case-retried"] * 3


def test_words_that_do_not_fit_are_not_understood(verb):
    assert verb("retry")[0] == 2
    assert verb("retry", "one", "--all")[0] == 2
    with pytest.raises(SystemExit):
        verb("close", "one", "--because", "Zhao came to the window")


def test_a_case_that_people_have_now_is_closed_and_that_is_written_down(verb):
    (case_id,) = verb.trip.file()
    assert verb("close", case_id, "--because", "handed-over")[0] == 1
    verb.trip.outbox.dead(case_id, "schema", 0)
    assert verb("close", case_id, "--because", "handed-over") == (0, {"closed": 1})
    assert verb.trip.counts() == {"closed": 1}
    assert verb.events() == ["case-handed-over"]
    assert Journal(verb.trip.store).verify()


def test_a_technician_carries_cases_to_the_office_and_answers_back(verb):
    cases = verb.trip.file(2)
    status, out = verb("export", verb.trip.stick)
    assert (status, out["rows"], out["lost"]) == (0, 2, [])
    assert verb("verify", verb.trip.stick)[0] == 0
    verb.trip.answered()
    status, checked = verb("verify", verb.trip.stick)
    assert (status, {one["direction"] for one in checked["batches"]}) == (0, {"up", "down"})
    status, back = verb("import", verb.trip.stick)
    assert (status, back["settled"], verb.trip.counts()) == (0, 2, {"accepted": 2})
    assert verb("show", cases[0])[1]["server_no"]
    assert verb("import", verb.trip.stick)[1]["batches"][0]["known"] == 2
    assert [one for one in verb.events() if "carried" in one] == ["cases-carried-out", "answers-carried-in"]


def test_one_row_alone_is_carried_out_by_name(verb):
    first, second = verb.trip.file(2)
    verb.trip.outbox.dead(second, "schema", 0)
    assert verb("export", verb.trip.stick, second)[1]["rows"] == 1
    assert verb("export", verb.trip.stick, "nobody")[0] == 1
    verb.trip.answered()
    verb("import", verb.trip.stick)
    assert verb("export", verb.trip.stick, second)[0] == 1
    assert verb.trip.counts() == {"queued": 1, "accepted": 1}
    assert verb("show", first)[1]["state"] == "queued"


def test_without_keys_the_second_copies_go_out(verb):
    verb.trip.file(2)
    for key in (verb.trip.terminal.folder / "keys").glob("*.key"):
        key.unlink()
    assert verb("export", verb.trip.stick, "--rescue")[1]["rows"] == 2
    assert not list((verb.trip.terminal.folder / "keys").glob("*.key"))


def test_what_is_wrong_with_a_stick_is_told_by_its_code(verb):
    assert verb("export", verb.trip.place / "no" / "stick")[1].startswith("kiosk: drop-unwritable")
    assert verb("import", verb.trip.place / "no")[1].startswith("kiosk: drop-unreadable")
    verb.trip.stick.mkdir()
    assert verb("verify", verb.trip.stick)[0] == 1
    verb.trip.out()
    (batch,) = (path for path in verb.trip.answered().parent.iterdir() if (path / "answers.json").exists())
    (batch / "answers.json").unlink()
    assert verb("verify", verb.trip.stick)[1]["batches"]
    status, told = verb("import", verb.trip.stick)
    assert (status, told["batches"][0]["damaged"]) == (1, ["answers.json"])


def test_a_key_may_be_named_to_check_by(verb):
    verb.trip.out()
    verb.trip.answered()
    stranger = drop_kit.Office(verb.trip.place / "stranger")
    assert verb("verify", verb.trip.stick, "--key", verb.trip.office.sign_key)[0] == 0
    assert verb("verify", verb.trip.stick, "--key", stranger.sign_key)[0] == 1
    assert verb("verify", verb.trip.stick, "--key", "no key")[0] == 2
