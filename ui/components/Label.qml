import QtQuick

// One line of text that becomes smaller, down to the floor, rather than leave its room.
T {
    id: root

    property real room: 0
    property int size: 34
    property int floor: 28
    readonly property real natural: metrics.advanceWidth

    px: root.room > 0 && metrics.advanceWidth > root.room ? Math.max(root.floor, Math.floor(root.size * root.room / metrics.advanceWidth) - 1) : root.size
    wrapMode: Text.NoWrap

    TextMetrics {
        id: metrics

        font.bold: root.b
        font.family: root.font.family
        font.letterSpacing: root.font.letterSpacing
        font.pixelSize: root.size
        text: root.text
    }
}
