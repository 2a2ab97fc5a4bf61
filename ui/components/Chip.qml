import QtQuick
import "../theme"

// The state of a device, a paper or a phase: icon and word, never colour alone.
Rectangle {
    id: root

    required property string text
    property string icon: ""
    property string tone: "ok"
    property int px: Theme.caption
    property string face: "bold"
    property real room: 0

    border.color: Theme.tone(root.tone)
    border.width: Theme.hc ? 3 : 0
    color: Theme.soft(root.tone)
    height: root.px + 28
    radius: root.height / 2
    width: row.width + 40

    Row {
        id: row

        anchors.centerIn: parent
        spacing: 10

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            face: root.face
            name: root.icon
            size: root.px + 6
            tint: Theme.tone(root.tone)
            visible: root.icon !== ""
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            b: true
            color: root.tone === "muted" ? Theme.ink2 : root.tone === "brand" ? Theme.brandInk : Theme.tone(root.tone)
            lh: 1.3
            room: root.room > 0 ? root.room - 40 - (root.icon ? root.px + 16 : 0) : 0
            size: root.px
            text: root.text
        }
    }
}
