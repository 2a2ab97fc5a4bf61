pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    property int wanted: 0
    readonly property real above: strip.visible ? strip.height + 20 : 0
    readonly property real room: root.bodyHeight - root.above - (ways.height ? ways.height + 20 : 0) - head.height - foot.height - 8
    readonly property var leaves: {
        const whole = sizes.packed(root.view.pieces, root.room);
        return whole.length > 1 ? sizes.packed(root.view.pieces, root.room - pager.tall - 20) : whole;
    }
    readonly property int at: Math.min(root.wanted, root.leaves.length - 1)

    PieceSizes {
        id: sizes
    }

    NoticeStrip {
        id: strip

        notice: root.view.notice
    }

    Card {
        height: head.height + rows.height + foot.height + 8
        radius: 12
        width: Theme.wide
        y: root.above

        Item {
            id: head

            height: heading.height + 40
            width: Theme.wide

            T {
                id: heading

                b: true
                horizontalAlignment: Text.AlignHCenter
                lh: 1.3
                px: Theme.head
                text: root.view.heading
                width: Theme.wide - 2 * heading.x
                x: chip.width + 40
                y: 24
            }

            Chip {
                id: chip

                anchors.right: parent.right
                anchors.rightMargin: 24
                px: Theme.note
                text: root.view.mark
                tone: "muted"
                y: 22
            }
        }

        Column {
            id: rows

            y: head.height

            Repeater {
                model: root.leaves[root.at] ?? []

                PaperPiece {
                    required property var modelData

                    height: sizes.tall(modelData)
                    piece: modelData
                }
            }
        }

        Item {
            id: foot

            height: Math.max(code.height, seal.height) + 36
            width: Theme.wide
            y: rows.y + rows.height

            Hairline {
                width: Theme.wide - 72
                x: 36
            }

            T {
                id: code

                anchors.verticalCenter: parent.verticalCenter
                b: true
                px: sizes.px
                text: root.view.code_label + " " + root.view.code
                width: 440
                x: 36
            }

            T {
                id: seal

                anchors.verticalCenter: parent.verticalCenter
                color: Theme.bad
                horizontalAlignment: Text.AlignRight
                lh: 1.3
                px: sizes.px
                text: root.view.seal
                width: Theme.wide - 72 - 460
                x: 36 + 460
            }
        }
    }

    Pager {
        id: pager

        readonly property int tall: Theme.elder ? 112 : 96

        at: root.at
        count: root.leaves.length
        view: root.view
        y: root.bodyHeight - (ways.height ? ways.height + 20 : 0) - pager.height

        onTurn: to => {
            root.wanted = to;
            Glass.touched();
        }
    }

    Ways {
        id: ways

        acts: dockActs
        view: root.view
        y: root.bodyHeight - ways.height
    }

    dock: Acts {
        id: dockActs

        view: root.view
    }
}
