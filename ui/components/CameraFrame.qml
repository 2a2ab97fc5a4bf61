import QtQuick
import Kiosk
import "../theme"

// The live picture with what was found in it: grey while searching, white when found, green when good.
Item {
    id: root

    required property var view
    readonly property real fit: Math.max(1, Math.min(root.width / Glass.aspect, root.height))
    readonly property real shown: root.fit * Glass.aspect
    readonly property string shade: root.view.standing === "good" ? "3BE08A" : "FFFFFF"

    Rectangle {
        anchors.fill: parent
        border.color: Theme.line
        border.width: Theme.bw
        color: "#15171B"
        radius: Theme.radius
    }

    Image {
        anchors.centerIn: parent
        cache: false
        height: root.fit
        source: Glass.frames > 0 && !Glass.veiled ? "image://live/" + Math.round(root.shown) + "/" + Math.round(root.fit) + "/" + Glass.frames : ""
        width: root.shown

        Accessible.ignored: true
    }

    Image {
        anchors.centerIn: parent
        cache: false
        height: root.fit
        source: root.view.corners.length === 8 && !Glass.veiled ? "image://quad/" + Math.round(root.shown) + "/" + Math.round(root.fit) + "/" + root.shade + "/" + root.view.corners.map(c => c.toFixed(3)).join(",") : ""
        width: root.shown

        Accessible.ignored: true
    }

    Rectangle {
        color: "#CC0A1220"
        height: 56
        radius: 28
        width: live.width + 40
        x: 24
        y: 24

        Row {
            id: live

            anchors.centerIn: parent
            spacing: 10

            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                color: "#FF6B5E"
                height: 16
                radius: 8
                width: 16
            }

            Label {
                anchors.verticalCenter: parent.verticalCenter
                color: "#FFFFFF"
                lh: 1.3
                size: 28
                text: root.view.live
            }
        }
    }

    Rectangle {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 24
        anchors.horizontalCenter: parent.horizontalCenter
        color: "#E60A1220"
        height: 196
        radius: 98
        visible: root.view.count !== ""
        width: 196

        Ring {
            anchors.centerIn: parent
            fg: "#3BE08A"
            pen: 14
            size: 176
            track: "#3A4658"
            value: root.view.countdown
        }

        Column {
            anchors.centerIn: parent

            T {
                anchors.horizontalCenter: parent.horizontalCenter
                b: true
                color: "#FFFFFF"
                lh: 1.0
                px: 72
                text: root.view.count
            }

            T {
                anchors.horizontalCenter: parent.horizontalCenter
                color: "#FFFFFF"
                lh: 1.3
                px: 28
                text: root.view.count_unit
            }
        }
    }
}
