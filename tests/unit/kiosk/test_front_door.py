"""kiosk.sh and its like: plain POSIX sh, safe to run again, and quick where nothing is to be done."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[3]
SCRIPTS = [CHECKOUT / "kiosk.sh", CHECKOUT / ".ci" / "run", *sorted((CHECKOUT / "packaging").glob("*.sh"))]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_every_script_is_posix_sh_strict_and_executable(script):
    text = script.read_text("utf-8")
    assert text.startswith("#!/bin/sh\n")
    assert "\nset -eu\n" in text
    assert script.stat().st_mode & 0o111
    assert subprocess.run(["dash", "-n", str(script)], check=False).returncode == 0


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed")
def test_every_script_is_clean_for_shellcheck(script):
    done = subprocess.run(["shellcheck", str(script)], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_scripts_and_the_package_lists_name_no_host():
    for file in (*SCRIPTS, CHECKOUT / "packaging" / "apt.txt"):
        assert not re.search(r"https?://", file.read_text("utf-8"))


def test_continuous_integration_runs_what_everybody_runs():
    assert "exec ./kiosk.sh test" in (CHECKOUT / ".ci" / "run").read_text("utf-8")


@pytest.fixture
def copy(tmp_path):
    """A checkout whose set-up is stamped as done, with an interpreter that tells how it was called."""
    shutil.copytree(CHECKOUT / "packaging", tmp_path / "packaging")
    shutil.copy(CHECKOUT / "kiosk.sh", tmp_path)
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$PYTHONPATH|$PYTHONUTF8|$PWD|$*"\n', encoding="utf-8")
    python.chmod(0o755)
    locks = "cat uv.lock.txt build.lock requirements.lock | sha256sum"
    stamp = subprocess.run(["sh", "-c", locks], cwd=tmp_path / "packaging", capture_output=True, text=True, check=True)
    (tmp_path / ".venv" / "kiosk-setup.stamp").write_text(stamp.stdout, encoding="utf-8")
    # Every package counts as installed: a stand-in for dpkg's own query.
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "dpkg-query").write_text(
        '#!/bin/sh\nshift 2\nfor p in "$@"; do printf "%s/installed " "$p"; done\n', encoding="utf-8"
    )
    (tools / "dpkg-query").chmod(0o755)
    return tmp_path


def start(copy, *words, cwd=None, **env):
    command = [str(copy / "kiosk.sh"), *words]
    environment = {"PATH": f"{copy / 'tools'}:/usr/bin:/bin", **env}
    return subprocess.run(
        command, cwd=cwd or copy, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_where_everything_is_set_up_the_words_are_handed_on_at_once(copy):
    done = start(copy, "demo", "--auto", "elder-card", "--out", "two words")
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout == f"{copy}|1|{copy}|-P -m ui demo --auto elder-card --out two words\n"


def test_it_runs_from_any_folder_and_leaves_that_folder_as_the_current_one(copy, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert start(copy, "lab", "state", cwd=elsewhere).stdout == f"{copy}|1|{elsewhere}|-P -m ui lab state\n"


def test_it_finds_its_checkout_through_a_link(copy, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(copy / "kiosk.sh")
    done = subprocess.run(
        [str(link)], env={"PATH": f"{copy / 'tools'}:/usr/bin:/bin"}, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith(f"{copy}|")


def test_a_path_of_the_persons_own_stays_behind_the_checkout(copy):
    assert start(copy, PYTHONPATH="/own").stdout.startswith(f"{copy}:/own|")


def test_a_changed_lock_calls_for_the_set_up_again(copy):
    with (copy / "packaging" / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("# one more line\n")
    (copy / "tools" / "flock").write_text("#!/bin/sh\necho 'set-up begins' >&2\nexit 9\n", encoding="utf-8")
    (copy / "tools" / "flock").chmod(0o755)
    done = start(copy, "--help")
    assert done.returncode == 9
    assert "set-up begins" in done.stderr
    assert done.stdout == ""


def test_a_missing_package_is_named_before_it_is_installed(copy):
    (copy / "tools" / "dpkg-query").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    for tool in ("apt-get", "sudo", "env", "dpkg"):
        (copy / "tools" / tool).write_text("#!/bin/sh\nexit 7\n", encoding="utf-8")
        (copy / "tools" / tool).chmod(0o755)
    done = start(copy, "--help")
    assert done.returncode == 7
    assert "pcscd" in done.stderr
    assert done.stdout == ""
