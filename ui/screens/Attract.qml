pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

Item {
    id: root

    required property var view

    height: 1920
    width: 1080

    Image {
        source: "image://art/night"
        visible: !Theme.hc

        Accessible.ignored: true
    }

    // One cluster, drifting within a margin, so that nothing burns in
    Item {
        width: 904
        x: 68 + root.view.drift
        y: 112 + root.view.drift

        Row {
            spacing: 22

            Rectangle {
                border.color: Theme.line
                border.width: Theme.hc ? 3 : 0
                color: Theme.hc ? "#000000" : "#14264C"
                height: 76
                radius: 22
                width: 76

                Icon {
                    anchors.centerIn: parent
                    name: "bank"
                    size: 52
                    tint: Theme.hc ? "#FFE600" : "#BBD3FF"
                }
            }

            Column {
                Label {
                    b: true
                    color: "#E6EEFF"
                    lh: 1.26
                    size: 38
                    text: Glass.chrome.brand
                }

                Label {
                    color: "#A9BEE6"
                    lh: 1.3
                    size: 28
                    text: Glass.chrome.site
                }
            }
        }

        T {
            b: true
            color: "#F1F5FF"
            font.letterSpacing: 2
            lh: 1.1
            px: 190
            text: root.view.time
            y: 300
        }

        T {
            color: "#C3D3F3"
            px: 44
            text: root.view.date
            y: 520
        }

        Column {
            spacing: 14
            y: 640

            Label {
                b: true
                color: "#FFFFFF"
                lh: 1.24
                room: 904
                size: 92
                text: root.view.title
            }

            Label {
                color: "#D5E1FA"
                room: 904
                size: Theme.elder ? 50 : 42
                text: root.view.lead
            }
        }
    }

    // What the centre wants everybody to know, in its own words
    Rectangle {
        border.color: Theme.hc ? "#FFE600" : "#2A4A86"
        border.width: Theme.hc ? 3 : 2
        color: Theme.hc ? "#000000" : "#101F41"
        height: words.height + 48
        radius: 32
        visible: root.view.notice !== ""
        width: 904
        x: 88
        y: 1352 - height

        Icon {
            face: "bold"
            name: "info"
            size: 48
            tint: Theme.hc ? "#FFE600" : "#BBD3FF"
            x: 32
            y: 28
        }

        Column {
            id: words

            spacing: 6
            width: 756
            x: 108
            y: 24

            T {
                b: true
                color: "#F1F5FF"
                lh: 1.3
                px: 36
                text: root.view.notice
                width: parent.width
            }

            T {
                color: "#D5E1FA"
                lh: 1.36
                px: 32
                text: root.view.notice_text
                width: parent.width
            }
        }
    }

    // The whole dark area wakes the terminal; the button says so
    Touch {
        height: 1256
        label: ""
        still: true
        width: 1080
        y: 60

        onTapped: Glass.begin()
    }

    Touch {
        height: 148
        label: root.view.begin
        ring: 44
        width: 904
        x: 88
        y: 1376

        onTapped: Glass.begin()

        Rectangle {
            anchors.fill: parent
            border.color: Theme.hc ? "#FFE600" : "#5F92EE"
            border.width: Theme.hc ? 4 : 3
            color: Theme.hc ? "#FFE600" : "#16408F"
            radius: 44
        }

        Row {
            anchors.centerIn: parent
            spacing: 28

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "hand-tap"
                size: 80
                tint: Theme.hc ? "#000000" : "#FFFFFF"
            }

            Label {
                Accessible.ignored: true
                anchors.verticalCenter: parent.verticalCenter
                b: true
                color: Theme.hc ? "#000000" : "#FFFFFF"
                lh: 1.3
                room: 740
                size: Theme.elder ? 60 : 52
                text: root.view.begin
            }
        }
    }

    Row {
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: 52
        y: 1584

        Repeater {
            model: root.view.lamps

            Row {
                id: lamp

                required property var modelData

                spacing: 14

                Icon {
                    face: "bold"
                    name: lamp.modelData.icon
                    size: 42
                    tint: lamp.modelData.ok ? "#7FD6A0" : "#FFC46B"
                }

                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    color: lamp.modelData.ok ? "#D5E1FA" : "#FFE0AE"
                    lh: 1.3
                    room: 300
                    size: 32
                    text: lamp.modelData.text
                }
            }
        }
    }
}
