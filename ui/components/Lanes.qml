pragma ComponentBehavior: Bound

import QtQuick
import "../theme"

// Offices at work at the same time on one matter, side by side: each with its part and how that stands.
Row {
    id: root

    required property var sides

    readonly property real each: root.sides.length ? (Theme.wide - 20 * (root.sides.length - 1)) / root.sides.length : 0
    readonly property int px: Theme.elder ? 42 : 36

    spacing: 20

    component Side: Card {
        id: side

        required property var told
        readonly property real own: words.height + 56

        Column {
            id: words

            spacing: 12
            width: side.width - 56
            x: 28
            y: 28

            T {
                b: true
                lh: 1.3
                px: root.px
                text: side.told.name
                width: parent.width
            }

            T {
                color: Theme.ink2
                lh: 1.3
                px: root.px - 6
                text: side.told.who
                width: parent.width
            }

            Chip {
                icon: side.told.tint === "ok" ? "check-circle" : side.told.tint === "brand" ? "clock" : "warning-circle"
                px: root.px - 4
                room: parent.width
                text: side.told.state
                tone: side.told.tint
            }
        }
    }

    Repeater {
        id: cards

        model: root.sides

        Side {
            required property var modelData

            height: {
                let tall = 0;
                for (let n = 0; n < cards.count; n++)
                    tall = Math.max(tall, (cards.itemAt(n) as Side)?.own ?? 0);
                return tall;
            }
            told: modelData
            width: root.each
        }
    }
}
