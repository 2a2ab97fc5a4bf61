pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    readonly property int rows: root.view.papers.length + root.view.where.length
    readonly property real row: Math.max(120, Math.min(Theme.elder ? 190 : 168, (root.bodyHeight - 110) / Math.max(1, root.rows)))

    Card {
        id: papers

        height: list.height
        width: Theme.wide

        Column {
            id: list

            Repeater {
                model: root.view.papers

                LineRow {
                    required property var modelData
                    required property int index

                    height: Math.max(root.row, natural)
                    last: index === root.view.papers.length - 1
                    line: modelData
                }
            }
        }
    }

    Section {
        id: head

        title: root.view.where_label
        y: papers.height + 26
    }

    Card {
        height: places.height
        width: Theme.wide
        y: head.y + head.height + 18

        Column {
            id: places

            Repeater {
                model: root.view.where

                LineRow {
                    required property var modelData
                    required property int index

                    height: Math.max(root.row, natural)
                    last: index === root.view.where.length - 1
                    line: modelData
                }
            }
        }
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
            label: root.view.more
            trail: "arrow-right"

            onTapped: Glass.browse(root.view.all)
        }
    ]
}
