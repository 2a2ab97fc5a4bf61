import QtQuick
import "../theme"

// A text link with a hand's hit area.
Touch {
    id: root

    height: 88
    ring: 24
    width: Math.max(88, row.width + 32)

    Row {
        id: row

        anchors.centerIn: parent
        spacing: 6

        Label {
            Accessible.ignored: true
            anchors.verticalCenter: parent.verticalCenter
            b: true
            color: Theme.brand
            size: 32
            text: root.label
        }

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            face: "bold"
            name: "caret-right"
            size: 36
        }
    }
}
