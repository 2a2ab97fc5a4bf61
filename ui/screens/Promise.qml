pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    property bool ticked: false
    readonly property real row: Math.min(130, (root.bodyHeight - 264 - 152 - 56 - (notice.visible ? notice.height + 24 : 0)) / 4)

    Column {
        spacing: 28
        width: Theme.wide

        Card {
            height: 264
            radius: 36
            width: Theme.wide

            Rectangle {
                anchors.fill: parent
                border.color: Theme.line
                border.width: Theme.bw
                color: Theme.brandSoft
                radius: 36
            }

            T {
                color: Theme.ink2
                lh: 1.3
                px: Theme.elder ? 40 : 34
                text: root.view.by_label
                x: 40
                y: 30
            }

            Row {
                id: date

                spacing: 4
                x: 38
                y: 96

                Repeater {
                    model: root.view.big

                    Row {
                        id: piece

                        required property string modelData
                        required property int index

                        spacing: 4

                        T {
                            b: true
                            color: Theme.brandInk
                            lh: 1.0
                            px: 132
                            text: piece.modelData
                        }

                        T {
                            b: true
                            color: Theme.brandInk
                            lh: 1.0
                            px: 56
                            text: root.view.small[piece.index]
                            y: 66
                        }
                    }
                }
            }

            Column {
                spacing: 8
                x: date.x + date.width + 64
                y: 104

                T {
                    b: true
                    color: Theme.brandInk
                    lh: 1.3
                    px: 44
                    text: root.view.day
                    visible: text !== ""
                }

                Label {
                    color: Theme.ink2
                    lh: 1.3
                    room: 984 - date.x - date.width - 96
                    size: Theme.elder ? 40 : 34
                    text: root.view.counted
                }
            }

            Icon {
                anchors.right: parent.right
                anchors.rightMargin: 32
                name: "calendar-check"
                size: 84
                y: 28
            }
        }

        Card {
            height: root.row * root.view.rows.length
            width: Theme.wide

            Repeater {
                model: root.view.rows

                Item {
                    id: point

                    required property var modelData
                    required property int index

                    height: root.row
                    width: Theme.wide
                    y: point.index * root.row

                    Icon {
                        anchors.verticalCenter: parent.verticalCenter
                        name: point.modelData.icon
                        size: 56
                        x: 34
                    }

                    Label {
                        id: key

                        anchors.verticalCenter: parent.verticalCenter
                        color: Theme.ink2
                        room: 150
                        size: Theme.elder ? 38 : 34
                        text: point.modelData.head
                        x: 112
                    }

                    T {
                        anchors.verticalCenter: parent.verticalCenter
                        b: true
                        lh: 1.3
                        px: Theme.elder ? 38 : 34
                        text: point.modelData.text
                        width: Theme.wide - x - 24
                        x: Theme.elder ? 258 : 250
                    }

                    Hairline {
                        anchors.bottom: parent.bottom
                        visible: point.index < root.view.rows.length - 1
                        width: 836
                        x: 112
                    }
                }
            }
        }

        NoticeStrip {
            id: notice

            notice: root.view.notice
        }

        Tick {
            label: root.view.tick
            on: root.ticked

            onTapped: root.ticked = !root.ticked
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
            icon: "headset"
            kind: "outline"
            label: root.view.help

            onTapped: Glass.help()
        },
        Btn {
            grow: true
            kind: root.ticked ? "primary" : "off"
            label: root.ticked ? root.view.agree : root.view.first
            trail: root.ticked ? "arrow-right" : ""

            onTapped: Glass.agree()
        }
    ]
}
