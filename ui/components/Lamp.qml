import QtQuick
import "../theme"

// A device chip on the blue band: what works, and what does not.
Rectangle {
    id: root

    required property var lamp
    readonly property bool ok: root.lamp.ok

    border.color: Theme.hc ? (root.ok ? Theme.ok : Theme.warn) : "#5C8AE0"
    border.width: Theme.hc ? 3 : root.ok ? 2 : 0
    color: Theme.hc ? "#000000" : root.ok ? "#1A4BA6" : "#FFE9C7"
    height: 56
    radius: 28
    width: row.width + 36

    Row {
        id: row

        anchors.centerIn: parent
        spacing: 8

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            face: "bold"
            name: root.ok ? "check-circle" : "warning-circle"
            size: 34
            tint: Theme.hc ? (root.ok ? Theme.ok : Theme.warn) : root.ok ? "#9FE8BA" : "#8A4A00"
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            b: !root.ok
            color: Theme.hc || root.ok ? "#FFFFFF" : "#6B3900"
            lh: 1.3
            room: 330
            size: 28
            text: root.lamp.text
        }
    }
}
