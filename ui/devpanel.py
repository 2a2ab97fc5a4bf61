"""The lab panel of the demo: hands for the virtual devices, and a slot where the paper comes out.

A process of its own beside the terminal: `python -m ui.devpanel`. It speaks to the lab's socket and to nothing else.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QGroupBox,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QCloseEvent

__all__ = ["Panel", "main"]

_BEAT_MS = 500
_COLUMNS = 3
_PAPER_PX = 380
_WARNING = (
    "虚拟读卡器的端口 35963 在演示期间对本机所有地址开放，正式终端从不安装它。\n"
    "The virtual reader's port 35963 is open on all addresses while the demo runs; never installed in production."
)
_CARDS = {
    "shebao": "放社保卡",
    "shebao3": "放三代社保卡",
    "resident": "放身份证",
    "hmt": "放居住证",
    "foreigner2023": "放永居证",
    "passport": "放护照",  # what must be typed for it stands in the lab's answer: mrz and can
    "permit-hk": "放通行证",
    "technician": "放维护卡",
}
_PAPERS = {
    "residence-proof": "居住证明",
    "residence-proof-unsealed": "居住证明（没盖章）",
    "household": "户口簿",
    "id-photo-sheet": "照片",
    "blank": "白纸",
    "none": "拿走",
}
_PRINTER = {
    "paper-out": "没纸",
    "refill": "装纸",
    "power-cycle": "断电再来",
    "cover-open": "开盖",
    "cover-close": "合盖",
    "jam": "卡纸",
    "mend": "修好",
    "not-taken": "不取纸",
    "take": "撕走纸",
}
_LINE = {"down": "断开", "up": "恢复", "slow": "变慢"}


class Panel(QWidget):
    """`ask` says words to the lab and returns its answer; it may raise ValueError (usage) or `absent`."""

    def __init__(
        self, ask: Callable[[Sequence[str]], dict[str, Any]], absent: type[Exception], people: Mapping[str, str]
    ) -> None:
        super().__init__()
        self._ask = ask
        self._absent = absent
        self._folder = tempfile.TemporaryDirectory(prefix="kiosk-panel-")
        self._printed = 0
        self.setWindowTitle("实验台 · Lab")
        self._status = QLabel()
        self._status.setWordWrap(True)
        self._paper = QLabel("还没有出纸 · no paper yet")
        self._paper.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._person = QComboBox()
        for key, name in people.items():
            self._person.addItem(f"{name} ({key})", key)
        self._lay_out()
        self._beat = QTimer(self)
        self._beat.timeout.connect(self.look)
        self._beat.start(_BEAT_MS)

    def say(self, *words: str) -> None:
        """Hand one line of words to the lab and show what it answers."""
        try:
            self._status.setText(f"{' '.join(words)}: {self._ask(words)}")
        except (ValueError, self._absent) as no:
            self._status.setText(str(no))

    def look(self) -> None:
        """Ask how everything stands; when another paper came out, show it. Close when the lab is gone."""
        try:
            printed = int(self._ask(["state"])["printer"]["printed"])
            if printed != self._printed:
                self._printed = printed
                self._show(self._ask(["receipts", "--out", self._folder.name])["receipts"])
        except self._absent:
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Look no more, and leave no picture behind."""
        self._beat.stop()
        self._folder.cleanup()
        event.accept()

    def lay(self) -> None:
        """Lay a picture of the person's own under the camera."""
        file, _ = QFileDialog.getOpenFileName(self, "选一张图 · picture", "", "Pictures (*.png *.jpg *.jpeg)")
        if file:
            self.say("camera", "show", file)

    def insert(self, kind: str) -> None:
        """Lay this kind of card of the chosen person."""
        self.say("card", "insert", kind, "--person", str(self._person.currentData()))

    def _show(self, papers: Sequence[str]) -> None:
        if papers:
            picture = QPixmap(papers[-1])
            self._paper.setPixmap(picture.scaledToWidth(_PAPER_PX, Qt.TransformationMode.SmoothTransformation))

    def _lay_out(self) -> None:
        cards: dict[str, Callable[[], None]] = {label: partial(self.insert, kind) for kind, label in _CARDS.items()}
        cards["拿走卡"] = self._sayer("card", "remove")
        papers = {label: self._sayer("camera", "show", kind) for kind, label in _PAPERS.items()} | {"选图…": self.lay}
        printer = {label: self._sayer("printer", word) for word, label in _PRINTER.items()}
        line = {label: self._sayer("platform", word) for word, label in _LINE.items()}
        slot = QScrollArea()
        slot.setWidgetResizable(True)
        slot.setWidget(self._paper)
        slot.setMinimumSize(_PAPER_PX + 40, 360)
        column = QVBoxLayout(self)
        column.addWidget(self._person)
        for title, hands in {
            "卡 · Card": cards,
            "台面 · Paper": papers,
            "打印机 · Printer": printer,
            "线路 · Line": line,
        }.items():
            column.addWidget(_group(title, hands))
        column.addWidget(slot, 1)
        column.addWidget(self._status)
        warning = QLabel(_WARNING)
        warning.setWordWrap(True)
        column.addWidget(warning)

    def _sayer(self, *words: str) -> Callable[[], None]:
        return lambda: self.say(*words)


def _group(title: str, hands: Mapping[str, Callable[[], None]]) -> QGroupBox:
    group = QGroupBox(title)
    grid = QGridLayout(group)
    for number, (label, act) in enumerate(hands.items()):
        button = QPushButton(label)
        button.clicked.connect(lambda _checked=False, act=act: act())
        grid.addWidget(button, number // _COLUMNS, number % _COLUMNS)
    return group


def main() -> int:
    """Show the panel until it is closed or the lab ends."""
    control = importlib.import_module("drivers.lab.control")
    known = importlib.import_module("drivers.lab.people").PEOPLE
    application = QApplication(sys.argv)
    panel = Panel(control.ask, control.LabAbsent, {someone.key: someone.name for someone in known})
    screen = application.primaryScreen().availableGeometry()
    panel.resize(panel.sizeHint())
    panel.move(max(0, screen.right() - panel.width()), screen.top())
    panel.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
