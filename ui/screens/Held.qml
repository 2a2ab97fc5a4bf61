import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    titlePx: Theme.elder ? 80 : 68

    WhatHappened {
        id: what

        happened: root.view.happened
        happened_label: root.view.happened_label
        happened_note: root.view.happened_note
        icon: "printer"
        kept: root.view.kept
        kept_label: root.view.kept_label
        kept_note: root.view.kept_note
    }

    Card {
        id: now

        height: Math.min(564, root.bodyHeight - what.height - 24 - 52)
        radius: 36
        width: Theme.wide
        y: what.height + 24

        T {
            b: true
            lh: 1.3
            px: Theme.head
            text: root.view.now_label
            x: 40
            y: 26
        }

        Rectangle {
            color: "#FFFFFF"
            height: now.height - 104
            radius: 24
            width: height
            x: 26
            y: 88

            QrCode {
                anchors.centerIn: parent
                box: Math.min(400, now.height - 120)
                payload: root.view.code.qr
            }
        }

        Column {
            spacing: 8
            width: 984 - x - 32
            x: now.height - 30
            y: 92

            Label {
                b: true
                color: Theme.brandInk
                room: parent.width
                size: Theme.elder ? 48 : 44
                text: root.view.save
            }

            T {
                color: Theme.ink2
                px: Theme.elder ? 35 : 33
                text: root.view.save_note
                visible: now.height > 450
                width: parent.width
            }
        }

        Rectangle {
            border.color: Theme.line
            border.width: Theme.bw
            color: Theme.brandSoft
            height: 148
            radius: Theme.radius
            width: 984 - x - 32
            x: now.height - 30
            y: now.height - height - 32

            T {
                color: Theme.ink2
                lh: 1.3
                px: 28
                text: root.view.code.query_label
                x: 28
                y: 14
            }

            Label {
                b: true
                font.letterSpacing: 2
                lh: 1.3
                room: parent.width - 56
                size: 66
                text: root.view.code.query
                x: 28
                y: 52
            }
        }
    }

    T {
        color: Theme.ink3
        horizontalAlignment: Text.AlignHCenter
        lh: 1.3
        px: Theme.caption
        text: root.view.number
        width: Theme.wide
        y: root.bodyHeight - height
    }

    dock: [
        Btn {
            icon: "headset"
            kind: "outline"
            label: root.view.help

            onTapped: Glass.help()
        },
        Btn {
            grow: root.view.ready
            icon: "printer"
            kind: root.view.ready ? "primary" : "outline"
            label: root.view.again

            onTapped: Glass.again()
        },
        Btn {
            grow: true
            icon: "check"
            kind: root.view.ready ? "outline" : "primary"
            label: root.view.finish

            onTapped: Glass.finish()
        }
    ]
}
