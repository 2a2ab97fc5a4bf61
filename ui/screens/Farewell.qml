pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    titlePx: Theme.elder ? 84 : 72

    Card {
        id: sign

        height: root.bodyHeight - rows.height - 28
        radius: Theme.radiusBig
        width: Theme.wide

        Rectangle {
            anchors.centerIn: parent
            border.color: Theme.tone(root.view.tint)
            border.width: Theme.bw
            color: Theme.soft(root.view.tint)
            height: width
            radius: width / 2
            width: Math.min(420, sign.height - 120)

            Icon {
                anchors.centerIn: parent
                name: root.view.icon
                size: Math.round(parent.width * 0.56)
                tint: Theme.tone(root.view.tint)
            }
        }
    }

    Card {
        id: rows

        height: list.height
        width: Theme.wide
        y: sign.height + 28

        Column {
            id: list

            Repeater {
                model: root.view.rows

                LineRow {
                    required property var modelData
                    required property int index

                    height: Theme.elder ? 190 : 164
                    last: index === root.view.rows.length - 1
                    line: modelData
                }
            }
        }
    }

    dock: [
        Btn {
            grow: true
            icon: "headset"
            kind: "outline"
            label: root.view.help

            onTapped: Glass.help()
        },
        Btn {
            grow: true
            icon: root.view.home ? "house" : "question"
            kind: root.view.home ? "primary" : "outline"
            label: root.view.home || root.view.wait

            onTapped: root.view.home ? Glass.leave() : Glass.explain("wait")
        }
    ]
}
