pragma ComponentBehavior: Bound

import QtQuick
import "../theme"

// The telling half of the low layout, white on blue.
Column {
    id: root

    required property string note
    required property string title
    required property var lines

    spacing: 22
    width: 968
    x: 56
    y: 232

    Row {
        spacing: 16

        Icon {
            name: "wheelchair"
            size: 60
            tint: "#FFFFFF"
        }

        Label {
            color: Theme.band
            lh: 1.3
            room: 880
            size: 36
            text: root.note
            y: 6
        }
    }

    Label {
        b: true
        color: Theme.band
        lh: 1.25
        room: 968
        size: 92
        text: root.title
    }

    Repeater {
        model: root.lines

        T {
            required property string modelData

            color: Theme.band2
            lh: 1.42
            px: 40
            text: modelData
            width: 968
        }
    }
}
