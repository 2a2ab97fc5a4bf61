import QtQuick
import "../theme"

// Takes a finger's strokes, each a list of [x, y, ms], and draws them as they come.
Item {
    id: root

    property var strokes: []
    property bool inked: false
    property var stroke: []
    property double began: 0

    function clear() {
        root.strokes = [];
        root.stroke = [];
        root.inked = false;
        ink.wipe = true;
        ink.requestPaint();
    }

    function at(point: point): var {
        const now = Date.now();
        if (root.began === 0)
            root.began = now;
        return [Math.max(0, Math.min(root.width, point.x)), Math.max(0, Math.min(root.height, point.y)), now - root.began];
    }

    function lengthen(point: point) {
        root.stroke.push(root.at(point));
        ink.fresh.push(root.stroke.slice(-3));
        ink.requestPaint();
    }

    function lift() {
        if (root.stroke.length > 1) {
            root.strokes.push(root.stroke);
            root.inked = true;
        }
        root.stroke = [];
    }

    Rectangle {
        anchors.fill: parent
        border.color: Theme.edge
        border.width: 4
        color: Theme.hc ? "#FFFFFF" : "#FBFCFE"
        radius: 24
    }

    Rectangle {
        color: "#C9D6EA"
        height: 3
        width: parent.width - 88
        x: 44
        y: parent.height * 0.76
    }

    Canvas {
        id: ink

        property bool wipe: false
        property var fresh: []

        anchors.fill: parent
        renderStrategy: Canvas.Immediate
        renderTarget: Canvas.Image

        onPaint: {
            const pen = ink.getContext("2d");
            if (ink.wipe)
                pen.reset();
            ink.wipe = false;
            pen.lineWidth = 9;
            pen.lineCap = "round";
            pen.lineJoin = "round";
            pen.strokeStyle = "#12264A";
            for (const part of ink.fresh) {
                pen.beginPath();
                pen.moveTo(part[0][0], part[0][1]);
                for (const spot of part)
                    pen.lineTo(spot[0], spot[1]);
                pen.stroke();
            }
            ink.fresh = [];
        }
    }

    MultiPointTouchArea {
        anchors.fill: parent
        maximumTouchPoints: 1
        mouseEnabled: true
        touchPoints: TouchPoint {
            id: finger
        }

        onCanceled: root.lift()
        onPressed: root.lengthen(Qt.point(finger.x, finger.y))
        onReleased: root.lift()
        onUpdated: root.lengthen(Qt.point(finger.x, finger.y))
    }
}
