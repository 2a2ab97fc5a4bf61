"""The pad takes a finger's strokes and gives them on as they were drawn."""

from __future__ import annotations

from looks import alike
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage
from samples import BASE
from stage import kind


def pad(stage):
    item = next(item for item in stage.items() if kind(item, "SignPad"))
    return item.mapToScene(QPointF(0, 0))


def ink(stage):
    """What is drawn on the pad; the words around it are the buttons' affair."""
    item = next(item for item in stage.items() if kind(item, "SignPad"))
    place = item.mapRectToScene(QRectF(0, 0, item.width(), item.height())).toRect()
    return stage.grab().copy(place)


def write(stage):
    corner = pad(stage)
    for path in (((100, 100), (300, 120), (500, 90)), ((200, 60), (210, 240))):
        stage.touch(*(corner + QPointF(x, y) for x, y in path))


def test_before_the_first_stroke_nothing_can_be_handed_over(stage):
    stage.restart(BASE["sign"])
    assert "请先签名" in stage.words()
    assert [t.label for t in stage.targets() if t.label in {"请先签名", "写好了", "擦掉重写"}] == []


def test_strokes_are_seen_and_handed_over_with_their_picture(stage):
    stage.restart(BASE["sign"])
    blank = ink(stage)
    write(stage)
    assert "笔迹已收到" in stage.words()
    assert not alike(ink(stage), blank)
    stage.tap("写好了")
    [(_, signed)] = stage.desk.calls
    assert len(signed.strokes) == 2
    assert next(round(x) for x, _, _ in signed.strokes[0]) == 100
    assert [round(y) for _, y, _ in signed.strokes[1]][-1] == 240
    times = [ms for stroke in signed.strokes for _, _, ms in stroke]
    assert times == sorted(times)
    picture = QImage.fromData(signed.png)
    assert picture.pixelColor(200, 110).lightness() < 255 or picture.pixelColor(300, 120).lightness() < 255


def test_a_signature_can_be_wiped_and_written_again(stage):
    stage.restart(BASE["sign"])
    blank = ink(stage)
    write(stage)
    assert not alike(ink(stage), blank)
    stage.tap("擦掉重写")
    stage.until(lambda: alike(ink(stage), blank))
    write(stage)
    stage.tap("写好了")
    assert len(stage.desk.calls[0][1].strokes) == 2


def test_a_signature_outlives_the_idle_warning(stage):
    import samples

    stage.restart(BASE["sign"])
    write(stage)
    stage.show(samples.Sample(samples.state.IdleWarning(samples.sign(), 5)))
    stage.show(BASE["sign"])
    stage.tap("写好了")
    assert len(stage.desk.calls[0][1].strokes) == 2


def test_a_mouse_writes_too(stage):
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest

    stage.restart(BASE["sign"])
    corner = pad(stage).toPoint()
    button = Qt.MouseButton.LeftButton
    QTest.mousePress(stage.window, button, Qt.KeyboardModifier.NoModifier, corner + QPoint(50, 50))
    QTest.mouseMove(stage.window, corner + QPoint(150, 80))
    QTest.mouseRelease(stage.window, button, Qt.KeyboardModifier.NoModifier, corner + QPoint(150, 80))
    stage.settle()
    assert "笔迹已收到" in stage.words()
