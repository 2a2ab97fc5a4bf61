import QtQuick
import "../theme"

// Badge, bold line, line under it.
Item {
    id: root

    required property var line
    property bool last: false
    property int badge: 84
    property int inset: 32

    readonly property real natural: Math.max(root.badge, words.height) + 40

    height: root.natural
    width: Theme.wide

    Badge {
        id: badge

        anchors.verticalCenter: parent.verticalCenter
        icon: root.line.icon ?? ""
        tone: root.line.tint ?? "brand"
        width: root.badge
        x: root.inset
    }

    Column {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        spacing: 2
        width: root.width - x - 32
        x: root.inset + root.badge + 28

        T {
            b: true
            lh: 1.32
            px: Theme.head
            text: root.line.head ?? ""
            width: parent.width
        }

        T {
            color: Theme.ink2
            lh: 1.36
            px: Theme.elder ? 40 : 32
            text: root.line.text ?? ""
            visible: text !== ""
            width: parent.width
        }
    }

    Hairline {
        anchors.bottom: parent.bottom
        visible: !root.last
        width: root.width - words.x - 32
        x: words.x
    }
}
