import QtQuick
import "../theme"

// Real progress or a countdown, painted at its size.
Image {
    id: root

    required property real value
    property int size: 300
    readonly property int side: Math.max(root.pen * 3, root.size)
    property int pen: 24
    property color fg: Theme.brand
    property color track: Theme.track

    height: root.size
    source: "image://ring/" + root.side + "/" + root.pen + "/" + Math.round(root.value * 200) / 200 + "/" + Theme.hex(root.fg) + "/" + Theme.hex(root.track)
    width: root.size

    Accessible.ignored: true
}
