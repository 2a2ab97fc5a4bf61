pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    titlePx: Theme.elder ? 84 : 64

    readonly property real row: Math.max(150, Math.min(236, (root.bodyHeight - 140 - calm.height - 84) / root.view.stages.length))

    Card {
        id: steps

        height: 140 + root.view.stages.length * root.row
        radius: Theme.radiusBig
        width: Theme.wide

        Label {
            b: true
            color: Theme.brandInk
            room: 900
            size: Theme.head
            text: root.view.item
            x: 44
            y: 40
        }

        Rectangle {
            color: Theme.line
            height: (root.view.stages.length - 1) * root.row
            width: 8
            x: 96
            y: 120 + root.row / 2
        }

        Repeater {
            model: root.view.stages.length

            Item {
                id: stage

                required property int index
                readonly property var now: root.view.stages[stage.index]
                readonly property string standing: stage.now.standing

                height: root.row
                width: Theme.wide
                y: 120 + stage.index * root.row

                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    border.color: stage.standing === "ahead" ? Theme.line : stage.standing === "done" ? Theme.ok : Theme.brand
                    border.width: 4
                    color: stage.standing === "done" ? Theme.ok : stage.standing === "now" ? Theme.brandSoft : Theme.surface
                    height: 112
                    radius: 56
                    width: 112
                    x: 44

                    Icon {
                        anchors.centerIn: parent
                        face: stage.standing === "done" ? "bold" : "duotone"
                        name: stage.standing === "done" ? "check" : stage.now.icon
                        size: 64
                        tint: stage.standing === "done" ? (Theme.hc ? "#000000" : "#FFFFFF") : stage.standing === "now" ? Theme.brand : Theme.ink3
                    }
                }

                Column {
                    anchors.verticalCenter: parent.verticalCenter
                    x: 196

                    Label {
                        b: true
                        color: stage.standing === "ahead" ? Theme.ink2 : Theme.ink
                        lh: 1.34
                        room: 740
                        size: Theme.elder ? 52 : 42
                        text: stage.now.head
                    }

                    Label {
                        color: Theme.ink2
                        lh: 1.4
                        room: 740
                        size: Theme.elder ? 42 : 33
                        text: stage.now.text
                    }
                }
            }
        }
    }

    Rectangle {
        border.color: Theme.line
        border.width: Theme.bw
        color: Theme.brandSoft
        height: calm.height + 56
        radius: Theme.radius
        width: Theme.wide
        y: steps.height + 28

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            face: "fill"
            name: "info"
            size: 56
            x: 32
        }

        T {
            id: calm

            anchors.verticalCenter: parent.verticalCenter
            lh: 1.4
            px: Theme.body
            text: root.view.calm
            width: 820
            x: 116
        }
    }

    dock: [
        Btn {
            grow: true
            icon: "question"
            kind: "outline"
            label: root.view.why

            onTapped: Glass.explain("wait")
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
