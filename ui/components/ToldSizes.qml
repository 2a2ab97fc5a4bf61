import QtQuick
import "../theme"

// How tall a fact or a point of a timeline is: its words, measured, in as many lines as they need.
QtObject {
    id: root

    readonly property int label: 240
    readonly property int fact: Theme.wide - 36 - root.label - 20 - 36
    readonly property int event: Theme.wide - 104 - 36
    readonly property int px: Theme.elder ? 42 : 36
    readonly property int headPx: Theme.elder ? 38 : 30
    readonly property FontMetrics metrics: FontMetrics {
        font.bold: true
        font.family: Theme.font
        font.pixelSize: root.px
    }
    readonly property FontMetrics heads: FontMetrics {
        font.family: Theme.font
        font.pixelSize: root.headPx
    }

    function lines(row: var): int {
        const room = row.standing ? root.event : root.fact;
        const wide = root.metrics.advanceWidth(row.text);
        return wide <= room ? 1 : Math.ceil(wide / (room - 2.5 * root.px));
    }

    function tall(row: var): int {
        const text = root.lines(row) * Math.round(root.px * 1.3);
        if (row.standing)
            return text + Math.round(root.headPx * 1.3) + 28;
        const head = Math.ceil(root.heads.advanceWidth(row.head) / (root.label - 10));
        return Math.max(text, head * Math.round(root.headPx * 1.3)) + 36;
    }
}
