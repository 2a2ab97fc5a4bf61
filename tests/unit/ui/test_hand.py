"""The robot hand: it touches what a person could touch, and nothing else."""

from __future__ import annotations

import contextlib
import json
import socket

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickView

from ui.hand import Hand

SCENE = """
import QtQuick
Rectangle {
    id: root
    width: 540; height: 960; color: "white"
    property var taps: []
    property int points: 0
    property int strokes: 0
    property bool held: false
    component Key: Rectangle {
        id: key
        property string label
        signal pressed()
        width: 200; height: 80; color: "#08306F"
        Accessible.role: Accessible.Button; Accessible.name: label
        TapHandler { onTapped: root.taps = root.taps.concat(key.label) }
    }
    Key { label: "开始办理"; x: 20; y: 20 }
    Key { label: "不能按"; x: 20; y: 120; enabled: false }
    Key { label: "看不见"; x: 20; y: 220; visible: false }
    Key { label: "在外面"; x: 20; y: 2000 }
    Text { x: 300; y: 20; text: "开始办理"; Accessible.role: Accessible.StaticText; Accessible.name: text }
    Text { x: 300; y: 60; text: "现在开始" }
    Rectangle {
        x: 20; y: 320; width: 200; height: 80; color: "#eee"
        Text { anchors.centerIn: parent; text: "下一步" }
        TapHandler { onTapped: root.taps = root.taps.concat("下一步") }
    }
    Rectangle {
        x: 20; y: 420; width: 200; height: 80; color: "#eee"
        Accessible.role: Accessible.Button; Accessible.name: "按住查看"
        TapHandler { onPressedChanged: root.held = pressed }
    }
    MouseArea {
        objectName: "pad"; x: 20; y: 600; width: 500; height: 300
        onPressed: root.strokes++
        onPositionChanged: root.points++
    }
}
"""


@pytest.fixture
def scene(qtbot, tmp_path):
    (tmp_path / "Scene.qml").write_text(SCENE, encoding="utf-8")
    view = QQuickView()
    view.setSource(QUrl.fromLocalFile(str(tmp_path / "Scene.qml")))
    view.show()
    qtbot.waitExposed(view)
    yield view
    view.close()
    view.deleteLater()


@pytest.fixture
def hand(scene, tmp_path):
    lab = Hand(str(tmp_path / "hand.sock"), scene, lambda: "Home")
    yield lab
    lab.close()


def ask(hand, **words):
    return hand.obey(json.dumps(words).encode())


def root(scene, name):
    value = scene.rootObject().property(name)
    return value.toVariant() if hasattr(value, "toVariant") else value


def test_a_tap_finds_its_button_by_the_accessible_name(hand, scene):
    assert ask(hand, do="tap", text="开始办理") == {"ok": True}
    assert root(scene, "taps") == ["开始办理"]


def test_a_tap_finds_its_button_by_the_text_on_it(hand, scene):
    assert ask(hand, do="tap", text="下一步")["ok"]
    assert root(scene, "taps") == ["下一步"]


def test_a_key_is_touched_before_words_that_read_the_same(hand, scene):
    ask(hand, do="tap", text="开始办理")
    assert root(scene, "taps") == ["开始办理"]


def test_a_pad_is_found_by_its_qml_type(hand):
    assert ask(hand, do="sign", pad="Key")["ok"]
    assert "SignPad" in ask(hand, do="sign")["why"]


def test_a_part_of_a_name_is_enough(hand, scene):
    assert ask(hand, do="tap", text="开始")["ok"]
    assert root(scene, "taps") == ["开始办理"]


@pytest.mark.parametrize("text", ["不能按", "看不见", "在外面", "没有这个"])
def test_what_a_person_could_not_touch_is_not_touched(hand, scene, text):
    answer = ask(hand, do="tap", text=text)
    assert not answer["ok"]
    assert text in answer["why"]
    assert "开始办理" in answer["texts"]
    assert root(scene, "taps") == []


def test_where_tells_the_screen_and_what_is_to_be_read_on_it(hand):
    answer = ask(hand, do="where")
    assert answer["screen"] == "Home"
    assert {"开始办理", "下一步"} <= set(answer["texts"])
    assert not {"看不见", "在外面"} & set(answer["texts"])


def test_a_held_finger_stays_down_until_it_is_released(hand, scene):
    ask(hand, do="hold", text="按住查看")
    assert root(scene, "held") is True
    ask(hand, do="release")
    assert root(scene, "held") is False
    assert ask(hand, do="release")["ok"]


def test_a_signature_is_many_strokes_of_many_points(hand, scene):
    assert ask(hand, do="sign", pad="pad")["ok"]
    assert root(scene, "strokes") >= 10
    assert root(scene, "points") >= 100


def test_a_shot_is_a_portrait_picture_of_the_whole_glass(hand, tmp_path):
    file = tmp_path / "01-home.png"
    assert ask(hand, do="shot", file=str(file))["ok"]
    picture = QImage(str(file))
    assert (picture.width(), picture.height()) == (1080, 1920)
    assert picture.pixelColor(240, 120).name() == "#08306f"


@pytest.mark.parametrize("line", [b"", b"{", b"[]", b"{}", b'{"do": "dance"}', b'{"do": "tap"}', b'{"do": 3}'])
def test_a_line_that_means_nothing_is_said_to(hand, line):
    assert "not understood" in hand.obey(line)["why"]


def test_a_picture_that_cannot_be_written_is_said_to(hand):
    assert not ask(hand, do="shot", file="/nowhere/at/all.png")["ok"]


def test_the_hand_is_reached_over_its_socket(hand, qtbot, tmp_path):
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(tmp_path / "hand.sock"))
        line.sendall(b'{"do": "where"}\n{"do": "release"}\n')
        line.setblocking(False)
        heard = bytearray()

        def two_lines():
            with contextlib.suppress(BlockingIOError):
                heard.extend(line.recv(65536))
            assert heard.count(b"\n") == 2

        qtbot.waitUntil(two_lines)
    first, second = (json.loads(part) for part in bytes(heard).splitlines())
    assert first["screen"] == "Home"
    assert second == {"ok": True}


def test_a_place_that_cannot_be_listened_on_is_an_error(scene):
    with pytest.raises(OSError, match="hand"):
        Hand("/nowhere/at/all/hand.sock", scene, lambda: "")
