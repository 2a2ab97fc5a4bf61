import QtQuick
import "../theme"

// Something is being asked elsewhere: a ring that goes round, and who is asked.
Column {
    id: root

    required property string text

    spacing: 44
    visible: root.text !== ""
    width: Theme.wide

    Ring {
        anchors.horizontalCenter: parent.horizontalCenter
        size: 260
        value: 0.22

        RotationAnimator on rotation {
            duration: 1400
            from: 0
            loops: Animation.Infinite
            running: root.visible
            to: 360
        }
    }

    T {
        horizontalAlignment: Text.AlignHCenter
        px: Theme.head
        text: root.text
        width: root.width
    }
}
