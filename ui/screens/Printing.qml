import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    readonly property real slotTop: root.bodyHeight - 318

    titlePx: Theme.elder ? 80 : 64

    Card {
        height: root.bodyHeight
        radius: Theme.radiusBig
        width: Theme.wide

        Rectangle {
            border.color: Theme.line
            border.width: Theme.bw
            color: Theme.sunken
            height: root.slotTop + 66
            radius: Theme.radius
            width: 944
            x: 20
            y: 20
        }

        // The paper comes out of the slot as far as it is printed
        Item {
            clip: true
            height: root.slotTop - 20
            width: 624
            x: 180
            y: 20

            Item {
                readonly property real shown: 96 + (root.slotTop - 140) * root.view.progress

                height: 900
                width: 520
                x: 52
                y: root.slotTop - 20 - shown

                Shadow {
                    kind: "soft"
                }

                Rectangle {
                    anchors.fill: parent
                    color: "#FFFFFF"
                }

                Image {
                    cache: false
                    source: Glass.papers > 0 && !Glass.veiled ? "image://paper/504/" + Glass.papers : ""
                    x: 8
                    y: 8

                    Accessible.ignored: true
                }
            }

            Image {
                height: 42
                source: "image://art/slotshade"
                width: 520
                x: 52
                y: root.slotTop - 62

                Accessible.ignored: true
            }
        }

        Rectangle {
            border.color: Theme.line
            border.width: Theme.bw
            color: Theme.hc ? "#000000" : "#22314C"
            height: 108
            radius: 32
            width: 720
            x: 132
            y: root.slotTop

            Rectangle {
                color: Theme.hc ? "#FFE600" : "#0A1220"
                height: 16
                radius: 8
                width: 600
                x: 60
                y: -8
            }

            Row {
                anchors.centerIn: parent
                spacing: 14

                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    color: "#6FB1FF"
                    height: 22
                    radius: 11
                    width: 22
                }

                T {
                    anchors.verticalCenter: parent.verticalCenter
                    b: true
                    color: "#FFFFFF"
                    lh: 1.3
                    px: Theme.elder ? 44 : 36
                    text: root.view.slot
                }
            }
        }

        Label {
            id: printed

            b: true
            color: Theme.brandInk
            lh: 1.3
            room: 480
            size: Theme.elder ? 44 : 36
            text: root.view.printed
            x: 48
            y: root.slotTop + 140
        }

        Label {
            anchors.right: parent.right
            anchors.rightMargin: 48
            color: Theme.ink2
            lh: 1.3
            room: 860 - printed.width
            size: Theme.elder ? 40 : 34
            text: root.view.where
            y: root.slotTop + 142
        }

        Rectangle {
            border.color: Theme.line
            border.width: Theme.hc ? 2 : 0
            color: Theme.track
            height: 24
            radius: 12
            width: 888
            x: 48
            y: root.slotTop + 222

            Rectangle {
                color: Theme.brand
                height: 24
                radius: 12
                width: Math.max(24, parent.width * root.view.progress)
            }
        }
    }

    dock: [
        Btn {
            grow: true
            icon: "qr-code"
            kind: "outline"
            label: root.view.phone

            onTapped: Glass.explain("slip")
        },
        Btn {
            grow: true
            icon: "headset"
            kind: "outline"
            label: root.view.help

            onTapped: Glass.help()
        }
    ]
}
