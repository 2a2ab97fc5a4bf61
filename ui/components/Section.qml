import QtQuick
import "../theme"

// The head of a group: a coloured stroke, its name, its count.
Row {
    id: root

    required property string title
    property string note: ""
    property color tint: Theme.brand

    spacing: 14

    Rectangle {
        anchors.verticalCenter: parent.verticalCenter
        color: root.tint
        height: 36
        radius: 5
        width: 10
    }

    Label {
        anchors.verticalCenter: parent.verticalCenter
        b: true
        lh: 1.3
        size: 36
        text: root.title
    }

    Label {
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.ink2
        lh: 1.3
        size: 32
        text: root.note
    }
}
