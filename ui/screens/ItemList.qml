pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    property int at: 0
    readonly property int count: root.view.pages.length
    readonly property var leaf: root.view.pages[Math.min(root.at, root.count - 1)]
    readonly property int row: Theme.elder ? 216 : 164
    readonly property real first: Theme.low ? 968 - root.bodyTop : 0

    Label {
        color: Theme.ink2
        lh: 1.3
        size: Theme.note
        text: root.leaf.place
        x: 8
        y: root.first + 3 * (root.row + 18) > root.bodyHeight || !Theme.low ? root.bodyHeight - 44 : root.first - 60
    }

    Column {
        spacing: 18
        width: parent.width
        y: root.first

        Repeater {
            model: root.leaf.rows

            Touch {
                id: entry

                required property var modelData

                height: Theme.low ? 144 : root.row
                label: entry.modelData.name
                ring: Theme.radius
                width: Theme.wide

                onTapped: Glass.choose(entry.modelData.id)

                Card {
                    anchors.fill: parent

                    Badge {
                        anchors.verticalCenter: parent.verticalCenter
                        icon: entry.modelData.icon
                        tone: entry.modelData.tint
                        width: Theme.elder ? 108 : 88
                        x: 30
                    }

                    Column {
                        anchors.verticalCenter: parent.verticalCenter
                        x: Theme.elder ? 170 : 148

                        Label {
                            Accessible.ignored: true
                            b: true
                            lh: 1.34
                            room: 740
                            size: Theme.elder ? 54 : 38
                            text: entry.modelData.name
                        }

                        Label {
                            color: Theme.ink2
                            lh: 1.4
                            room: 740
                            size: Theme.elder ? 40 : 30
                            text: entry.modelData.note
                        }
                    }

                    Icon {
                        anchors.right: parent.right
                        anchors.rightMargin: 28
                        anchors.verticalCenter: parent.verticalCenter
                        face: "bold"
                        name: "caret-right"
                        size: 44
                    }
                }
            }
        }
    }

    dock: [
        Btn {
            icon: "arrow-left"
            kind: "outline"
            label: root.view.back

            onTapped: Glass.browse("")
        },
        Btn {
            grow: true
            icon: root.count > 1 ? "caret-left" : "headset"
            kind: root.count > 1 && root.at === 0 ? "off" : "outline"
            label: root.count > 1 ? root.view.earlier : root.view.help

            onTapped: root.count > 1 ? root.at -= 1 : Glass.help()
        },
        Btn {
            grow: true
            kind: root.at + 1 < root.count ? "primary" : "off"
            label: root.view.later
            trail: "caret-right"
            visible: root.count > 1

            onTapped: root.at += 1
        }
    ]
}
