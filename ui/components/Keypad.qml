pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../theme"

// Digits in a large block; with letters, four rows of ten, or three where no digit is wanted.
Item {
    id: root

    required property bool letters
    property bool digits: true
    required property string erase
    readonly property int gap: 12
    readonly property int keyHeight: Theme.elder ? 112 : 104
    readonly property var rows: !root.letters ? ["123", "456", "789", "0"] : root.digits ? ["1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"] : ["QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"]
    readonly property real keyWidth: root.letters ? 90 : (Theme.wide - 2 * root.gap) / 3
    readonly property real edge: root.letters ? -12 : 0

    height: root.rows.length * (root.keyHeight + root.gap) - root.gap
    width: Theme.wide

    Repeater {
        model: root.rows

        Repeater {
            id: row

            required property string modelData
            required property int index
            readonly property real inset: !root.letters ? (row.index === 3 ? root.keyWidth + root.gap : 0) : [0, 0, 51, 153][row.index + 4 - root.rows.length]

            model: row.modelData.length

            Key {
                required property int index

                label: row.modelData[index]
                width: root.keyWidth
                x: root.edge + row.inset + index * (root.keyWidth + root.gap)
                y: row.index * (root.keyHeight + root.gap)

                onTapped: Glass.key(label)
            }
        }
    }

    Key {
        label: root.erase
        quiet: true
        width: root.letters ? 141 : root.keyWidth
        x: root.letters ? 855 : 2 * (root.keyWidth + root.gap)
        y: (root.rows.length - 1) * (root.keyHeight + root.gap)

        onTapped: Glass.erase()
    }
}
