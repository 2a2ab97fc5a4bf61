import QtQuick
import Kiosk
import "../theme"

// Whose machine this is, the time, and the way out.
Item {
    id: root

    readonly property bool big: Glass.chrome.layout === "home" && Glass.chrome.who === ""
    readonly property int shift: Glass.chrome.ribbon ? 20 : 0

    height: 132
    width: 1080

    Rectangle {
        id: seal

        border.color: Theme.line
        border.width: Theme.hc ? 3 : 0
        color: Theme.hc ? "#000000" : "#FFFFFF"
        height: width
        radius: 22
        width: root.big ? 88 : 76
        x: 48
        y: (root.big ? 36 : 32) + root.shift

        Icon {
            anchors.centerIn: parent
            name: "bank"
            size: 54
            tint: Theme.hc ? "#FFE600" : "#0B57D0"
        }
    }

    Column {
        anchors.verticalCenter: seal.verticalCenter
        x: seal.x + seal.width + 22

        Label {
            b: true
            color: Theme.band
            lh: 1.26
            room: right.x - parent.x - 20
            size: Theme.elder ? 52 : root.big ? 46 : 38
            text: Glass.chrome.brand
        }

        Label {
            color: Theme.band2
            lh: 1.3
            room: right.x - parent.x - 20
            size: 28
            text: Glass.chrome.site
            visible: !Theme.elder
        }
    }

    Row {
        id: right

        anchors.right: parent.right
        anchors.rightMargin: 48
        anchors.verticalCenter: seal.verticalCenter
        spacing: 24

        Column {
            anchors.verticalCenter: parent.verticalCenter

            Label {
                anchors.right: parent.right
                b: true
                color: Theme.band
                lh: 1.26
                size: root.big ? (Theme.elder ? 64 : 50) : 44
                text: Glass.chrome.time
            }

            Label {
                anchors.right: parent.right
                color: Theme.band2
                lh: 1.3
                size: 28
                text: Glass.chrome.date
                visible: root.big && !Theme.elder
            }
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            b: true
            color: Theme.band
            size: 32
            text: Glass.chrome.step_line
            visible: Theme.low && !Theme.tall && text !== ""
        }

        Touch {
            anchors.verticalCenter: parent.verticalCenter
            height: 86
            label: Glass.chrome.leave
            ring: 43
            visible: Glass.chrome.who !== "" && !Theme.low
            width: out.width + 56

            onTapped: Glass.leave()

            Rectangle {
                anchors.fill: parent
                border.color: Theme.hc ? Theme.line : "#6C9BEA"
                border.width: Theme.hc ? 3 : 2
                color: Theme.hc ? "#000000" : "#1D4FA8"
                radius: 43
            }

            Row {
                id: out

                anchors.centerIn: parent
                spacing: 14

                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    b: true
                    color: Theme.band
                    size: Theme.elder ? 38 : 32
                    text: Glass.chrome.who
                }

                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    color: Theme.hc ? "#FFE600" : "#8FB3F0"
                    height: 36
                    width: 2
                }

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    face: "bold"
                    name: "sign-out"
                    size: 36
                    tint: Theme.band
                }

                Label {
                    Accessible.ignored: true
                    anchors.verticalCenter: parent.verticalCenter
                    b: true
                    color: Theme.band
                    size: Theme.elder ? 38 : 32
                    text: Glass.chrome.leave
                }
            }
        }
    }
}
