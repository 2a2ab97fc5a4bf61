"""The command line: complete help, plain refusals, and no Qt for verbs that show nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk import cli
from ui.__main__ import VERBS as ABOVE
from ui.__main__ import main

CHECKOUT = Path(__file__).resolve().parents[3]
EVERY = [verb.name for verb in (*ABOVE, *cli.VERBS)]


def run(*words, env=None):
    """Run the program as a person does, in a process of its own."""
    command = [sys.executable, "-m", "ui", *words]
    return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, encoding="utf-8", check=False, env=env)


@pytest.fixture
def no_lab(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


def test_the_verbs_are_those_of_the_readme():
    kept = ["outbox", "store", "ledger", "catalogue", "verify", "enrol"]
    assert ["demo", "run", "test", "probe", "lab", "sandbox", *kept] == EVERY


def test_the_first_help_names_every_verb_with_its_summary(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    for verb in (*ABOVE, *cli.VERBS):
        assert verb.name in told
        assert verb.summary.split()[-1] in told


HELP = {
    "demo": ["--auto", "--out", "--offline", "--kill", "--person", "--card", "elder-card", "report.json", "35963"],
    "run": ["--profile", "--set"],
    "test": ["pytest", "-k"],
    "probe": ["card", "camera", "printer", "platform", "sheets", "--to", "--dialect", "--json", "--profile", "--set"],
    "lab": ["card insert", "card remove", "paper-out", "refill", "camera show", "platform", "receipts", "35963"],
    "sandbox": ["--port", "--store", "--catalogue", "--tls"],
    "outbox": ["list", "show", "retry", "close", "export", "import", "verify"],
    "store": ["check", "backup", "restore", "--json", "--profile"],
    "ledger": ["show", "verify", "totals", "export", "--day", "--item", "--mode", "--as", "c0109", "gbt39046", "json"],
    "catalogue": ["lint", "show", "diff", "publish"],
    "enrol": ["--code", "--wait", "--keys", "--renew-keys", "--json", "--profile"],
    "verify": ["--image", "--camera", "--page", "--json", "--profile", "without a network"],
}


@pytest.mark.parametrize("verb", EVERY)
def test_the_help_of_each_verb_is_complete(verb, capsys):
    with pytest.raises(SystemExit) as ended:
        main([verb, "--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    for word in HELP[verb]:
        assert word in told


@pytest.mark.parametrize(
    "words", [[], ["dance"], ["probe"], ["probe", "toaster"], ["run"], ["lab"], ["demo", "--auto", "x"]]
)
def test_what_is_not_understood_ends_with_2_and_says_how(words, capsys, no_lab):
    try:
        status = main(words)
    except SystemExit as ended:
        status = ended.code
    assert status in {1, 2}
    assert capsys.readouterr().err


def test_a_setting_without_a_value_is_explained(capsys, no_lab):
    assert main(["probe", "card", "--set", "nonsense"]) == 2
    assert "KEY=VALUE" in capsys.readouterr().err


def test_a_profile_that_does_not_exist_is_explained(capsys, no_lab):
    assert main(["probe", "card", "--profile", "nowhere"]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_words_to_a_lab_that_is_not_there_are_refused_with_the_way_to_one(capsys, no_lab):
    assert main(["lab", "card", "remove"]) == 1
    assert "kiosk.sh demo" in capsys.readouterr().err


def test_the_words_of_test_reach_pytest_as_they_are(monkeypatch):
    handed = []
    monkeypatch.chdir(CHECKOUT)
    monkeypatch.setattr("kiosk.commands.suite.become", lambda module, words: handed.append((module, words)))
    main(["test", "-k", "printer", "-x", "tests/unit", "--co"])
    assert handed == [("pytest", ["-k", "printer", "-x", "tests/unit", "--co"])]


@pytest.mark.parametrize(
    "words",
    [["--help"], ["lab", "state"], ["outbox", "list"], ["probe", "card", "--json", "--wait", "0"], ["demo", "--help"]],
)
def test_a_verb_that_shows_nothing_imports_no_qt_and_no_device_library(words, tmp_path):
    program = (
        "import sys; from ui.__main__ import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "heavy = {'PySide6', 'cv2', 'smartcard', 'escpos', 'uvicorn', 'starlette'}\n"
        "sys.stderr.write('HEAVY ' + ','.join(sorted(heavy & set(sys.modules))))\n"
    )
    env = {"XDG_RUNTIME_DIR": str(tmp_path), "XDG_STATE_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", program, *words], cwd=CHECKOUT, capture_output=True, text=True, check=False, env=env
    )
    assert done.stderr.splitlines()[-1].endswith("HEAVY ")


def test_an_outbox_where_nothing_was_filed_counts_nothing(capsys, no_lab, tmp_path):
    assert main(["outbox", "list", "--json", "--set", f"state_dir={tmp_path / 'state'}"]) == 0
    counted = json.loads(capsys.readouterr().out)
    assert counted["queued"] == counted["accepted"] == counted["originals"] == counted["reprints"] == 0
    assert not (tmp_path / "state").exists()


def test_the_program_runs_as_a_module_from_its_own_checkout():
    done = run("--help")
    assert done.returncode == 0
    assert "demo" in done.stdout
