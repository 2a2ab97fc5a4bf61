pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

// Nothing to touch above y = 960: the upper half only tells
Item {
    id: root

    required property var view
    readonly property int lowest: Theme.leaveBelow ? 1600 : 1700
    readonly property int tile: (root.lowest - 150 - 24 - 20 - 968) / 2

    height: 1728
    width: 1080

    LowHead {
        lines: [root.view.call, root.view.hint]
        note: root.view.low
        title: root.view.title
    }

    Row {
        spacing: 14
        x: 48
        y: 720

        Repeater {
            model: root.view.lamps

            Lamp {
                required property var modelData

                lamp: modelData
            }
        }
    }

    Label {
        b: true
        color: Theme.ink2
        lh: 1.3
        room: 968
        size: 34
        text: root.view.lead
        x: 56
        y: 868
    }

    Grid {
        columnSpacing: 20
        columns: 3
        rowSpacing: 20
        x: 48
        y: 968

        Repeater {
            model: root.view.categories

            CategoryTile {
                required property var modelData

                category: modelData
                height: root.tile
                width: 314
            }
        }

        Btn {
            height: root.tile
            icon: "squares-four"
            kind: "outline"
            label: root.view.all
            width: 314

            onTapped: Glass.browse("all")
        }
    }

    Row {
        spacing: 24
        x: 48
        y: root.lowest - 150

        Btn {
            height: 150
            icon: root.view.suggested ? "hand-tap" : root.view.known ? "headset" : "question"
            kind: root.view.suggested ? "primary" : "outline"
            label: root.view.suggested ? root.view.start : root.view.known ? root.view.help : root.view.no_card
            width: 480

            onTapped: root.view.suggested ? Glass.choose(root.view.suggested) : root.view.known ? Glass.help() : Glass.explain("no-card")
        }

        Btn {
            height: 150
            icon: "cardholder"
            kind: "outline"
            label: root.view.cards
            width: 480

            onTapped: Glass.explain("cards")
        }
    }

    Btn {
        height: 96
        icon: "sign-out"
        kind: "ghost"
        label: Glass.chrome.leave_low
        visible: Theme.leaveBelow
        width: Theme.wide
        x: Theme.margin
        y: 1616

        onTapped: Glass.leave()
    }
}
