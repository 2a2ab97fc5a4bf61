import QtQuick
import "../theme"

// How tall a line of a paper is, and which lines fit on a page; heads stand above a row of theirs, on each page.
QtObject {
    id: root

    readonly property int px: Theme.note
    readonly property int label: Theme.elder ? 300 : 240
    readonly property int fact: Theme.wide - 72 - root.label - 20
    readonly property var shares: [0.28, 0.34, 0.19, 0.19]
    readonly property int step: Math.round(root.px * 1.3)
    readonly property FontMetrics metrics: FontMetrics {
        font.bold: true
        font.family: Theme.font
        font.pixelSize: root.px
    }

    function column(place: int): int {
        return Math.floor((Theme.wide - 72) * root.shares[place]) - 16;
    }

    function lines(text: string, room: real): int {
        const wide = root.metrics.advanceWidth(text);
        return wide <= room ? 1 : Math.ceil(wide / (room - 1.5 * root.px));
    }

    function room(piece: var, place: int): int {
        if (piece.kind !== "fact")
            return root.column(place);
        return place === 0 ? root.label : piece.cells[0] === "" ? Theme.wide - 72 : root.fact;
    }

    function tall(piece: var): int {
        const counts = piece.cells.map((text, place) => root.lines(text, root.room(piece, place)));
        return Math.max(...counts) * root.step + (Theme.elder ? 20 : 16);
    }

    function packed(pieces: var, room: real): var {
        const found = [[]];
        let used = 0;
        let head = null;
        for (const [place, piece] of pieces.entries()) {
            const tall = root.tall(piece);
            const alone = piece.kind === "head" ? root.tall(pieces[place + 1]) : 0;
            head = piece.kind === "head" ? piece : piece.kind === "row" ? head : null;
            if (used + tall + alone > room && found[found.length - 1].length > 0) {
                found.push(piece.kind === "row" ? [head] : []);
                used = piece.kind === "row" ? root.tall(head) : 0;
            }
            found[found.length - 1].push(piece);
            used += tall;
        }
        return found;
    }
}
