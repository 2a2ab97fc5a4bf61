pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    property int wanted: 0
    readonly property int count: root.view.pages.length
    readonly property int at: Math.min(root.wanted, root.count - 1)
    readonly property bool last: root.at + 1 === root.count
    readonly property var groups: root.view.pages[root.at]?.groups ?? []
    readonly property int rows: root.groups.reduce((n, group) => n + group.rows.length, 0)
    readonly property var ways: Theme.low ? root.groups.reduce((all, group) => all.concat(group.rows.filter(row => row.change !== "")), []) : []
    readonly property real below: !Theme.low ? 0 : 116 + (root.ways.length > 0 ? grid.height + 16 : 0)
    readonly property real row: Math.min(Theme.elder ? 136 : 126, (root.bodyHeight - root.groups.length * 92 - (notice.visible ? notice.height + 16 : 0) - root.below) / Math.max(1, root.rows))

    lead: ""

    function turn(to: int) {
        root.wanted = to;
        Glass.touched();
    }

    Column {
        spacing: 12
        width: Theme.wide

        NoticeStrip {
            id: notice

            notice: root.view.notice
        }

        Repeater {
            model: root.groups.length

            Column {
                id: group

                required property int index
                readonly property var content: root.groups[group.index] ?? ({ icon: "", title: "", rows: [] })

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
                        room: 880 - (where.visible ? where.width + 24 : 0)
                        size: Theme.elder ? 40 : 35
                        text: group.content.title
                        x: 66
                    }

                    Label {
                        id: where

                        anchors.right: parent.right
                        anchors.rightMargin: 6
                        anchors.verticalCenter: parent.verticalCenter
                        color: Theme.ink2
                        lh: 1.3
                        room: 400
                        size: Theme.note
                        text: root.view.place.arg(root.at + 1).arg(root.count)
                        visible: root.count > 1 && group.index === 0
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

                                change: root.view.change
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

    Grid {
        id: grid

        columnSpacing: 16
        columns: 2
        rowSpacing: 12
        visible: root.ways.length > 0
        y: root.bodyHeight - 116 - grid.height

        Repeater {
            model: root.ways

            Btn {
                required property var modelData

                height: 100
                kind: "soft"
                label: (modelData.act || root.view.change) + " " + modelData.key
                px: 34
                width: (Theme.wide - 16) / 2

                onTapped: Glass.pick(modelData.change)
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

            onTapped: root.at > 0 ? root.turn(root.at - 1) : Glass.back()
        },
        Btn {
            icon: "headset"
            kind: "outline"
            label: root.view.help

            onTapped: Glass.help()
        },
        Btn {
            grow: true
            icon: root.last ? "paper-plane-tilt" : "arrow-right"
            label: root.last ? root.view.submit : root.view.next

            onTapped: root.last ? Glass.go() : root.turn(root.at + 1)
        }
    ]
}
