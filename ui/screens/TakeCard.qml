import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    titlePx: Theme.elder ? 92 : 76

    Card {
        id: picture

        height: Math.min(820, root.bodyHeight - 216)
        radius: Theme.radiusBig
        width: Theme.wide

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            face: "fill"
            name: "arrow-fat-lines-up"
            size: 168
            tint: Theme.ok
            y: 44
        }

        CardSpot {
            anchors.horizontalCenter: parent.horizontalCenter
            spot: root.view.spot
            y: picture.height - 300
        }

        IdCard {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(460, (picture.height - 400) * 1.1)
            y: 240
        }

        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            color: Theme.ink2
            lh: 1.3
            room: 900
            size: Theme.lead
            text: root.view.where
            y: picture.height - 84
        }
    }

    Rectangle {
        border.color: Theme.line
        border.width: Theme.bw
        color: Theme.warnSoft
        height: 190
        radius: 36
        width: Theme.wide
        y: picture.height + 26

        Ring {
            anchors.verticalCenter: parent.verticalCenter
            fg: Theme.warn
            pen: 14
            size: 128
            track: Theme.hc ? "#333333" : "#FFDDB0"
            value: root.view.share
            x: 36
        }

        T {
            anchors.verticalCenter: parent.verticalCenter
            b: true
            color: Theme.warn
            horizontalAlignment: Text.AlignHCenter
            lh: 1.2
            px: 52
            text: root.view.left
            width: 128
            x: 36
        }

        T {
            anchors.verticalCenter: parent.verticalCenter
            lh: 1.36
            px: Theme.elder ? 40 : 36
            text: root.view.after
            width: 750
            x: 204
        }
    }

    dock: [
        Btn {
            grow: true
            icon: "question"
            kind: "outline"
            label: root.view.lost

            onTapped: Glass.explain("card")
        },
        Btn {
            grow: true
            icon: "headset"
            kind: "outline"
            label: root.view.help

            onTapped: Glass.help()
        }
    ]
}
