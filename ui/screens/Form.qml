pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

// One field of digits: what was typed, how it stands, the keys.
Page {
    id: root

    NoticeStrip {
        id: strip

        notice: root.view.notice
    }

    Rectangle {
        id: field

        border.color: root.view.wrong ? Theme.warn : Theme.brand
        border.width: 5
        color: Theme.surface
        height: Theme.elder ? 220 : 196
        radius: Theme.radius
        width: Theme.wide
        y: Math.max(strip.visible ? strip.height + 20 : 0, pad.y - height - 28)

        Label {
            id: name

            b: true
            color: Theme.brandInk
            lh: 1.3
            room: 380
            size: Theme.elder ? 40 : 34
            text: root.view.label
            x: 32
            y: 20
        }

        Label {
            anchors.right: parent.right
            anchors.rightMargin: 32
            b: root.view.wrong
            color: root.view.wrong ? Theme.warn : Theme.ink2
            lh: 1.3
            room: 900 - name.width - 24
            size: Theme.elder ? 38 : 32
            text: root.view.hint
            y: 22
        }

        Row {
            height: 96
            spacing: 4
            x: 32
            y: field.height - 112

            Label {
                anchors.verticalCenter: parent.verticalCenter
                b: true
                font.letterSpacing: 3
                lh: 1.3
                room: 880
                size: Theme.elder ? 72 : 64
                text: Glass.veiled ? "" : root.view.text
            }

            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.brand
                height: 64
                visible: !root.view.kept
                width: 5
            }
        }
    }

    Keypad {
        id: pad

        erase: root.view.erase
        letters: root.view.letters
        y: root.bodyHeight - height
    }

    dock: Acts {
        view: root.view
    }
}
