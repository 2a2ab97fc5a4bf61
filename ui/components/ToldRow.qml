import QtQuick
import "../theme"

// A fact with its label, or a point of a timeline with its moment.
Item {
    id: root

    required property var row
    property bool first: true
    property bool last: false
    readonly property string standing: root.row.standing
    readonly property bool fact: root.standing === ""
    readonly property color tone: root.standing === "done" ? Theme.ok : root.standing === "warn" ? Theme.warn : root.standing === "bad" ? Theme.bad : root.standing === "now" ? Theme.brand : Theme.ink3

    width: Theme.wide

    ToldSizes {
        id: sizes
    }

    T {
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.ink2
        lh: 1.3
        px: sizes.headPx
        text: root.row.head
        visible: root.fact
        width: sizes.label
        x: 36
    }

    T {
        anchors.verticalCenter: parent.verticalCenter
        b: true
        lh: 1.3
        px: sizes.px
        text: root.row.text
        visible: root.fact
        width: sizes.fact
        x: 36 + sizes.label + 20
    }

    Hairline {
        anchors.bottom: parent.bottom
        visible: root.fact && !root.last
        width: Theme.wide - 72
        x: 36
    }

    Rectangle {
        color: Theme.line
        height: root.height - (root.first ? 44 : 0)
        visible: !root.fact && !(root.first && root.last)
        width: 6
        x: 55
        y: root.first ? 44 : 0
    }

    Rectangle {
        border.color: root.tone
        border.width: root.standing === "done" ? 0 : 5
        color: root.standing === "done" ? root.tone : root.standing === "ahead" ? Theme.surface : Theme.soft(root.standing === "now" ? "brand" : root.standing)
        height: 44
        radius: 22
        visible: !root.fact
        width: 44
        x: 36
        y: 22

        Icon {
            anchors.centerIn: parent
            face: "bold"
            name: root.standing === "done" ? "check" : root.standing === "bad" ? "x-circle" : "warning-circle"
            size: 30
            tint: root.standing === "done" ? (Theme.hc ? "#000000" : "#FFFFFF") : root.tone
            visible: root.standing === "done" || root.standing === "warn" || root.standing === "bad"
        }
    }

    T {
        id: moment

        color: Theme.ink2
        lh: 1.3
        px: sizes.headPx
        text: root.row.head
        visible: !root.fact
        width: sizes.event
        x: 104
        y: 10
    }

    T {
        b: true
        color: root.standing === "ahead" ? Theme.ink2 : root.standing === "warn" || root.standing === "bad" ? root.tone : Theme.ink
        lh: 1.3
        px: sizes.px
        text: root.row.text
        visible: !root.fact
        width: sizes.event
        x: 104
        y: 12 + Math.round(sizes.headPx * 1.3)
    }
}
