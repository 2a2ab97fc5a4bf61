import QtQuick
import "../theme"

// One key of a keypad: 22 x 26 mm at least.
Touch {
    id: root

    property bool quiet: false

    height: Theme.elder ? 112 : 104
    ring: 20

    Rectangle {
        anchors.fill: parent
        border.color: Theme.hc ? Theme.edge : root.pressed ? Theme.brand : "#B9C8DF"
        border.width: Theme.hc ? 4 : 2
        color: root.pressed ? Theme.brandSoft : root.quiet ? Theme.offSoft : Theme.surface
        radius: 20
    }

    Label {
        Accessible.ignored: true
        anchors.centerIn: parent
        b: true
        lh: 1.3
        room: root.width - 12
        size: root.quiet ? Theme.buttonSide : Theme.elder ? 60 : 48
        text: root.label
    }
}
