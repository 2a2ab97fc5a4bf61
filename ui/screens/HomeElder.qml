pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

Item {
    id: root

    required property var view

    height: 1728
    width: 1080

    Label {
        b: true
        lh: 1.3
        room: 968
        size: 76
        text: root.view.title
        x: 56
        y: 224
    }

    Grid {
        columnSpacing: 24
        columns: 2
        rowSpacing: 24
        x: 48
        y: 350

        Repeater {
            model: root.view.categories

            Touch {
                id: tile

                required property var modelData

                height: 300
                label: tile.modelData.name
                ring: 36
                width: 480

                onTapped: Glass.browse(tile.modelData.id)

                Card {
                    anchors.fill: parent
                    radius: 36

                    Badge {
                        icon: tile.modelData.icon
                        tone: tile.modelData.tint
                        width: 104
                        x: 34
                        y: 32
                    }

                    Label {
                        Accessible.ignored: true
                        b: true
                        lh: 1.2
                        room: 420
                        size: 60
                        text: tile.modelData.name
                        x: 36
                        y: 150
                    }

                    Label {
                        color: Theme.ink2
                        floor: 36
                        lh: 1.2
                        room: 420
                        size: 42
                        text: tile.modelData.note
                        x: 36
                        y: 226
                    }
                }
            }
        }
    }

    Row {
        spacing: 24
        x: 48
        y: 1000

        Btn {
            height: 144
            icon: "headset"
            kind: "outline"
            label: root.view.help
            px: 48
            side: 64
            width: 480

            onTapped: Glass.help()
        }

        Btn {
            height: 144
            icon: "squares-four"
            kind: "outline"
            label: root.view.all
            px: 48
            side: 64
            width: 480

            onTapped: Glass.browse("all")
        }
    }

    CardPanel {
        height: 520
        view: root.view
        width: 984
        x: 48
        y: 1176
    }
}
