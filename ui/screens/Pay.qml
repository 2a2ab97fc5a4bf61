pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    readonly property bool coded: root.view.qr !== ""
    readonly property real room: root.bodyHeight - bill.height - strip.height - 24 - (strip.visible ? 20 : 0)

    NoticeStrip {
        id: strip

        notice: root.view.notice
    }

    Card {
        id: bill

        height: names.height + 64
        width: Theme.wide
        y: strip.visible ? strip.height + 20 : 0

        Column {
            id: names

            anchors.verticalCenter: parent.verticalCenter
            spacing: 4
            width: Theme.wide - 96
            x: 48

            Label {
                b: true
                room: parent.width
                size: Theme.head
                text: root.view.who
            }

            Label {
                color: Theme.ink2
                room: parent.width
                size: Theme.body
                text: root.view.what
            }

            Label {
                b: true
                color: Theme.brandInk
                room: parent.width
                size: Theme.elder ? 128 : 112
                text: root.view.amount
            }
        }
    }

    Card {
        id: code

        readonly property real side: Math.min(560, root.room - 64)

        height: code.side + 64
        visible: root.coded
        width: Theme.wide
        y: bill.y + bill.height + 24

        Rectangle {
            border.color: Theme.line
            border.width: Theme.bw
            color: "#FFFFFF"
            height: code.side
            radius: 24
            width: code.side
            x: 32
            y: 32

            QrCode {
                anchors.centerIn: parent
                box: code.side - 40
                payload: root.view.qr
            }
        }

        Column {
            spacing: 8
            width: Theme.wide - code.side - 96
            x: code.side + 64
            anchors.verticalCenter: parent.verticalCenter

            Item {
                height: 220
                width: parent.width

                Ring {
                    anchors.horizontalCenter: parent.horizontalCenter
                    fg: root.view.share > 0.25 ? Theme.brand : Theme.warn
                    pen: 20
                    size: 220
                    value: root.view.share
                }

                T {
                    anchors.centerIn: parent
                    b: true
                    horizontalAlignment: Text.AlignHCenter
                    lh: 1.2
                    px: 76
                    text: root.view.left
                    width: parent.width
                }
            }

            T {
                color: Theme.ink2
                horizontalAlignment: Text.AlignHCenter
                px: Theme.body
                text: root.view.left_label
                width: parent.width
            }
        }
    }

    Icon {
        id: sign

        anchors.horizontalCenter: parent.horizontalCenter
        face: "duotone"
        name: root.view.icon
        size: Math.max(0, Math.min(220, root.room - rows.height - 160))
        tint: Theme.tone(root.view.tint)
        visible: !root.coded && !root.view.wait && sign.size > 100
        y: bill.y + bill.height + 40
    }

    Waiting {
        text: root.view.wait
        y: bill.y + bill.height + 80
    }

    Card {
        readonly property real place: root.coded ? code.y + code.height + 24 : sign.visible ? sign.y + sign.size + 40 : bill.y + bill.height + 24

        height: rows.height + 16
        visible: !root.view.wait && root.view.rows.length > 0 && place + height <= root.bodyHeight
        width: Theme.wide
        y: place

        Column {
            id: rows

            y: 8

            Repeater {
                model: root.view.rows

                LineRow {
                    required property var modelData
                    required property int index

                    last: index + 1 === root.view.rows.length
                    line: modelData
                }
            }
        }
    }

    T {
        color: Theme.ink3
        horizontalAlignment: Text.AlignHCenter
        lh: 1.3
        px: Theme.caption
        text: root.view.number
        visible: !root.coded && !root.view.wait
        width: Theme.wide
        y: root.bodyHeight - height
    }

    dock: Acts {
        view: root.view
    }
}
