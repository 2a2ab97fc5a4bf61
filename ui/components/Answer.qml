import QtQuick
import "../theme"

// One answer among others: chosen is said by a tick as well as by colour.
Touch {
    id: root

    property bool on: false
    property int px: Theme.elder ? 62 : 42

    Accessible.checkable: true
    Accessible.checked: root.on
    height: 112

    Rectangle {
        anchors.fill: parent
        border.color: Theme.edge
        border.width: Theme.hc ? 4 : root.on ? 0 : 3
        color: root.on ? Theme.brand : Theme.surface
        radius: Theme.radiusButton
    }

    Row {
        anchors.centerIn: parent
        spacing: 16

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            face: "bold"
            name: "check"
            size: root.px
            tint: Theme.brandText
            visible: root.on
        }

        Label {
            Accessible.ignored: true
            anchors.verticalCenter: parent.verticalCenter
            b: true
            color: root.on ? Theme.brandText : Theme.brandInk
            lh: 1.3
            room: root.width - 48 - (root.on ? root.px + 16 : 0)
            size: root.px
            text: root.label
        }
    }
}
