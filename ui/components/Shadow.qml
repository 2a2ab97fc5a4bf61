import QtQuick
import "../theme"

// A soft nine-patch behind its parent's whole area.
BorderImage {
    id: root

    property string kind: "soft"

    border.bottom: 96
    border.left: 96
    border.right: 96
    border.top: 96
    height: root.parent.height + 96
    opacity: 0.8
    source: "image://shadow/" + root.kind
    visible: !Theme.hc
    width: root.parent.width + 96
    x: -48
    y: root.kind === "soft" ? -40 : -36
    z: -1
}
