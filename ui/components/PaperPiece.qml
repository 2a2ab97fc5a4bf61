pragma ComponentBehavior: Bound

import QtQuick
import "../theme"

// A line of a paper: label and value, or the cells of a table.
Item {
    id: root

    required property var piece
    readonly property bool fact: root.piece.kind === "fact"

    width: Theme.wide

    PieceSizes {
        id: sizes
    }

    Rectangle {
        color: Theme.sunken
        height: root.height
        visible: root.piece.kind === "head"
        width: Theme.wide - 72
        x: 36
    }

    Row {
        anchors.verticalCenter: parent.verticalCenter
        spacing: root.fact ? 20 : 16
        x: root.fact ? 36 : 44

        Repeater {
            model: root.piece.cells

            T {
                required property string modelData
                required property int index

                b: root.fact ? index === 1 && root.piece.cells[0] !== "" : root.piece.kind === "head"
                color: root.fact && (index === 0 || root.piece.cells[0] === "") ? Theme.ink2 : Theme.ink
                lh: 1.3
                px: sizes.px
                text: modelData
                visible: text !== ""
                width: sizes.room(root.piece, index)
            }
        }
    }

    Hairline {
        anchors.bottom: parent.bottom
        visible: root.piece.kind === "row"
        width: Theme.wide - 72
        x: 36
    }
}
