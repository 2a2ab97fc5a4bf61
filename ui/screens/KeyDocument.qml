pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

// From top to bottom: where it stands on the document, the line that is typed, all lines, the keys.
Page {
    id: root

    readonly property real room: field.y - 24 - (notice.visible ? notice.height + 20 : 0)
    readonly property real pageHeight: Math.min(root.room - 50, 290)

    titlePx: Theme.elder ? 84 : Theme.title

    component SamplePage: Column {
        id: sample

        required property string kind
        required property string caption

        spacing: 6
        width: 480

        Image {
            anchors.horizontalCenter: parent.horizontalCenter
            height: root.pageHeight
            source: root.pageHeight >= 150 ? "image://datapage/" + sample.kind + "/" + root.view.line + "/" + width + "/" + height + "/" + encodeURIComponent(root.view.sample) : ""
            width: Math.round(root.pageHeight * 1.58)

            Accessible.ignored: true
        }

        T {
            color: Theme.ink2
            horizontalAlignment: Text.AlignHCenter
            lh: 1.3
            px: Theme.caption
            text: sample.caption
            width: parent.width
        }
    }

    NoticeStrip {
        id: notice

        notice: root.view.notice
    }

    Row {
        spacing: 24
        visible: root.pageHeight >= 150
        y: notice.visible ? notice.height + 20 : 0

        SamplePage {
            caption: root.view.passport
            kind: "passport"
        }

        SamplePage {
            caption: root.view.permit
            kind: "permit"
        }
    }

    Rectangle {
        id: field

        border.color: root.view.wrong ? Theme.warn : Theme.brand
        border.width: 5
        color: Theme.surface
        height: Theme.elder ? 190 : 170
        radius: Theme.radius
        width: Theme.wide
        y: tabs.y - height - 18

        Label {
            id: name

            b: true
            color: Theme.brandInk
            lh: 1.3
            room: 300
            size: Theme.elder ? 40 : 34
            text: root.view.label
            x: 32
            y: 18
        }

        Label {
            anchors.right: parent.right
            anchors.rightMargin: 32
            color: root.view.wrong ? Theme.warn : Theme.ink2
            lh: 1.3
            room: 900 - name.width - 24
            size: Theme.elder ? 36 : 30
            text: root.view.hint
            y: 22
        }

        Row {
            height: 80
            spacing: 4
            x: 32
            y: field.height - 98

            Label {
                anchors.verticalCenter: parent.verticalCenter
                b: true
                font.letterSpacing: 3
                lh: 1.3
                room: 880
                size: Theme.elder ? 68 : 60
                text: Glass.veiled ? "" : root.view.text
            }

            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.brand
                height: 60
                width: 5
            }
        }
    }

    Row {
        id: tabs

        height: visible ? (Theme.elder ? 116 : 108) : 0
        spacing: 16
        visible: root.view.line !== "can"
        y: pad.y - (height > 0 ? height + 16 : 0)

        Repeater {
            model: root.view.lines.length

            LineTab {
                required property int index

                height: tabs.height
                hidden: Glass.veiled
                line: root.view.lines[index]
                width: (Theme.wide - 32) / 3

                onTapped: Glass.line(line.name)
            }
        }
    }

    Keypad {
        id: pad

        erase: root.view.erase
        letters: root.view.letters
        y: root.bodyHeight - height
    }

    dock: [
        Btn {
            icon: "arrow-left"
            kind: "outline"
            label: root.view.back

            onTapped: Glass.back()
        },
        Btn {
            grow: true
            kind: "outline"
            label: root.view.other

            onTapped: Glass.line(root.view.other_line)
        },
        Btn {
            grow: true
            kind: root.view.ready ? "primary" : "off"
            label: root.view.go

            onTapped: Glass.go()
        }
    ]
}
