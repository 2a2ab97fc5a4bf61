pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

// The whole guide over a screen, turned page by page; the screen beneath keeps everything.
Item {
    id: root

    required property var view
    property int wanted: 0
    readonly property int at: Math.min(root.wanted, root.view.pages.length - 1)
    readonly property var leaf: root.view.pages[root.at]

    height: 1728
    width: 1080

    Veil {}

    Card {
        id: card

        height: 1610
        radius: 48
        width: 1016
        x: 32
        y: 84

        Label {
            b: true
            lh: 1.26
            room: 920
            size: Theme.elder ? 64 : 52
            text: root.view.title
            x: 48
            y: 32
        }

        Label {
            color: Theme.ink2
            room: 560
            size: Theme.elder ? 40 : 32
            text: root.view.lead
            x: 48
            y: Theme.elder ? 116 : 102
        }

        Label {
            anchors.right: parent.right
            anchors.rightMargin: 48
            color: Theme.ink2
            size: Theme.elder ? 40 : 32
            text: root.leaf.place
            y: Theme.elder ? 116 : 102
        }

        Hairline {
            width: 920
            x: 48
            y: Theme.elder ? 184 : 160
        }

        Column {
            spacing: 26
            width: 920
            x: 48
            y: Theme.elder ? 204 : 180

            Repeater {
                model: root.leaf.parts

                Column {
                    id: part

                    required property var modelData

                    width: 920

                    T {
                        color: part.modelData.struck ? Theme.ink3 : Theme.brandInk
                        font.strikeout: part.modelData.struck
                        lh: 1.3
                        px: Theme.elder ? 36 : 30
                        text: part.modelData.label
                        width: parent.width
                    }

                    T {
                        lh: 1.36
                        px: Theme.elder ? 44 : 34
                        text: part.modelData.text
                        visible: text !== ""
                        width: parent.width
                    }
                }
            }
        }

        Label {
            color: Theme.ink2
            lh: 1.3
            size: Theme.caption
            text: root.view.foot
            x: 48
            y: card.height - 224
        }

        Row {
            spacing: 24
            x: 48
            y: card.height - 144 - 32

            Btn {
                height: 144
                kind: root.at > 0 ? "outline" : "off"
                label: root.view.earlier
                width: 276

                onTapped: root.wanted = root.at - 1
            }

            Btn {
                height: 144
                kind: "outline"
                label: root.view.close
                width: 276

                onTapped: Glass.explain("")
            }

            Btn {
                height: 144
                kind: root.at + 1 < root.view.pages.length ? "primary" : "off"
                label: root.view.later
                trail: "caret-right"
                width: 320

                onTapped: root.wanted = root.at + 1
            }
        }
    }
}
