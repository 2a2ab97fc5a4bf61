pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

Item {
    id: root

    required property var view
    readonly property int rows: Math.ceil(root.view.categories.length / 3)
    readonly property int tile: Math.min(300, (656 - 20 * (root.rows - 1)) / Math.max(1, root.rows))

    height: 1728
    width: 1080

    Row {
        spacing: 14
        x: 48
        y: 166

        Repeater {
            model: root.view.lamps

            Lamp {
                required property var modelData

                lamp: modelData
            }
        }
    }

    Label {
        b: true
        lh: 1.3
        room: Math.min(600, (near.visible ? near.x : all.x) - 72)
        size: 46
        text: root.view.title
        x: 52
        y: 280
    }

    Link {
        id: all

        anchors.right: parent.right
        anchors.rightMargin: 36
        label: root.view.all
        y: 256

        onTapped: Glass.browse("all")
    }

    Link {
        id: near

        anchors.right: all.left
        anchors.rightMargin: 20
        label: root.view.near
        visible: label !== ""
        y: 256

        onTapped: Glass.browse("places")
    }

    Grid {
        columnSpacing: 20
        columns: 3
        rowSpacing: 20
        x: 48
        y: 362

        Repeater {
            model: root.view.categories

            CategoryTile {
                required property var modelData

                category: modelData
                height: root.tile
                width: 314
            }
        }
    }

    Label {
        b: true
        lh: 1.3
        size: 40
        text: root.view.themes_title
        x: 52
        y: 1038
    }

    Row {
        spacing: 20
        x: 48
        y: 1104

        Repeater {
            model: root.view.themes

            ThemeTile {
                required property var modelData

                theme: modelData
                width: (984 - 20 * (root.view.themes.length - 1)) / root.view.themes.length
            }
        }
    }

    Touch {
        height: 108
        label: root.view.search
        ring: 54
        width: 984
        x: 48
        y: 1252

        onTapped: Glass.browse("search")

        Card {
            anchors.fill: parent
            radius: 54

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                face: "bold"
                name: "magnifying-glass"
                size: 50
                x: 38
            }

            Label {
                Accessible.ignored: true
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.ink2
                room: 610
                size: 34
                text: root.view.search
                x: 110
            }

            Rectangle {
                anchors.right: parent.right
                anchors.rightMargin: 9
                anchors.verticalCenter: parent.verticalCenter
                border.color: Theme.line
                border.width: Theme.bw
                color: Theme.brandSoft
                height: 90
                radius: 45
                width: 196

                Label {
                    Accessible.ignored: true
                    anchors.centerIn: parent
                    b: true
                    color: Theme.brandInk
                    room: 170
                    size: 34
                    text: root.view.find
                }
            }
        }
    }

    CardPanel {
        height: 320
        view: root.view
        width: 984
        x: 48
        y: 1384
    }
}
