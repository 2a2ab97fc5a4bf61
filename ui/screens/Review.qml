pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    readonly property int rows: root.view.groups.reduce((n, group) => n + group.rows.length, 0)
    readonly property real row: Math.min(Theme.elder ? 136 : 126, (root.bodyHeight - root.view.groups.length * 92 - (notice.visible ? notice.height + 16 : 0) - (Theme.low ? 116 : 0)) / Math.max(1, root.rows))

    lead: ""

    Column {
        spacing: 12
        width: Theme.wide

        NoticeStrip {
            id: notice

            notice: root.view.notice
        }

        Repeater {
            model: root.view.groups.length

            Column {
                id: group

                required property int index
                readonly property var content: root.view.groups[group.index] ?? ({ icon: "", title: "", rows: [] })

                spacing: 10

                Item {
                    height: 64
                    width: Theme.wide

                    Icon {
                        anchors.verticalCenter: parent.verticalCenter
                        name: group.content.icon
                        size: 48
                        x: 6
                    }

                    Label {
                        anchors.verticalCenter: parent.verticalCenter
                        b: true
                        lh: 1.3
                        room: 880
                        size: Theme.elder ? 40 : 35
                        text: group.content.title
                        x: 66
                    }
                }

                Card {
                    height: group.content.rows.length * root.row
                    width: Theme.wide

                    Column {
                        Repeater {
                            model: group.content.rows.length

                            ReviewLine {
                                required property int index

                                eye: root.view.hold
                                height: root.row
                                last: index === group.content.rows.length - 1
                                line: group.content.rows[index] ?? ({})
                            }
                        }
                    }
                }
            }
        }
    }

    Eye {
        label: root.view.hold_long
        visible: Theme.low
        width: Theme.wide
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
            icon: "headset"
            kind: "outline"
            label: root.view.help

            onTapped: Glass.help()
        },
        Btn {
            grow: true
            icon: "paper-plane-tilt"
            label: root.view.submit

            onTapped: Glass.go()
        }
    ]
}
