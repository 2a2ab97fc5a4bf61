import QtQuick
import "../theme"

// Everything that can be tapped: press feedback, name, role, keyboard focus.
Item {
    id: root

    required property string label
    property bool still: false
    property alias pressed: finger.pressed
    property int ring: Theme.radiusButton

    signal tapped

    function press() {
        if (root.enabled)
            root.tapped();
    }

    activeFocusOnTab: root.enabled
    scale: finger.pressed && !root.still ? 0.97 : 1

    Accessible.focusable: true
    Accessible.ignored: root.label === ""
    Accessible.name: root.label
    Accessible.onPressAction: root.press()
    Accessible.role: Accessible.Button
    Keys.onReturnPressed: root.press()
    Keys.onSpacePressed: root.press()

    Behavior on scale {
        NumberAnimation {
            duration: 90
        }
    }

    Rectangle {
        anchors.fill: parent
        anchors.margins: -8
        border.color: Theme.hc ? "#FFFFFF" : Theme.brandInk
        border.width: 6
        color: "transparent"
        radius: root.ring + 8
        visible: root.activeFocus
        z: 9
    }

    TapHandler {
        id: finger

        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: root.press()
    }
}
