pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    property int wanted: 0
    readonly property real below: ways.height ? ways.height + 20 : 0
    readonly property real room: root.bodyHeight - top.height - root.below - 24
    readonly property var leaves: {
        const whole = root.packed(root.room);
        return whole.length > 1 ? root.packed(root.room - pager.tall - 20) : whole;
    }
    readonly property int at: Math.min(root.wanted, root.leaves.length - 1)

    readonly property var leaf: root.leaves[root.at] ?? []

    // Lay the rows on pages: as many as fit, at least one each
    function packed(room: real): var {
        const found = [[]];
        let used = 0;
        for (const row of root.view.rows) {
            const tall = sizes.tall(row);
            if (used + tall > room && found[found.length - 1].length > 0) {
                found.push([]);
                used = 0;
            }
            found[found.length - 1].push(row);
            used += tall;
        }
        return found;
    }

    ToldSizes {
        id: sizes
    }

    Column {
        id: top

        bottomPadding: strip.visible || lamp.visible || town.visible || lanes.visible ? 20 : 0
        spacing: 20

        Chip {
            id: lamp

            icon: root.view.tint === "ok" ? "check-circle" : root.view.tint === "brand" ? "clock" : "warning-circle"
            px: Theme.elder ? 42 : 34
            room: Theme.wide
            text: root.view.light
            tone: root.view.tint
            visible: root.view.light !== ""
        }

        NoticeStrip {
            id: strip

            notice: root.view.notice
        }

        Lanes {
            id: lanes

            sides: root.view.sides
            visible: root.view.sides.length > 0
        }

        TownMap {
            id: town

            height: Theme.elder ? 360 : 440
            map: root.view.map
            visible: root.view.map.strips.length > 0
        }
    }

    Waiting {
        text: root.view.wait
        y: Math.max(top.height, root.bodyHeight / 2 - 240)
    }

    Card {
        height: rows.height + 24
        visible: !root.view.wait && root.view.rows.length > 0
        width: Theme.wide
        y: top.height

        Column {
            id: rows

            y: 12

            Repeater {
                model: root.leaf

                ToldRow {
                    required property var modelData
                    required property int index

                    first: !root.leaf[index - 1]?.standing
                    height: sizes.tall(modelData)
                    last: index + 1 === root.leaf.length
                    row: modelData
                }
            }
        }
    }

    Pager {
        id: pager

        readonly property int tall: Theme.elder ? 112 : 96

        at: root.at
        count: root.view.wait ? 1 : root.leaves.length
        view: root.view
        y: root.bodyHeight - root.below - pager.height

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
