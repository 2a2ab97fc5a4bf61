"""The data of a screen and its QML name the same things."""

from __future__ import annotations

import dataclasses
import inspect
import re
import typing
from importlib import import_module
from pathlib import Path

import pytest

from ui.projection import Chrome, View, acting

UI = Path(__file__).parents[3] / "ui"
SCREENS = UI / "screens"
PARTS = {
    "Home": ("HomeStandard", "HomeElder", "HomeLow", "../components/CardPanel"),
    "Materials": ("MaterialsStandard", "MaterialsElder", "MaterialsLow"),
    "Capture": ("../components/CameraFrame",),
}
for module in (UI / "projection").glob("*.py"):
    import_module(f"ui.projection.{module.stem}" if module.stem != "__init__" else "ui.projection")


def views(kind=View):
    for sub in kind.__subclasses__():
        yield sub
        yield from views(sub)


VIEWS = {view.screen: view for view in views()}


def code_of(screen):
    files = [SCREENS / f"{screen}.qml", *(SCREENS / f"{part}.qml" for part in PARTS.get(screen, ()))]
    code = "\n".join(file.read_text(encoding="utf-8") for file in files)
    shared = sorted(set(re.findall(r"(\w+) {[^{}]*\bview: root\.view\b", code)))  # parts that take the whole view
    parts = [file for part in shared if (file := UI / "components" / f"{part}.qml").exists()]
    return "\n".join((code, *(part.read_text(encoding="utf-8") for part in parts)))


def records(kind, seen=None):
    """The record types inside a view."""
    seen = set() if seen is None else seen
    hints = typing.get_type_hints(kind, vars(acting) | vars(inspect.getmodule(kind)))
    for hint in hints.values():
        for part in (hint, *typing.get_args(hint)):
            if dataclasses.is_dataclass(part) and part not in seen:
                seen.add(part)
                records(part, seen)
    return seen


def names(kind):
    return {field.name for field in dataclasses.fields(kind)}


@pytest.mark.parametrize("screen", VIEWS)
def test_every_view_has_its_screen(screen):
    assert (SCREENS / f"{screen}.qml").exists()


def test_every_screen_has_its_view():
    parts = {part for parts in PARTS.values() for part in parts}
    assert {file.stem for file in SCREENS.glob("*.qml")} - parts == set(VIEWS)


@pytest.mark.parametrize("screen", VIEWS)
def test_what_qml_reads_is_in_the_view(screen):
    read = set(re.findall(r"\broot\.view\.(\w+)", code_of(screen)))
    assert read - names(VIEWS[screen]) == set()


@pytest.mark.parametrize("screen", VIEWS)
def test_what_is_in_the_view_is_read(screen):
    implied = {"title", "lead"} if "Page {" in code_of(screen) else set()
    read = set(re.findall(r"\bview\.(\w+)", code_of(screen))) | implied
    assert names(VIEWS[screen]) - read == set()


@pytest.mark.parametrize("screen", VIEWS)
def test_what_qml_reads_of_a_row_is_in_a_record_of_the_view(screen):
    read = set(re.findall(r"\bmodelData\.(\w+)", code_of(screen)))
    known = set().union(*(names(record) for record in records(VIEWS[screen]))) if records(VIEWS[screen]) else set()
    assert read - known == set()


def test_what_qml_reads_of_the_frame_is_in_the_frame():
    code = "\n".join(file.read_text(encoding="utf-8") for file in UI.rglob("*.qml"))
    read = set(re.findall(r"Glass\.chrome\.(\w+)", code))
    assert read == names(Chrome)
