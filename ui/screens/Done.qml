import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    readonly property bool accepted: root.view.accepted
    readonly property string tone: root.accepted ? "ok" : "warn"
    readonly property real rest: root.bodyHeight - 132 - 24 - code.height - 24 - notice.height - 24

    gap: 0
    lead: ""
    title: ""

    Item {
        height: 132
        width: Theme.wide
        y: -20

        Rectangle {
            color: Theme.tone(root.tone)
            height: 132
            radius: 66
            width: 132

            Icon {
                anchors.centerIn: parent
                face: "bold"
                name: root.accepted ? "check" : "tray-arrow-down"
                size: 84
                tint: Theme.hc ? "#000000" : "#FFFFFF"
            }
        }

        Label {
            b: true
            color: Theme.tone(root.tone)
            lh: 1.2
            room: 810
            size: 76
            text: root.view.title
            x: 168
            y: -4
        }

        Label {
            lh: 1.4
            room: 810
            size: Theme.elder ? 44 : 38
            text: root.view.lead
            x: 168
            y: 90
        }
    }

    CodeBlock {
        id: code

        code: root.view.code
        y: 136
    }

    Card {
        height: Math.min(540, root.rest)
        radius: 36
        width: Theme.wide
        y: 136 + code.height + 24

        T {
            b: true
            lh: 1.3
            px: Theme.head
            text: root.view.next_label
            x: 36
            y: 22
        }

        Link {
            anchors.right: parent.right
            anchors.rightMargin: 24
            label: root.view.sheets
            visible: label !== "" && !Theme.low
            y: 2

            onTapped: Glass.sheets()
        }

        Timeline {
            events: root.view.events
            row: Math.min(140, (parent.height - 100) / Math.max(1, root.view.events.length))
            x: 36
            y: 86
        }
    }

    NoticeStrip {
        id: notice

        notice: root.view.notice
        y: root.bodyHeight - height
    }

    dock: [
        Btn {
            icon: "plus-circle"
            kind: "outline"
            label: root.view.another

            onTapped: Glass.browse("")
        },
        Btn {
            readonly property bool onSheets: Theme.low && root.view.sheets !== ""

            icon: onSheets ? "file-text" : "printer"
            kind: "outline"
            label: onSheets ? root.view.sheets : root.view.reprint

            onTapped: onSheets ? Glass.sheets() : Glass.again()
        },
        Btn {
            grow: true
            label: root.view.finish
            trail: "arrow-right"

            onTapped: Glass.finish()
        }
    ]
}
