import QtQuick
import "../theme"

// One of several: an icon, its name, two lines, a chip or an arrow.
Touch {
    id: root

    required property var row
    readonly property real start: root.row.icon ? (Theme.elder ? 170 : 148) : 40
    readonly property bool below: Theme.elder && root.row.tag !== ""
    readonly property real edge: (tag.visible ? tag.width + 20 : 0) + (arrow.visible ? 72 : 28)

    enabled: !root.row.off
    label: root.row.title
    ring: Theme.radius
    width: Theme.wide

    Card {
        anchors.fill: parent
        color: root.row.off ? Theme.sunken : Theme.surface
        raised: !root.row.off

        Badge {
            anchors.verticalCenter: parent.verticalCenter
            icon: root.row.icon
            tone: root.row.off ? "muted" : root.row.tint
            visible: root.row.icon !== ""
            width: Theme.elder ? 108 : 88
            x: 30
        }

        Column {
            anchors.verticalCenter: parent.verticalCenter
            x: root.start

            Label {
                Accessible.ignored: true
                b: true
                color: root.row.off ? Theme.off : Theme.ink
                lh: 1.3
                room: root.width - root.start - root.edge - 12
                size: Theme.elder ? 50 : 38
                text: root.row.title
            }

            Label {
                color: Theme.ink2
                lh: 1.34
                room: root.width - root.start - root.edge - 12
                size: Theme.elder ? 38 : 30
                text: root.row.note
                visible: text !== ""
            }

            Label {
                color: Theme.ink2
                lh: 1.34
                room: root.width - root.start - root.edge - 12
                size: Theme.elder ? 38 : 30
                text: root.row.more
                visible: text !== ""
            }

            Label {
                b: true
                color: root.row.off ? Theme.off : Theme.tone(root.row.tint)
                lh: 1.34
                room: root.width - root.start - root.edge - 12
                size: 38
                text: root.row.tag
                visible: root.below
            }
        }

        Chip {
            id: tag

            anchors.right: parent.right
            anchors.rightMargin: arrow.visible ? 84 : 28
            anchors.verticalCenter: parent.verticalCenter
            px: Theme.elder ? 36 : 30
            room: 330
            text: root.row.tag
            tone: root.row.off ? "muted" : root.row.tint
            visible: root.row.tag !== "" && !root.below
        }

        Icon {
            id: arrow

            anchors.right: parent.right
            anchors.rightMargin: 26
            anchors.verticalCenter: parent.verticalCenter
            face: "bold"
            name: "caret-right"
            size: 44
            visible: !root.row.off
        }
    }
}
