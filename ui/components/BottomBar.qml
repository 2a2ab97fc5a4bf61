pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../theme"

// Display modes and help: the same place on every screen, in reach from a wheelchair.
Item {
    id: root

    component Slot: Touch {
        id: slot

        required property string icon
        property bool on: false
        property bool tinted: false
        readonly property color fg: slot.on ? Theme.brandText : slot.tinted ? Theme.help : Theme.night && !Theme.hc ? "#DCE7FF" : Theme.ink

        height: 156
        ring: 28
        width: 188
        Accessible.checkable: !slot.tinted
        Accessible.checked: slot.on

        Rectangle {
            anchors.fill: parent
            border.color: Theme.line
            border.width: Theme.hc ? 3 : 0
            color: slot.on ? Theme.brand : slot.tinted ? Theme.helpSoft : "transparent"
            radius: 28
        }

        Rectangle {
            anchors.margins: 10
            anchors.right: parent.right
            anchors.top: parent.top
            color: Theme.brandText
            height: 40
            radius: 20
            visible: slot.on
            width: 40

            Icon {
                anchors.centerIn: parent
                face: "bold"
                name: "check"
                size: 28
            }
        }

        Column {
            anchors.centerIn: parent
            spacing: 8

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                name: slot.icon
                size: 64
                tint: slot.on ? Theme.brandText : Theme.hc ? "#FFE600" : slot.tinted ? (Theme.night ? "#FFB487" : "#C2410C") : Theme.night ? "#8FB6FF" : Theme.brand
            }

            Label {
                Accessible.ignored: true
                anchors.horizontalCenter: parent.horizontalCenter
                b: true
                color: slot.fg
                lh: 1.3
                room: 176
                size: Theme.elder ? 36 : 31
                text: slot.label
            }
        }
    }

    height: 192
    width: 1080
    y: Theme.barTop

    BorderImage {
        border.bottom: 96
        border.left: 96
        border.right: 96
        border.top: 96
        height: 300
        opacity: 0.7
        source: "image://shadow/soft"
        visible: !Theme.hc && !Theme.night
        width: 1176
        x: -48
        y: -60
    }

    Rectangle {
        anchors.bottomMargin: -60
        anchors.fill: parent
        anchors.leftMargin: Theme.hc || Theme.night ? -8 : 0
        anchors.rightMargin: anchors.leftMargin
        border.color: Theme.hc ? Theme.line : "#24365F"
        border.width: Theme.hc ? 4 : Theme.night ? 2 : 0
        color: Theme.hc ? "#000000" : Theme.night ? "#0C1A38" : "#FFFFFF"
        radius: 44
    }

    Row {
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: 16
        y: 16

        Repeater {
            model: Glass.chrome.bar.length

            Slot {
                required property int index
                readonly property var toggle: Glass.chrome.bar[index]

                icon: toggle.icon
                label: toggle.label
                on: toggle.on

                onTapped: Glass.toggle(toggle.name)
            }
        }

        Slot {
            icon: Glass.chrome.help.icon
            label: Glass.chrome.help.label
            tinted: true

            onTapped: Glass.help()
        }
    }
}
