import QtQuick
import Kiosk
import "../theme"

// What, its value, where it comes from; the eye where a value is masked, the way back where it can be changed.
Item {
    id: root

    required property var line
    required property string eye
    required property string change
    property bool last: false
    readonly property real room: Theme.wide - 240 - (look.visible || back.visible ? 184 : 36)

    width: Theme.wide

    T {
        id: key

        anchors.verticalCenter: parent.verticalCenter
        color: Theme.ink2
        lh: 1.2
        px: key.text.length > 6 ? 29 : Theme.elder ? 38 : 33
        text: root.line.key ?? ""
        width: 196
        x: 36
    }

    Column {
        anchors.verticalCenter: parent.verticalCenter
        x: 240

        Label {
            b: true
            lh: 1.34
            room: root.room
            size: Theme.elder ? 42 : 37
            text: root.line.value ?? ""
        }

        Label {
            color: Theme.ink2
            lh: 1.3
            room: root.room
            size: Theme.caption
            text: root.line.note ?? ""
            visible: text !== ""
        }
    }

    Eye {
        id: look

        anchors.right: parent.right
        anchors.rightMargin: 16
        anchors.verticalCenter: parent.verticalCenter
        height: Math.min(92, root.height - 16)
        label: root.eye
        visible: (root.line.reveal ?? false) && !Theme.low
        width: 156
    }

    Btn {
        id: back

        anchors.right: parent.right
        anchors.rightMargin: 16
        anchors.verticalCenter: parent.verticalCenter
        height: Math.min(92, root.height - 16)
        kind: "soft"
        label: root.line.act || root.change
        px: Theme.elder ? 40 : 34
        visible: (root.line.change ?? "") !== "" && !Theme.low
        width: 156

        Accessible.name: (root.line.act || root.change) + " " + (root.line.key ?? "")

        onTapped: Glass.pick(root.line.change)
    }

    Hairline {
        anchors.bottom: parent.bottom
        visible: !root.last
        width: 912
        x: 36
    }
}
