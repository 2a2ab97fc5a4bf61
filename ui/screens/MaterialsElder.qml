pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    docked: false
    lead: root.view.question_note
    title: root.view.question
    titlePx: 88

    Column {
        spacing: 24
        width: Theme.wide

        Card {
            height: 400
            radius: Theme.radiusBig
            visible: root.view.sample !== ""
            width: Theme.wide

            SamplePaper {
                height: 344
                kind: root.view.sample
                mark: root.view.sample_mark
                radius: 20
                title: root.view.sample_title
                width: 276
                x: 28
                y: 28
            }

            Column {
                anchors.verticalCenter: parent.verticalCenter
                spacing: 12
                width: 600
                x: 344

                T {
                    b: true
                    lh: 1.3
                    px: 58
                    text: root.view.sample_label
                    width: 600
                }

                T {
                    color: Theme.ink2
                    px: 46
                    text: root.view.sample_note
                    width: 600
                }
            }
        }

        Card {
            height: told.height + 80
            radius: Theme.radiusBig
            visible: root.view.sample === ""
            width: Theme.wide

            Column {
                id: told

                spacing: 20
                width: parent.width - 96
                x: 48
                y: 40

                Repeater {
                    model: root.view.told

                    T {
                        required property string modelData

                        px: 46
                        text: modelData
                        width: told.width
                    }
                }
            }
        }

        NoticeStrip {
            notice: root.view.notice
        }

        Btn {
            height: 180
            icon: root.view.primary_icon
            label: root.view.yes
            leading: true
            px: 62
            side: 84
            width: Theme.wide

            onTapped: Glass.go()
        }

        Btn {
            height: 156
            icon: "question"
            kind: "outline"
            label: root.view.no
            leading: true
            px: 54
            side: 76
            visible: root.view.sample !== ""
            width: Theme.wide

            onTapped: Glass.explain("missing")
        }

        Btn {
            height: 156
            icon: "headset"
            kind: "outline"
            label: root.view.unsure
            leading: true
            px: 54
            side: 76
            width: Theme.wide

            onTapped: Glass.help()
        }
    }

    Btn {
        height: 100
        icon: "arrow-left"
        kind: "ghost"
        label: root.view.back_long
        px: 46
        width: Theme.wide
        y: root.bodyHeight - height

        onTapped: Glass.back()
    }
}
