import QtQuick
import "../theme"

// One tinted strip: info, ok or warn.
Rectangle {
    id: root

    required property var notice
    readonly property string tone: root.notice.kind === "info" ? "brand" : root.notice.kind

    border.color: Theme.line
    border.width: Theme.bw
    color: Theme.soft(root.tone)
    height: words.height + 44
    radius: Theme.radius
    visible: root.notice.text !== ""
    width: Theme.wide

    Icon {
        id: sign

        anchors.verticalCenter: parent.verticalCenter
        face: "fill"
        name: root.notice.kind === "ok" ? "check-circle" : root.notice.kind === "warn" ? "warning-circle" : "info"
        size: 48
        tint: Theme.tone(root.tone)
        x: 30
    }

    T {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        b: true
        color: root.tone === "brand" ? Theme.brandInk : Theme.tone(root.tone)
        lh: 1.34
        px: Theme.elder ? 40 : 33
        text: root.notice.text
        width: root.width - 136
        x: 100
    }
}
