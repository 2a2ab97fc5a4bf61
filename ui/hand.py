"""A robot hand for the lab: obeys JSON lines on a UNIX socket, touching and looking at the real window.

    {"do": "tap", "text": "开始办理"}          touch what is called or reads so, at its centre
    {"do": "time", "text": "高对比"}            the same, answered with the time to the next frame: {"ms": 12.3}
    {"do": "hold", "text": "看"}               put the finger down and leave it; {"do": "release"} lifts it
    {"do": "sign"}                             write on the pad ("pad" names it, SignPad without)
    {"do": "where"}                            -> {"screen": name, "texts": [...]}
    {"do": "shot", "file": "/…/01-attract.png"}  the window as a 1080 × 1920 picture

Every line is answered by {"ok": true, …} or {"ok": false, "why": …}. It exists only where a profile names its socket,
and a live profile that does is refused (config.load). Waiting is the caller's affair.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from ui.finger import Finger, NotShown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtQuick import QQuickWindow

__all__ = ["PORTRAIT", "Hand"]

PORTRAIT = QSize(1080, 1920)


class Hand(QObject):
    """Listens on `path` as long as it lives; `screen` tells the name of the screen that is shown.

    Raises OSError when the path cannot be listened on.
    """

    def __init__(self, path: str, window: QQuickWindow, screen: Callable[[], str]) -> None:
        super().__init__(window)
        self._window = window
        self._screen = screen
        self._finger = Finger(window)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(path)
        if not self._server.listen(path):
            raise OSError(f"hand: {self._server.errorString()}")
        self._server.newConnection.connect(self._greet)

    def close(self) -> None:
        """Let go and stop listening."""
        self._finger.release()
        self._server.close()

    def _greet(self) -> None:
        caller = self._server.nextPendingConnection()
        caller.readyRead.connect(lambda: self._listen(caller))
        caller.disconnected.connect(caller.deleteLater)

    def _listen(self, caller: QLocalSocket) -> None:
        while caller.canReadLine():
            answer = self.obey(bytes(caller.readLine().data()))
            caller.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
            caller.flush()

    def obey(self, line: bytes) -> dict[str, object]:
        """Do what one line says and return the answer."""
        try:
            words = json.loads(line)
            return {"ok": True, **self._do(words)}
        except NotShown as lacking:
            return {"ok": False, "why": f"not shown: {lacking}", "texts": self._finger.read()}
        except (ValueError, KeyError, TypeError) as unclear:
            return {"ok": False, "why": f"not understood: {unclear!r}"}

    def _do(self, words: Mapping[str, str]) -> dict[str, object]:
        match words["do"]:
            case "tap":
                self._finger.tap(words["text"])
            case "time":
                return {"ms": self._finger.time(words["text"])}
            case "hold":
                self._finger.press(words["text"])
            case "release":
                self._finger.release()
            case "sign":
                self._finger.sign(words.get("pad", "SignPad"))
            case "shot":
                return {"file": self._shoot(words["file"])}
            case "where":
                return {"screen": self._screen(), "texts": self._finger.read()}
            case unknown:
                raise ValueError(unknown)
        return {}

    def _shoot(self, file: str) -> str:
        picture = self._window.grabWindow()
        if picture.size() != PORTRAIT:
            ratio = Qt.AspectRatioMode.IgnoreAspectRatio
            picture = picture.scaled(PORTRAIT, ratio, Qt.TransformationMode.SmoothTransformation)
        if not picture.save(file):
            raise ValueError(f"cannot write {file}")
        return file
