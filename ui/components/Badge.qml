import QtQuick
import "../theme"

// An icon on a tinted square.
Rectangle {
    id: root

    required property string icon
    property string tone: "brand"
    property string face: "duotone"

    border.color: Theme.line
    border.width: Theme.hc ? 3 : 0
    color: Theme.hc ? "#000000" : Qt.tint("#FFFFFF", Qt.alpha(Theme.tone(root.tone), 0.12))
    height: root.width
    radius: root.width * 0.3
    width: 88

    Icon {
        anchors.centerIn: parent
        face: root.face
        name: root.icon
        size: Math.round(root.width * 0.62)
        tint: Theme.tone(root.tone)
    }
}
