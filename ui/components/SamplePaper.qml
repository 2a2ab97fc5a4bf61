import QtQuick
import "../theme"

// What the paper looks like, marked as a sample.
Rectangle {
    id: root

    required property string kind
    required property string title
    required property string mark
    property string wrong: ""
    readonly property size paper: root.kind === "card" ? Qt.size(root.width - 8, Math.round((root.width - 8) * 0.63)) : root.kind === "portrait" ? Qt.size(Math.round(root.height * 0.6), Math.round(root.height * 0.84)) : Qt.size(Math.min(root.width - 8, Math.round((root.height - 8) / 1.414)), Math.min(root.height - 8, Math.round((root.width - 8) * 1.414)))

    border.color: Theme.line
    border.width: Theme.hc ? 3 : 0
    color: Theme.hc ? "#000000" : Theme.sunken

    Image {
        anchors.centerIn: parent
        height: root.paper.height
        source: root.kind === "" || root.paper.width < 8 ? "" : "image://sample/" + root.kind + (root.wrong ? "-" + root.wrong : "") + "/" + root.paper.width + "/" + root.paper.height + "/" + encodeURIComponent(root.title) + "/" + encodeURIComponent(root.mark)
        sourceSize: root.paper
        width: root.paper.width

        Accessible.ignored: true
    }
}
