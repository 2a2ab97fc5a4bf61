pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    readonly property real papersHeight: root.view.papers.length * 100
    readonly property real padTop: Math.max(Theme.low ? 968 - root.bodyTop : 0, root.papersHeight + 28 + (notice.visible ? notice.height + 24 : 0))

    Card {
        height: root.papersHeight
        width: Theme.wide

        Repeater {
            model: root.view.papers

            Item {
                id: paper

                required property var modelData
                required property int index

                height: 100
                width: Theme.wide
                y: paper.index * 100

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: paper.modelData.icon
                    size: 56
                    x: 34
                }

                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    b: true
                    lh: 1.3
                    room: 840
                    size: Theme.elder ? 44 : 36
                    text: paper.modelData.head
                    x: 112
                }

                Hairline {
                    anchors.bottom: parent.bottom
                    visible: paper.index < root.view.papers.length - 1
                    width: 836
                    x: 112
                }
            }
        }
    }

    NoticeStrip {
        id: notice

        notice: root.view.notice
        y: root.papersHeight + 24
    }

    Card {
        height: root.bodyHeight - root.padTop - (keep.visible ? 68 : 0)
        radius: 36
        width: Theme.wide
        y: root.padTop

        SignPad {
            id: pad

            anchors.fill: parent
            anchors.margins: 20
        }

        Chip {
            icon: "check"
            px: 30
            text: root.view.got
            visible: pad.inked
            x: 48
            y: 46
        }

        T {
            color: "#5A6A83"
            lh: 1.3
            px: 30
            text: root.view.line
            x: 64
            y: parent.height - 84
        }

        Btn {
            height: 92
            icon: "eraser"
            kind: pad.inked ? "soft" : "off"
            label: root.view.erase
            px: 34
            x: Theme.wide - width - 44
            y: parent.height - 136

            onTapped: pad.clear()
        }
    }

    Row {
        id: keep

        spacing: 16
        visible: !Theme.elder
        x: 8
        y: root.bodyHeight - 48

        Icon {
            name: "lock-key"
            size: 44
            tint: Theme.ink2
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.ink2
            room: 880
            size: 32
            text: root.view.keep
        }
    }

    dock: [
        Btn {
            icon: "arrow-left"
            kind: "outline"
            label: root.view.back

            onTapped: Glass.back()
        },
        Btn {
            icon: "question"
            kind: "outline"
            label: root.view.cannot

            onTapped: Glass.explain("write")
        },
        Btn {
            grow: true
            kind: pad.inked ? "primary" : "off"
            label: pad.inked ? root.view.done : root.view.first
            trail: pad.inked ? "arrow-right" : ""

            onTapped: Glass.signed(pad.strokes, pad.width, pad.height)
        }
    ]
}
