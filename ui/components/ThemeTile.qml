import QtQuick
import Kiosk
import "../theme"

// One thing done at once.
Touch {
    id: root

    required property var theme

    height: 124
    label: root.theme.name
    ring: Theme.radius

    onTapped: Glass.choose(root.theme.id)

    Image {
        source: "image://grad/" + Math.round(root.width) + "/124/28/" + root.theme.a + "/" + root.theme.b
        visible: !Theme.hc

        Accessible.ignored: true
    }

    Rectangle {
        anchors.fill: parent
        border.color: Theme.line
        border.width: 4
        color: "#000000"
        radius: 28
        visible: Theme.hc
    }

    Column {
        anchors.verticalCenter: parent.verticalCenter
        x: 28

        Label {
            Accessible.ignored: true
            b: true
            color: "#FFFFFF"
            lh: 1.3
            room: root.width - 40
            size: 36
            text: root.theme.name
        }

        Label {
            color: "#FFFFFF"
            lh: 1.3
            room: root.width - 112
            size: 28
            text: root.theme.note
        }
    }

    Icon {
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 12
        anchors.rightMargin: 18
        name: root.theme.icon
        opacity: 0.72
        size: 52
        tint: "#FFFFFF"
    }
}
