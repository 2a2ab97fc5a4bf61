"""Every word on the glass is Chinese in the code and English in one table, and nowhere else."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from ui.i18n import english_words, translator

UI = Path(__file__).parents[3] / "ui"
HAN = re.compile(r"[\u3400-\u9fff]")
PYTHON = [
    *(UI / "projection").glob("*.py"),
    UI / "bridge.py",
    UI / "taps.py",
    UI / "window.py",
    *(UI / "pictures").glob("*.py"),
]
STEPS = sorted((UI.parent / "kiosk" / "journeys").rglob("*.py"))  # what steps say goes by say()
QML = sorted(UI.rglob("*.qml"))
FREE_WORDS = UI / "projection" / "samples.py"  # reads the catalogue's words, says none


def said(tree):
    """The sentences a module gives to tr() or mark()."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if called in {"tr", "mark", "say"} and node.args and isinstance(node.args[0], ast.Constant):
            yield node.args[0]
        if called == "map" and ast.unparse(node.args[0]) == "mark":
            yield from node.args[1].elts


def sentences():
    return {node.value for path in (*PYTHON, *STEPS) for node in said(ast.parse(path.read_text(encoding="utf-8")))}


def test_every_sentence_has_its_english_and_every_english_its_sentence():
    assert sentences() == set(english_words())


@pytest.mark.parametrize("chinese", sorted(sentences()))
def test_the_english_has_no_chinese_and_no_place_the_chinese_cannot_fill(chinese):
    english = english_words()[chinese]
    places = set(re.findall(r"{(\w+)}", chinese))
    assert chinese == "English" or not HAN.search(english)
    assert set(re.findall(r"{(\w+)}", english)) <= places | {"name"}


@pytest.mark.parametrize("path", [p for p in PYTHON if p != FREE_WORDS], ids=lambda p: p.name)
def test_chinese_in_the_code_always_passes_the_translator(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed = {id(node) for node in said(tree)}
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    stray = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and HAN.search(node.value)
        and id(node) not in passed | documented
    ]
    assert stray == []


@pytest.mark.parametrize("path", QML, ids=lambda p: p.stem)
def test_qml_holds_no_words(path):
    code = re.sub(r"(?<!:)//[^\n]*", "", path.read_text(encoding="utf-8"))
    literals = re.findall(r'"((?:[^"\\]|\\.)*)"', code)
    assert not HAN.search(code)
    assert [text for text in literals if re.search(r"[A-Za-z]+ [A-Za-z]+", text) and text != "Noto Sans CJK SC"] == []


def test_a_sentence_without_english_is_refused_rather_than_shown_in_chinese():
    with pytest.raises(KeyError):
        translator(english=True)("没有的话")


def test_facts_are_filled_in_both_languages():
    assert translator(english=False)("全部 {n} 项", n=3) == "全部 3 项"
    assert translator(english=True)("全部 {n} 项", n=3) == "All 3 services"
