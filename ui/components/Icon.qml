import QtQuick
import "../theme"

Image {
    id: root

    required property string name
    property color tint: Theme.brand
    property string face: "duotone"
    property int size: 64

    height: root.size
    source: root.name === "" ? "" : "image://icon/" + root.face + "/" + root.name + "/" + Theme.hex(root.tint)
    sourceSize: Qt.size(root.size, root.size)
    width: root.size

    Accessible.ignored: true
}
