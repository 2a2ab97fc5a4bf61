pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    readonly property real facesTop: Math.max(968 - root.bodyTop, wiped.height + 120)

    titlePx: Theme.elder ? 88 : 72

    Card {
        id: wiped

        height: Math.max(300, 968 - root.bodyTop - 120)
        radius: Theme.radiusBig
        width: Theme.wide

        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            border.color: Theme.ok
            border.width: Theme.bw
            color: Theme.okSoft
            height: width
            radius: width / 2
            width: Theme.elder ? 220 : 268
            x: 60

            Icon {
                anchors.centerIn: parent
                name: root.view.icon
                size: 156
                tint: Theme.ok
            }
        }

        Column {
            anchors.verticalCenter: parent.verticalCenter
            spacing: 12
            width: 590
            x: Theme.elder ? 330 : 384

            T {
                b: true
                color: Theme.ok
                lh: 1.3
                px: Theme.elder ? 60 : 48
                text: root.view.wiped
                width: parent.width
            }

            T {
                color: Theme.ink2
                px: Theme.elder ? 40 : 36
                text: root.view.wiped_note
                width: parent.width
            }
        }
    }

    T {
        color: Theme.ink2
        horizontalAlignment: Text.AlignHCenter
        lh: 1.3
        px: Theme.elder ? 46 : 38
        text: root.view.choose
        width: Theme.wide
        y: root.facesTop - 76
    }

    Row {
        spacing: 16
        y: root.facesTop

        Repeater {
            model: root.view.faces.length

            Touch {
                id: face

                required property int index
                readonly property var mood: root.view.faces[face.index]

                height: Math.min(360, root.bodyHeight - root.facesTop - 76)
                label: face.mood.name
                ring: 36
                width: 184

                onTapped: Glass.level(face.mood.level)

                Card {
                    anchors.fill: parent
                    color: face.mood.chosen ? Theme.brandSoft : Theme.surface
                    radius: 36

                    Image {
                        anchors.horizontalCenter: parent.horizontalCenter
                        source: "image://face/148/" + face.mood.level + "/" + (Theme.hc ? "FFE600" : face.mood.colour)
                        y: 52

                        Accessible.ignored: true
                    }

                    Label {
                        Accessible.ignored: true
                        anchors.horizontalCenter: parent.horizontalCenter
                        b: true
                        lh: 1.3
                        room: 172
                        size: 33
                        text: face.mood.name
                        y: face.height - 116
                    }
                }
            }
        }
    }

    Label {
        anchors.horizontalCenter: parent.horizontalCenter
        color: Theme.ink2
        lh: 1.3
        room: Theme.wide
        size: Theme.elder ? 38 : 32
        text: root.view.note
        y: root.bodyHeight - 50
    }

    dock: [
        Btn {
            grow: true
            kind: "outline"
            label: root.view.skip
            px: 40

            onTapped: Glass.skip()
        }
    ]
}
