import QtQuick
import Kiosk
import "../theme"

// One paper: on file (source and date), to be photographed, may follow.
Item {
    id: root

    required property var paper
    property bool last: false
    readonly property bool acts: root.paper.act !== ""
    readonly property real edge: root.acts ? act.width : tag.width

    height: 128
    width: Theme.wide

    Badge {
        anchors.verticalCenter: parent.verticalCenter
        icon: root.paper.icon
        tone: root.paper.tint
        width: 76
        x: 28
    }

    Column {
        anchors.verticalCenter: parent.verticalCenter
        spacing: 2
        x: 128

        Label {
            b: true
            lh: 1.34
            room: root.width - root.edge - 188
            size: 38
            text: root.paper.name
        }

        Label {
            color: Theme.ink2
            lh: 1.4
            room: root.width - root.edge - 188
            size: 29
            text: root.paper.note
        }
    }

    Chip {
        id: tag

        anchors.right: parent.right
        anchors.rightMargin: 28
        anchors.verticalCenter: parent.verticalCenter
        icon: root.paper.tint === "ok" ? "check" : ""
        px: 30
        text: root.paper.tag
        tone: root.paper.tint
        visible: !root.acts
    }

    Btn {
        id: act

        anchors.right: parent.right
        anchors.rightMargin: 24
        anchors.verticalCenter: parent.verticalCenter
        height: 88
        kind: root.paper.act === "go" ? "soft" : "outline"
        label: root.paper.act_label
        px: 36
        trail: "caret-right"
        visible: root.acts

        onTapped: root.paper.act === "go" ? Glass.go() : Glass.explain(root.paper.act)
    }

    Hairline {
        anchors.bottom: parent.bottom
        visible: !root.last
        width: parent.width - 156
        x: 128
    }
}
