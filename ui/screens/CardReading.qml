pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    titlePx: Theme.elder ? 84 : 68

    Card {
        id: picture

        height: Math.min(Theme.elder ? 1040 : 800, root.bodyHeight - (Theme.elder ? 0 : 224))
        radius: Theme.radiusBig
        width: Theme.wide

        Ring {
            id: ring

            anchors.horizontalCenter: parent.horizontalCenter
            size: Math.min(Theme.elder ? 640 : 540, picture.height - 220)
            value: root.view.progress
            y: 64
        }

        IdCard {
            anchors.horizontalCenter: parent.horizontalCenter
            width: ring.size * 0.62
            y: ring.y + ring.size * 0.24
        }

        Rectangle {
            border.color: Theme.warn
            border.width: Theme.hc ? 4 : 6
            color: Theme.warnSoft
            height: width
            radius: width / 2
            visible: root.view.sign !== ""
            width: 168
            x: ring.x + ring.size * 0.5 - width / 2
            y: ring.y + ring.size * 0.12 - 24

            Icon {
                anchors.centerIn: parent
                face: "bold"
                name: root.view.sign
                size: 104
                tint: Theme.warn
            }
        }

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            color: Theme.brand
            height: 64
            radius: 32
            width: 176
            y: ring.y + ring.size * 0.7

            T {
                anchors.centerIn: parent
                b: true
                color: Theme.brandText
                lh: 1.3
                px: 36
                text: root.view.percent
            }
        }

        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: 20
            y: picture.height - 112

            Repeater {
                model: root.view.phases.length

                Chip {
                    required property int index
                    readonly property var phase: root.view.phases[index]

                    icon: phase.standing === "done" ? "check" : phase.standing === "now" ? "circle-notch" : ""
                    px: Theme.elder ? 36 : 32
                    room: 290
                    text: phase.text
                    tone: phase.standing === "done" ? "ok" : phase.standing === "now" ? "brand" : "muted"
                }
            }
        }
    }

    Row {
        spacing: 24
        visible: !Theme.elder
        y: picture.height + 28

        FactCard {
            icon: "shield-check"
            note: root.view.keep
            text: root.view.use
            tone: "ok"
        }

        FactCard {
            icon: "arrows-clockwise"
            note: root.view.again_how
            text: root.view.again
            tone: "amber"
        }
    }

    dock: [
        Btn {
            grow: true
            icon: "question"
            kind: "outline"
            label: root.view.stop

            onTapped: Glass.explain("card")
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
