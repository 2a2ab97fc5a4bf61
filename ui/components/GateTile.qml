import QtQuick
import "../theme"

// One condition for taking the picture, and why it waits.
Rectangle {
    id: root

    required property var gate
    readonly property bool ok: root.gate.ok ?? false

    border.color: root.ok ? Theme.ok : Theme.line
    border.width: Theme.bw
    color: root.ok ? Theme.okSoft : Theme.brandSoft
    radius: Theme.radius

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        face: "fill"
        name: "check-circle"
        size: 56
        tint: Theme.ok
        visible: root.ok
        x: 20
    }

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        face: "bold"
        name: "circle-notch"
        size: 56
        visible: !root.ok
        x: 20
    }

    Column {
        anchors.verticalCenter: parent.verticalCenter
        x: 92

        Label {
            b: true
            color: root.ok ? Theme.ok : Theme.brandInk
            lh: 1.34
            room: root.width - 104
            size: Theme.elder ? 42 : 38
            text: root.gate.name ?? ""
        }

        Label {
            color: Theme.ink2
            lh: 1.34
            room: root.width - 104
            size: Theme.elder ? 34 : 28
            text: root.gate.note ?? ""
        }
    }
}
