import QtQuick
import "../theme"

// Something to agree to: a box and its words; never ticked beforehand.
Touch {
    id: root

    property bool on: false
    property int px: Theme.elder ? 52 : 42
    property bool flow: false

    Accessible.checkable: true
    Accessible.checked: root.on
    height: 152
    width: Theme.wide

    Rectangle {
        anchors.fill: parent
        border.color: Theme.brand
        border.width: root.on ? 5 : 4
        color: Theme.surface
        radius: 32
    }

    Rectangle {
        anchors.verticalCenter: parent.verticalCenter
        border.color: Theme.brand
        border.width: 4
        color: root.on ? Theme.brand : Theme.surface
        height: 80
        radius: 20
        width: 80
        x: 36

        Icon {
            anchors.centerIn: parent
            face: "bold"
            name: "check"
            size: 60
            tint: Theme.brandText
            visible: root.on
        }
    }

    Label {
        Accessible.ignored: true
        anchors.verticalCenter: parent.verticalCenter
        b: true
        lh: 1.3
        room: 800
        size: root.px
        text: root.flow ? "" : root.label
        visible: text !== ""
        x: 152
    }

    T {
        Accessible.ignored: true
        anchors.verticalCenter: parent.verticalCenter
        b: true
        lh: 1.3
        px: root.px
        text: root.flow ? root.label : ""
        visible: text !== ""
        width: root.width - 184
        x: 152
    }
}
