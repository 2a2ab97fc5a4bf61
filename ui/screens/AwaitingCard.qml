import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    titlePx: Theme.titleBig

    Card {
        id: picture

        height: root.bodyHeight - (Theme.elder ? 0 : 232) - (notice.visible ? notice.height + 28 : 0)
        radius: Theme.radiusBig
        width: Theme.wide

        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            b: true
            color: Theme.brandInk
            room: 900
            size: Theme.head
            text: root.view.item
            y: 48
        }

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            face: "fill"
            name: "arrow-fat-lines-down"
            size: 132
            y: picture.height / 2 - 246
        }

        CardSpot {
            anchors.horizontalCenter: parent.horizontalCenter
            spot: root.view.spot
            y: picture.height / 2 + 112
        }

        IdCard {
            anchors.horizontalCenter: parent.horizontalCenter
            width: 420
            y: picture.height / 2 - 100
        }

        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            color: Theme.ink2
            lh: 1.3
            room: 900
            size: Theme.lead
            text: root.view.where
            y: picture.height - 92
        }
    }

    NoticeStrip {
        id: notice

        notice: root.view.notice
        y: picture.height + 28
    }

    Row {
        spacing: 24
        visible: !Theme.elder
        y: root.bodyHeight - 204

        FactCard {
            icon: "shield-check"
            note: root.view.keep
            text: root.view.use
            tone: "ok"
        }

        Touch {
            height: 196
            label: root.view.cards
            width: 480

            onTapped: Glass.explain("cards")

            FactCard {
                icon: "cardholder"
                note: ""
                text: root.view.cards
                tone: "brand"
            }

            Icon {
                anchors.right: parent.right
                anchors.rightMargin: 28
                anchors.verticalCenter: parent.verticalCenter
                face: "bold"
                name: "caret-right"
                size: 44
            }
        }
    }

    dock: [
        Btn {
            grow: true
            icon: "arrow-left"
            kind: "outline"
            label: root.view.back

            onTapped: Glass.back()
        },
        Btn {
            grow: true
            icon: "question"
            kind: "outline"
            label: root.view.no_card
            visible: root.view.otherwise === ""

            onTapped: Glass.explain("no-card")
        },
        Btn {
            grow: true
            icon: "handshake"
            kind: "outline"
            label: root.view.another
            visible: root.view.acting !== ""

            onTapped: Glass.pick(root.view.acting)
        },
        Btn {
            grow: true
            icon: "arrow-right"
            kind: "outline"
            label: root.view.without
            visible: root.view.otherwise !== ""

            onTapped: Glass.pick(root.view.otherwise)
        }
    ]
}
