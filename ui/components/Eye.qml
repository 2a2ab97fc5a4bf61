import QtQuick
import Kiosk
import "../theme"

// Shows the full name and number while a finger holds it, and no longer.
Item {
    id: root

    required property string label

    height: 100

    Accessible.name: root.label
    Accessible.role: Accessible.Button

    Rectangle {
        anchors.fill: parent
        border.color: Theme.line
        border.width: Theme.bw
        color: hold.pressed ? Theme.offSoft : Theme.brandSoft
        radius: 24
    }

    Row {
        anchors.centerIn: parent
        spacing: 10

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "eye"
            size: 40
        }

        Label {
            Accessible.ignored: true
            anchors.verticalCenter: parent.verticalCenter
            b: true
            color: Theme.brandInk
            lh: 1.3
            room: root.width - 76
            size: Theme.elder ? 40 : 34
            text: root.label
        }
    }

    TapHandler {
        id: hold

        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0

        onPressedChanged: Glass.reveal(hold.pressed)
    }
}
