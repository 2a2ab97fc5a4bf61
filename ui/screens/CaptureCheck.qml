pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    readonly property real room: root.bodyHeight - notice.height - 24
    readonly property real aside: root.view.doubted ? 284 : 0
    readonly property real checksHeight: Theme.elder || root.view.doubted ? 0 : 84

    Card {
        height: root.room
        radius: Theme.radiusBig
        width: Theme.wide - root.aside

        Rectangle {
            anchors.fill: parent
            anchors.margins: 20
            color: Theme.sunken
            radius: 24
        }

        Image {
            anchors.centerIn: parent
            cache: false
            fillMode: Image.PreserveAspectFit
            height: Math.max(1, root.room - 72 - root.checksHeight)
            source: Glass.pages > 0 && !Glass.veiled ? "image://page/" + Math.round(width) + "/" + Math.round(height) + "/" + Glass.pages : ""
            width: 900 - root.aside
            anchors.verticalCenterOffset: -root.checksHeight / 2

            Accessible.ignored: true
        }

        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: 24
            visible: root.checksHeight > 0
            y: root.room - 104

            Repeater {
                model: root.view.checks

                Chip {
                    required property string modelData

                    icon: "question"
                    px: 30
                    room: 290
                    text: modelData
                    tone: "brand"
                }
            }
        }
    }

    Card {
        height: root.room
        visible: root.view.doubted
        width: 260
        x: Theme.wide - 260

        Label {
            b: true
            lh: 1.3
            room: 220
            size: 32
            text: root.view.sample_label
            x: 20
            y: 18
        }

        SamplePaper {
            height: root.room - 158
            kind: root.view.sample
            mark: root.view.sample_mark
            title: root.view.sample_title
            width: 220
            x: 20
            y: 76
        }

        Label {
            color: Theme.ink2
            lh: 1.3
            room: 220
            size: 28
            text: root.view.sample_note
            x: 20
            y: root.room - 62
        }
    }

    NoticeStrip {
        id: notice

        notice: root.view.notice
        y: root.room + 24
    }

    dock: [
        Btn {
            icon: "arrow-left"
            kind: "outline"
            label: root.view.back

            onTapped: Glass.back()
        },
        Btn {
            icon: root.view.doubted ? "user-check" : "camera"
            kind: "outline"
            label: root.view.doubted ? root.view.use : root.view.retake

            onTapped: root.view.doubted ? Glass.use() : Glass.retake()
        },
        Btn {
            grow: true
            icon: root.view.doubted ? "camera" : "check"
            label: root.view.doubted ? root.view.retake : root.view.use

            onTapped: root.view.doubted ? Glass.retake() : Glass.use()
        }
    ]
}
