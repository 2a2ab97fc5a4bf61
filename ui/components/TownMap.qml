pragma ComponentBehavior: Bound

import QtQuick
import "../theme"

// Streets and marks around this terminal, which is in the middle; drawn from data, without tiles.
Rectangle {
    id: root

    required property var map
    readonly property real edge: 74
    readonly property real scale_: Math.min((root.width / 2 - root.edge - 20) / Math.max(1, root.map.wide), (root.height / 2 - root.edge) / Math.max(1, root.map.high))

    Accessible.name: root.map.spoken
    Accessible.role: Accessible.Graphic
    border.color: Theme.line
    border.width: Theme.hc ? 4 : 2
    clip: true
    color: Theme.surface
    radius: Theme.radius
    width: Theme.wide

    Item {
        x: root.width / 2
        y: root.height / 2 - 10

        Repeater {
            model: root.map.strips

            Rectangle {
                required property var modelData
                readonly property real dx: (modelData.x2 - modelData.x1) * root.scale_
                readonly property real dy: (modelData.y2 - modelData.y1) * root.scale_

                color: modelData.way ? Theme.brand : modelData.near ? Theme.edge : Theme.off
                height: modelData.way ? 18 : modelData.near ? 10 : 4
                radius: height / 2
                rotation: Math.atan2(dy, dx) * 180 / Math.PI
                transformOrigin: Item.Left
                width: Math.hypot(dx, dy)
                x: modelData.x1 * root.scale_
                y: modelData.y1 * root.scale_ - height / 2
                z: modelData.way ? 1 : 0
            }
        }

        Repeater {
            model: root.map.pins

            Item {
                id: pin

                required property var modelData
                readonly property bool big: pin.modelData.here || pin.modelData.number !== ""

                x: pin.modelData.x * root.scale_
                y: pin.modelData.y * root.scale_
                z: pin.big ? 3 : 2

                Rectangle {
                    border.color: Theme.surface
                    border.width: pin.big ? 4 : 3
                    color: pin.modelData.here ? Theme.bad : pin.big ? Theme.tone(pin.modelData.tone) : Theme.ink3
                    height: width
                    radius: width / 2
                    width: pin.big ? 56 : 26
                    x: -width / 2
                    y: -height / 2

                    Icon {
                        anchors.centerIn: parent
                        face: "bold"
                        name: "map-pin"
                        size: 38
                        tint: Theme.surface
                        visible: pin.modelData.here
                    }

                    Label {
                        anchors.centerIn: parent
                        b: true
                        color: Theme.surface
                        room: 50
                        size: 34
                        text: pin.modelData.number
                    }
                }

                Rectangle {
                    color: Qt.alpha(Theme.surface, 0.88)
                    height: name.height
                    radius: 8
                    visible: pin.modelData.label !== ""
                    width: name.width + 12
                    x: -width / 2
                    y: pin.big ? 30 : 16

                    Label {
                        id: name

                        b: pin.modelData.here
                        color: pin.modelData.here ? Theme.bad : Theme.ink
                        lh: 1.2
                        room: 220
                        size: Theme.caption
                        text: pin.modelData.label
                        x: 6
                    }
                }
            }
        }
    }

    Label {
        color: Theme.ink2
        lh: 1.2
        room: 400
        size: Theme.caption
        text: root.map.legend
        x: 24
        y: 12
    }
}
