pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

// From top to bottom: the letters, what answers to them, the keys.
Page {
    id: root

    readonly property int row: Theme.elder ? 148 : 124
    readonly property real listTop: field.y + field.height + 24

    Rectangle {
        id: field

        border.color: Theme.brand
        border.width: 5
        color: Theme.surface
        height: Theme.elder ? 140 : 124
        radius: Theme.radius
        width: Theme.wide
        y: Theme.low ? pad.y - height - 24 - (root.row + 14) : 0

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "magnifying-glass"
            size: 56
            x: 32
        }

        Row {
            anchors.verticalCenter: parent.verticalCenter
            spacing: 6
            x: 112

            Label {
                anchors.verticalCenter: parent.verticalCenter
                b: true
                font.letterSpacing: 6
                lh: 1.3
                room: 820
                size: Theme.elder ? 68 : 60
                text: root.view.text
            }

            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.brand
                height: 60
                width: 5
            }

            Label {
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.ink2
                leftPadding: 16
                lh: 1.3
                room: 780
                size: Theme.elder ? 40 : 34
                text: root.view.hint
            }
        }
    }

    T {
        color: Theme.ink2
        lh: 1.5
        px: Theme.elder ? 44 : 36
        text: root.view.empty
        visible: text !== ""
        width: Theme.wide - 16
        x: 8
        y: root.listTop + 12
    }

    Column {
        spacing: 14
        width: parent.width
        y: root.listTop

        Repeater {
            model: root.view.rows

            Touch {
                id: entry

                required property var modelData

                height: root.row
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
                        width: Theme.elder ? 92 : 80
                        x: 26
                    }

                    Column {
                        anchors.verticalCenter: parent.verticalCenter
                        x: Theme.elder ? 146 : 132

                        Label {
                            Accessible.ignored: true
                            b: true
                            lh: 1.3
                            room: 750
                            size: Theme.elder ? 48 : 36
                            text: entry.modelData.name
                        }

                        Label {
                            color: Theme.ink2
                            lh: 1.3
                            room: 750
                            size: Theme.elder ? 34 : 28
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

    Keypad {
        id: pad

        digits: false
        erase: root.view.erase
        letters: true
        y: root.bodyHeight - height
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
            kind: "outline"
            label: root.view.all

            onTapped: Glass.browse("all")
        },
        Btn {
            icon: "headset"
            kind: "outline"
            label: root.view.help

            onTapped: Glass.help()
        }
    ]
}
