import QtQuick
import "../theme"

// A small card: badge, bold line, line under it.
Card {
    id: root

    required property string icon
    required property string text
    required property string note
    required property string tone

    height: 196
    width: 480

    Badge {
        anchors.verticalCenter: parent.verticalCenter
        icon: root.icon
        tone: root.tone
        width: 96
        x: 28
    }

    Column {
        anchors.verticalCenter: parent.verticalCenter
        x: 148

        Label {
            b: true
            room: 312
            size: 36
            text: root.text
        }

        T {
            color: Theme.ink2
            lh: 1.3
            px: 30
            text: root.note
            visible: text !== ""
            width: 312
        }
    }
}
