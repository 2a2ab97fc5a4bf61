"""The lab panel: every button says its words to the lab, and the newest paper is shown."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel, QPushButton

from ui.devpanel import Panel


class Absent(Exception):
    """The lab is gone."""


class Lab:
    def __init__(self, folder):
        self.told = []
        self.printed = 0
        self.gone = False
        self.folder = folder

    def ask(self, words):
        words = list(words)
        if self.gone:
            raise Absent("no lab is running")
        if words == ["state"]:
            return {"printer": {"printed": self.printed}}
        if words[0] == "receipts":
            file = self.folder / "paper.png"
            picture = QImage(576, 800, QImage.Format.Format_RGB32)
            picture.fill(QColor("red"))
            picture.save(str(file))
            return {"receipts": [str(file)]}
        self.told.append(words)
        if words[-1] == "cover-open":
            raise ValueError("printer paper-out | refill")
        return {"ok": "well"}


@pytest.fixture
def lab(tmp_path):
    return Lab(tmp_path)


@pytest.fixture
def panel(qtbot, lab):
    shown = Panel(lab.ask, Absent, {"zhao": "赵桂兰", "ou": "欧䶮𬭎"})
    qtbot.addWidget(shown)
    return shown


def press(panel, label):
    next(button for button in panel.findChildren(QPushButton) if button.text() == label).click()


def reads(panel):
    return [label.text() for label in panel.findChildren(QLabel)]


def test_a_card_is_laid_for_the_person_who_is_chosen(panel, lab):
    press(panel, "放社保卡")
    panel._person.setCurrentIndex(1)
    press(panel, "放身份证")
    press(panel, "放护照")
    press(panel, "拿走卡")
    assert lab.told == [
        ["card", "insert", "shebao", "--person", "zhao"],
        ["card", "insert", "resident", "--person", "ou"],
        ["card", "insert", "passport", "--person", "ou"],
        ["card", "remove"],
    ]


def test_every_card_of_the_panel_is_one_that_the_lab_has():
    from drivers.lab.cards.kinds import KINDS
    from ui.devpanel import _CARDS

    assert set(_CARDS) <= set(KINDS)


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("居住证明", ["camera", "show", "residence-proof"]),
        ("拿走", ["camera", "show", "none"]),
        ("没纸", ["printer", "paper-out"]),
        ("卡纸", ["printer", "jam"]),
        ("不取纸", ["printer", "not-taken"]),
        ("断电再来", ["printer", "power-cycle"]),
        ("装纸", ["printer", "refill"]),
        ("断开", ["platform", "down"]),
        ("恢复", ["platform", "up"]),
        ("变慢", ["platform", "slow"]),
    ],
)
def test_each_button_says_its_words(panel, lab, label, words):
    press(panel, label)
    assert lab.told == [words]


def test_what_the_lab_refuses_is_shown(panel):
    press(panel, "开盖")
    assert "printer paper-out | refill" in reads(panel)


def test_the_paper_is_shown_when_it_comes_out(panel, lab):
    panel.look()
    assert panel._paper.pixmap().isNull()
    lab.printed = 1
    panel.look()
    assert panel._paper.pixmap().toImage().pixelColor(5, 5).name() == "#ff0000"


def test_the_panel_says_that_the_port_is_open(panel):
    assert any("35963" in text for text in reads(panel))


def test_the_panel_closes_when_the_lab_is_gone(panel, lab):
    assert panel._beat.isActive()
    lab.gone = True
    panel.look()
    assert not panel._beat.isActive()
