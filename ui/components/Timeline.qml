pragma ComponentBehavior: Bound

import QtQuick
import "../theme"

// What next: when over what.
Item {
    id: root

    required property var events
    property int row: 122

    height: root.events.length * root.row
    width: 912

    Rectangle {
        color: Theme.line
        height: (root.events.length - 1) * root.row
        width: 6
        x: 25
        y: 44
    }

    Repeater {
        model: root.events

        Item {
            id: point

            required property var modelData
            required property int index
            readonly property string standing: point.modelData.standing

            height: root.row
            width: 912
            y: point.index * root.row

            Rectangle {
                border.color: point.standing === "warn" ? Theme.warn : Theme.brand
                border.width: point.standing === "done" ? 0 : 4
                color: point.standing === "done" ? Theme.ok : Theme.hc ? "#000000" : point.standing === "warn" ? "#FFE2B8" : "#E5EEFC"
                height: 44
                radius: 22
                width: 44
                x: 6
                y: 22

                Icon {
                    anchors.centerIn: parent
                    face: "bold"
                    name: "check"
                    size: 30
                    tint: Theme.hc ? "#000000" : "#FFFFFF"
                    visible: point.standing === "done"
                }
            }

            Label {
                color: Theme.ink2
                lh: 1.4
                room: 820
                size: Theme.elder ? 38 : 32
                text: point.modelData.when
                x: 80
                y: 2
            }

            Label {
                b: true
                lh: 1.4
                room: 820
                size: Theme.elder ? 46 : 38
                text: point.modelData.what
                x: 80
                y: Theme.elder ? 54 : 48
            }
        }
    }
}
