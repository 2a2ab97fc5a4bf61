"""Read a terminal's profile: defaults, then the profile's file, then the command line's settings."""

from __future__ import annotations

import os
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from config.problems import ConfigError, Findings, LabInLive, Problem, did_you_mean
from config.profile_rules import ROLES, check_profile, not_real
from config.schema import Profile
from config.shape import build
from config.toml import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["load_profile"]

HERE: Final = Path(__file__).parent
CHOICE: Final = ("driver", "lab")
PLAIN: Final = tuple(field.name for field in fields(Profile) if field.name not in (*ROLES, "name"))
KEYS: Final = "keys"
COMMAND_LINE: Final = "--set"


def load_profile(name_or_path: str | Path, settings: Mapping[str, str] | None = None) -> Profile:
    """Return the profile of that name in config/profiles/ (or of that file), with `settings` (dotted keys) over it.

    A relative `state_dir` is taken below $XDG_STATE_HOME/kiosk (~/.local/state/kiosk without it).
    Raises ConfigError with every mistake, LabInLive when a live profile names anything that is not real.
    """
    path = _find(name_or_path)
    findings = Findings()
    merged: dict[str, object] = {}
    for layer in (HERE / "defaults.toml", path):
        _overlay(merged, read_table(layer, findings), layer.name, findings)
    _overlay(merged, _settings(settings or {}, findings), COMMAND_LINE, findings)
    profile = build(Profile, merged | {"name": path.stem}, path.name, findings)
    check_profile(profile, partial(findings.add, path.name))
    lab = not_real(profile, path.name) if profile.live else ()
    if lab:
        raise LabInLive((*findings.problems, *lab))
    findings.refuse()
    return replace(profile, state_dir=str(_state_home() / profile.state_dir))


def _find(name_or_path: str | Path) -> Path:
    path = Path(name_or_path)
    if path.suffix != ".toml":
        path = HERE / "profiles" / f"{name_or_path}.toml"
    if not path.is_file():
        known = [file.stem for file in (HERE / "profiles").glob("*.toml")]
        raise ConfigError((Problem(path.name, "", f"no such profile{did_you_mean(path.stem, known)}"),))
    return path


def _overlay(merged: dict[str, object], layer: Mapping[str, object], file: str, findings: Findings) -> None:
    """Lay one layer over the others; tables of devices are sorted into driver, lab and free options."""
    for key, value in layer.items():
        if key in ROLES and isinstance(value, dict):
            _overlay_device(merged, key, value, file, findings)
        elif key in ROLES or key in PLAIN:
            merged[key] = value
        else:
            findings.add(file, key, f"unknown key{did_you_mean(key, (*ROLES, *PLAIN))}")


def _overlay_device(
    merged: dict[str, object], role: str, table: Mapping[str, object], file: str, findings: Findings
) -> None:
    known = merged.get(role)
    device: dict[str, object] = dict(known) if isinstance(known, dict) else {}
    options = device.get("options")
    free: dict[str, object] = dict(options) if isinstance(options, dict) else {}
    for key, value in table.items():
        if key in CHOICE:
            device[key] = value
        elif isinstance(value, str):
            free[key] = value
        else:
            findings.add(file, f"{role}.{key}", 'expected text: options are written in "quotes"')
    merged[role] = device | {"options": free}


def _settings(settings: Mapping[str, str], findings: Findings) -> dict[str, object]:
    """Turn dotted keys and their text into a layer, in the types of their fields."""
    layer: dict[str, object] = {}
    for dotted, text in settings.items():
        role, _, option = dotted.partition(".")
        if not option:
            layer |= _typed(dotted, text, findings)
        elif role in (*ROLES, KEYS):
            table = layer.setdefault(role, {})
            if isinstance(table, dict):
                table[option] = _flag(dotted, text, findings) if option == "lab" else text
        else:
            findings.add(COMMAND_LINE, dotted, f"unknown key{did_you_mean(role, (*ROLES, KEYS))}")
    return layer


def _typed(key: str, text: str, findings: Findings) -> dict[str, object]:
    """Return the setting in its field's type, or nothing after noting that it has no such value."""
    hint = Profile.__annotations__.get(key, "str")
    if hint == "bool":
        return {key: _flag(key, text, findings)}
    try:
        return {key: {"int": int, "float": float}.get(hint, str)(text)}
    except ValueError:
        findings.add(COMMAND_LINE, key, "expected a number")
        return {}


def _flag(key: str, text: str, findings: Findings) -> bool:
    if text not in {"true", "false"}:
        findings.add(COMMAND_LINE, key, "expected true or false")
    return text == "true"


def _state_home() -> Path:
    home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(home) / "kiosk"
