import QtQuick
import "../theme"

// White ground with a soft shadow; lines instead of fills in high contrast.
Item {
    id: root

    property alias color: face.color
    property real radius: Theme.radius
    property bool raised: true
    default property alias content: face.data

    Shadow {
        visible: root.raised && !Theme.hc
    }

    Rectangle {
        id: face

        anchors.fill: parent
        border.color: Theme.line
        border.width: Theme.bw
        color: Theme.surface
        radius: root.radius
    }
}
