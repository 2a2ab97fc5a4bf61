pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    readonly property real room: root.bodyHeight - notice.height - 24

    Card {
        height: root.room
        radius: Theme.radiusBig
        width: Theme.wide

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
            height: Math.max(1, root.room - 72 - (Theme.elder ? 0 : 84))
            source: Glass.pages > 0 && !Glass.veiled ? "image://page/" + Math.round(width) + "/" + Math.round(height) + "/" + Glass.pages : ""
            width: 900
            anchors.verticalCenterOffset: Theme.elder ? 0 : -42

            Accessible.ignored: true
        }

        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: 24
            visible: !Theme.elder
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
            icon: "camera"
            kind: "outline"
            label: root.view.retake

            onTapped: Glass.retake()
        },
        Btn {
            grow: true
            icon: "check"
            label: root.view.use

            onTapped: Glass.use()
        }
    ]
}
