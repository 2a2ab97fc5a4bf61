import QtQuick
import "../theme"

// Turns pages: earlier, where one is, later. Not there while everything fits on one.
Item {
    id: root

    required property var view
    property int at: 0
    property int count: 1

    signal turn(to: int)

    height: root.count > 1 ? (Theme.elder ? 112 : 96) : 0
    visible: root.count > 1
    width: Theme.wide

    Btn {
        height: root.height
        icon: "caret-left"
        kind: root.at > 0 ? "outline" : "off"
        label: root.view.earlier
        px: Theme.buttonSide
        width: 320

        onTapped: root.turn(root.at - 1)
    }

    Label {
        anchors.centerIn: parent
        color: Theme.ink2
        lh: 1.3
        room: 312
        size: Theme.note
        text: root.view.place.arg(root.at + 1).arg(root.count)
    }

    Btn {
        anchors.right: parent.right
        height: root.height
        kind: root.at + 1 < root.count ? "outline" : "off"
        label: root.view.later
        px: Theme.buttonSide
        trail: "caret-right"
        width: 320

        onTapped: root.turn(root.at + 1)
    }
}
