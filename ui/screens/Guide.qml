pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    readonly property bool tight: root.bodyHeight < 1060
    readonly property real rest: root.bodyHeight - prizes.height - stuck.y - stuck.height - 26 - (notice.visible ? notice.height + 24 : 0) - 72
    readonly property real fact: Math.max(Theme.elder ? 220 : 200, Math.min(270, root.rest / 2))

    lead: ""
    titlePx: Theme.elder ? 72 : 56

    Column {
        spacing: 24
        width: parent.width

        NoticeStrip {
            id: notice

            notice: root.view.notice
        }

        Grid {
            columnSpacing: 24
            columns: 2
            rowSpacing: 24

            Repeater {
                model: root.view.facts

                Card {
                    id: fact

                    required property var modelData

                    height: root.fact
                    width: 480

                    Badge {
                        icon: fact.modelData.icon
                        tone: fact.modelData.tint
                        width: Theme.elder || root.tight ? 64 : 76
                        x: 28
                        y: 24
                    }

                    Label {
                        color: Theme.ink2
                        lh: 1.3
                        room: 340
                        size: Theme.elder ? 40 : 34
                        text: fact.modelData.question
                        x: Theme.elder || root.tight ? 110 : 124
                        y: Theme.elder ? 30 : root.tight ? 32 : 40
                    }

                    Label {
                        b: true
                        floor: 32
                        lh: 1.3
                        room: 424
                        size: Theme.elder ? 50 : 42
                        text: fact.modelData.answer
                        x: 30
                        y: root.height > 0 ? fact.height - (Theme.elder ? 130 : root.tight ? 108 : 128) : 0
                    }

                    Label {
                        color: Theme.ink2
                        lh: 1.3
                        room: 424
                        size: Theme.elder ? 38 : 32
                        text: fact.modelData.note
                        x: 30
                        y: fact.height - (Theme.elder ? 64 : root.tight ? 54 : 64)
                    }
                }
            }
        }

        Card {
            id: prizes

            height: Theme.elder ? 176 : root.tight ? 168 : 220
            width: Theme.wide

            Badge {
                icon: "package"
                tone: "violet"
                width: root.tight || Theme.elder ? 60 : 76
                x: 28
                y: 24
            }

            T {
                color: Theme.ink2
                lh: 1.3
                px: Theme.elder ? 40 : 34
                text: root.view.get_label
                x: root.tight || Theme.elder ? 106 : 124
                y: root.tight || Theme.elder ? 32 : 40
            }

            Row {
                spacing: 56
                x: 30
                y: parent.height - (Theme.elder ? 84 : 80)

                Repeater {
                    model: root.view.get

                    Row {
                        id: prize

                        required property var modelData

                        spacing: 14

                        Icon {
                            anchors.verticalCenter: parent.verticalCenter
                            name: prize.modelData.icon
                            size: 52
                        }

                        Label {
                            anchors.verticalCenter: parent.verticalCenter
                            b: true
                            lh: 1.36
                            room: root.view.get.length > 1 ? 390 : 850
                            size: Theme.elder ? 44 : 38
                            text: prize.modelData.head
                        }
                    }
                }
            }
        }

        Rectangle {
            border.color: Theme.line
            border.width: Theme.bw
            color: Theme.warnSoft
            height: stuck.y + stuck.height + 26
            radius: Theme.radius
            width: Theme.wide

            Badge {
                icon: "lifebuoy"
                tone: "warn"
                width: 76
                x: 28
                y: 26
            }

            T {
                b: true
                color: Theme.warn
                lh: 1.3
                px: Theme.elder ? 42 : 36
                text: root.view.stuck_label
                x: 126
                y: 28
            }

            Link {
                anchors.right: full.left
                anchors.rightMargin: 12
                label: root.view.frequent
                visible: label !== ""
                y: 6

                onTapped: Glass.explain("frequent")
            }

            Link {
                id: full

                anchors.right: parent.right
                anchors.rightMargin: 16
                label: root.view.full
                y: 6

                onTapped: Glass.explain("guide")
            }

            T {
                id: stuck

                lh: 1.38
                px: Theme.elder ? 38 : root.tight ? 30 : 33
                text: root.view.stuck
                width: 830
                x: 126
                y: Theme.elder ? 86 : 80
            }
        }
    }

    dock: [
        Btn {
            grow: root.view.start === "" && root.view.appeal === ""
            icon: "arrow-left"
            kind: "outline"
            label: root.view.back

            onTapped: Glass.back()
        },
        Btn {
            grow: root.view.start === "" && root.view.appeal === ""
            icon: root.view.report !== "" ? "" : "headset"
            kind: "outline"
            label: root.view.report || root.view.help

            onTapped: root.view.report !== "" ? Glass.escalate() : Glass.help()
        },
        Btn {
            grow: true
            label: root.view.appeal
            px: 42
            visible: label !== ""

            onTapped: Glass.appeal()
        },
        Btn {
            grow: true
            label: root.view.start
            trail: "arrow-right"
            visible: label !== ""

            onTapped: Glass.go()
        }
    ]
}
