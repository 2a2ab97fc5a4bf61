pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    titlePx: Theme.elder ? 80 : 68

    component Up: Icon {
        y: (how.height - 150) / 2
        face: "fill"
        name: "arrow-fat-lines-up"
        size: 150
        tint: Theme.warn
        visible: root.view.kind === "left"
    }

    FaultBody {
        id: told

        happened: root.view.happened
        happened_label: root.view.happened_label
        icon: root.view.icon
        kept: root.view.kept
        kept_label: root.view.kept_label
        now_label: root.view.now_label
        number: root.view.number
        ways: root.view.ways
    }

    // How the card lies, where that is what helps
    Card {
        id: how

        height: Math.min(440, root.bodyHeight - told.height - 28)
        radius: 36
        visible: root.bodyHeight - told.height > 300
        width: Theme.wide
        y: told.height + 28

        // A forgotten card is called for: amber as large as it can be, and the way it should go
        Rectangle {
            anchors.fill: parent
            border.color: Theme.warn
            border.width: 8
            color: Theme.warnSoft
            radius: 36
            visible: root.view.kind === "left"
        }

        Up {
            x: 40
        }

        Up {
            x: how.width - 190
        }

        CardSpot {
            anchors.horizontalCenter: parent.horizontalCenter
            height: 130
            spot: root.view.spot
            visible: root.view.kind !== "out"
            y: how.height - 168
        }

        IdCard {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: root.view.kind !== "out"
            width: (how.height - 150) * 1.5
            y: 40
        }

        Rectangle {
            anchors.centerIn: parent
            border.color: Theme.warn
            border.width: Theme.bw
            color: Theme.warnSoft
            height: width
            radius: width / 2
            visible: root.view.kind === "out"
            width: how.height - 110

            Icon {
                anchors.centerIn: parent
                name: root.view.icon
                size: Math.round(parent.width * 0.56)
                tint: Theme.warn
            }
        }
    }

    dock: [
        Btn {
            grow: root.view.again === ""
            icon: "headset"
            kind: "outline"
            label: root.view.help
            visible: root.view.leave === ""

            onTapped: Glass.help()
        },
        Btn {
            icon: "sign-out"
            kind: "outline"
            label: root.view.leave
            visible: label !== ""

            onTapped: Glass.leave()
        },
        Btn {
            icon: "house"
            kind: "outline"
            label: root.view.home
            visible: label !== ""

            onTapped: Glass.back()
        },
        Btn {
            grow: true
            icon: "info"
            kind: "outline"
            label: root.view.explain
            visible: label !== ""

            onTapped: Glass.explain(root.view.kind === "left" ? "card" : "elsewhere")
        },
        Btn {
            grow: true
            icon: "arrows-clockwise"
            label: root.view.again
            visible: label !== ""

            onTapped: Glass.again()
        }
    ]
}
