import QtQuick
import "../theme"

// One line of a document: its place in the order, its name, what was typed; touched to type it.
Touch {
    id: root

    required property var line
    property bool hidden: false
    readonly property bool now: root.line.standing === "now"
    readonly property string tone: root.line.standing === "done" ? "ok" : root.line.standing === "wrong" ? "warn" : "brand"

    label: root.line.label
    ring: 24

    Rectangle {
        anchors.fill: parent
        border.color: Theme.hc ? Theme.edge : root.now ? Theme.brand : Theme.edge
        border.width: root.now ? 5 : Theme.hc ? 3 : 2
        color: root.now ? Theme.brandSoft : Theme.surface
        radius: 24
    }

    Rectangle {
        id: disc

        anchors.verticalCenter: parent.verticalCenter
        border.color: Theme.tone(root.tone)
        border.width: Theme.hc ? 3 : 0
        color: root.now ? Theme.surface : Theme.soft(root.tone)
        height: 56
        radius: 28
        width: 56
        x: 14

        T {
            anchors.centerIn: parent
            b: true
            color: root.tone === "brand" ? Theme.brandInk : Theme.tone(root.tone)
            lh: 1.3
            px: 32
            text: root.line.number
            visible: root.line.standing !== "done"
        }

        Icon {
            anchors.centerIn: parent
            face: "bold"
            name: "check"
            size: 36
            tint: Theme.tone(root.tone)
            visible: root.line.standing === "done"
        }
    }

    Column {
        anchors.verticalCenter: parent.verticalCenter
        x: 82

        Label {
            Accessible.ignored: true
            b: true
            color: root.now ? Theme.brandInk : Theme.ink
            lh: 1.3
            room: root.width - 94
            size: Theme.elder ? 38 : 34
            text: root.line.label
        }

        Label {
            Accessible.ignored: true
            color: Theme.ink2
            lh: 1.3
            room: root.width - 94
            size: 28
            text: root.hidden ? "" : root.line.text
            visible: text !== ""
        }
    }
}
