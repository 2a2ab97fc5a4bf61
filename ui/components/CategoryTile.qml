import QtQuick
import Kiosk
import "../theme"

Touch {
    id: root

    required property var category

    label: root.category.name
    ring: Theme.radius

    onTapped: Glass.browse(root.category.id)

    Card {
        anchors.fill: parent

        Badge {
            icon: root.category.icon
            tone: root.category.tint
            width: 74
            x: 26
            y: 20
        }

        Rectangle {
            anchors.margins: 22
            anchors.right: parent.right
            anchors.top: parent.top
            border.color: Theme.ok
            border.width: Theme.hc ? 3 : 0
            color: Theme.okSoft
            height: 46
            radius: 23
            visible: root.category.free !== ""
            width: free.width + 32

            Label {
                id: free

                anchors.centerIn: parent
                b: true
                color: Theme.ok
                lh: 1.3
                room: 140
                size: 28
                text: root.category.free
            }
        }

        Label {
            Accessible.ignored: true
            b: true
            lh: 1.3
            room: root.width - 40
            size: 40
            text: root.category.name
            x: 28
            y: root.height - 98
        }

        Label {
            color: Theme.ink2
            elide: Text.ElideRight
            lh: 1.3
            room: root.width - 40
            size: 28
            text: root.category.note
            width: root.width - 40
            x: 28
            y: root.height - 48
        }
    }
}
