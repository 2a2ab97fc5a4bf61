pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../theme"

// Where the card goes; for a known person the likely item.
Item {
    id: root

    required property var view
    readonly property bool known: root.view.known
    readonly property bool offers: root.view.suggested !== ""
    readonly property int px: Theme.elder ? 50 : 36

    component Pill: Touch {
        id: pill

        property string icon
        property bool light: false

        height: Theme.elder ? 120 : 104
        ring: height / 2
        width: row.width + (Theme.elder ? 72 : 56)

        Rectangle {
            anchors.fill: parent
            border.color: Theme.hc ? Theme.line : "#A9CBFF"
            border.width: Theme.hc ? 4 : pill.light ? 0 : 3
            color: Theme.hc ? (pill.light ? Theme.brand : "#000000") : pill.light ? "#FFFFFF" : "#0A3E97"
            radius: height / 2
        }

        Row {
            id: row

            anchors.centerIn: parent
            spacing: 14

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                face: pill.light ? "bold" : "duotone"
                name: pill.icon
                size: root.px + 10
                tint: words.color
            }

            Label {
                id: words

                Accessible.ignored: true
                anchors.verticalCenter: parent.verticalCenter
                b: true
                color: Theme.hc ? (pill.light ? "#000000" : "#FFE600") : pill.light ? "#0B57D0" : "#FFFFFF"
                room: root.known || Theme.elder ? 340 : 184
                size: root.px
                text: pill.label
            }
        }
    }

    Shadow {
        kind: "blue"
    }

    Image {
        source: "image://art/panel-" + Math.max(80, root.width) + "-" + Math.max(80, root.height) + "-40"
        visible: !Theme.hc

        Accessible.ignored: true
    }

    Rectangle {
        anchors.fill: parent
        border.color: Theme.line
        border.width: 4
        color: "#000000"
        radius: 40
        visible: Theme.hc
    }

    Label {
        b: true
        color: "#FFFFFF"
        lh: 1.3
        room: root.offers ? 900 : 620
        size: Theme.elder ? 84 : 52
        text: root.view.call
        x: 44
        y: Theme.elder ? 44 : 34
    }

    T {
        color: "#FFFFFF"
        px: Theme.elder ? 50 : 32
        text: root.view.hint
        width: 600
        x: 44
        y: Theme.elder ? 176 : 110
    }

    Row {
        spacing: 20
        x: 44
        y: root.height - height - 36

        Pill {
            icon: root.offers ? "hand-tap" : root.known ? "squares-four" : "question"
            label: root.offers ? root.view.start : root.known ? root.view.all : root.view.no_card
            light: true

            onTapped: root.offers ? Glass.choose(root.view.suggested) : root.known ? Glass.browse("all") : Glass.explain("no-card")
        }

        Pill {
            icon: root.known ? "headset" : "cardholder"
            label: root.known ? root.view.help : root.view.cards

            onTapped: root.known ? Glass.help() : Glass.explain("cards")
        }
    }

    IdCard {
        visible: !root.known
        width: Theme.elder ? 300 : 254
        x: root.width - width - 40
        y: Theme.elder ? 62 : 50
    }

    Rectangle {
        border.color: Theme.line
        border.width: Theme.hc ? 3 : 0
        color: Theme.hc ? "#000000" : "#FFFFFF"
        height: 62
        radius: 31
        visible: !root.known && !Theme.elder
        width: 282
        x: root.width - width - 26
        y: 226

        Row {
            anchors.centerIn: parent
            spacing: 10

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                face: "bold"
                name: "contactless-payment"
                size: 38
            }

            Label {
                anchors.verticalCenter: parent.verticalCenter
                b: true
                color: Theme.brandInk
                room: 210
                size: 30
                text: root.view.spot
            }
        }
    }
}
