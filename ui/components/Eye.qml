import QtQuick
import Kiosk
import "../theme"

// Shows the full name and number while a finger, or the space key, holds it, and no longer.
Item {
    id: root

    property bool held: false
    required property string label
    readonly property bool open: hold.pressed || root.held

    activeFocusOnTab: true
    height: 100

    Accessible.focusable: true
    Accessible.name: root.label
    Accessible.role: Accessible.Button
    Keys.onPressed: event => {
        if (event.key === Qt.Key_Space) {
            event.accepted = true;
            root.held = true;
        }
    }
    Keys.onReleased: event => {
        if (event.key === Qt.Key_Space && !event.isAutoRepeat) {
            event.accepted = true;
            root.held = false;
        }
    }
    onActiveFocusChanged: {
        if (!root.activeFocus)
            root.held = false;
    }
    onOpenChanged: Glass.reveal(root.open)

    Rectangle {
        anchors.fill: parent
        border.color: Theme.line
        border.width: Theme.bw
        color: root.open ? Theme.offSoft : Theme.brandSoft
        radius: 24
    }

    Rectangle {
        anchors.fill: parent
        anchors.margins: -8
        border.color: Theme.hc ? "#FFFFFF" : Theme.brandInk
        border.width: 6
        color: "transparent"
        radius: 32
        visible: root.activeFocus
    }

    Row {
        anchors.centerIn: parent
        spacing: 10

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "eye"
            size: 40
        }

        Label {
            Accessible.ignored: true
            anchors.verticalCenter: parent.verticalCenter
            b: true
            color: Theme.brandInk
            lh: 1.3
            room: root.width - 76
            size: Theme.elder ? 40 : 34
            text: root.label
        }
    }

    TapHandler {
        id: hold

        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0
    }
}
