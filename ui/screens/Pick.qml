pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    property int wanted: 0
    readonly property int row: Theme.elder ? (root.view.rows.some(row => row.tag && row.more) ? 240 : 208) : Theme.low ? 144 : 160
    readonly property real first: Theme.low ? Math.max(top.height, 968 - root.bodyTop) : top.height
    readonly property real room: root.bodyHeight - root.first - (ways.height ? ways.height + 20 : 0)
    readonly property int fits: Math.max(1, Math.floor((root.room + 18) / (root.row + 18)))
    readonly property bool paged: root.view.rows.length > root.fits
    readonly property int size: root.paged ? Math.max(1, Math.floor((root.room - pager.tall - 2) / (root.row + 18))) : root.fits
    readonly property int count: Math.max(1, Math.ceil(root.view.rows.length / root.size))
    readonly property int at: Math.min(root.wanted, root.count - 1)

    Item {
        id: top

        height: (strip.visible ? strip.height + 20 : 0) + (town.visible ? town.height + 24 : 0)

        NoticeStrip {
            id: strip

            notice: root.view.notice
        }

        TownMap {
            id: town

            height: Theme.low ? 944 - root.bodyTop : Theme.elder ? 400 : 460
            map: root.view.map
            visible: root.view.map.strips.length > 0
            y: strip.visible ? strip.height + 20 : 0
        }
    }

    Waiting {
        text: root.view.wait
        y: Math.max(top.height, root.bodyHeight / 2 - 240)
    }

    Card {
        height: hint.height + 88
        visible: root.view.empty !== "" && root.view.wait === ""
        width: Theme.wide
        y: top.height

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "info"
            size: 84
            x: 40
        }

        T {
            id: hint

            anchors.verticalCenter: parent.verticalCenter
            px: Theme.body
            text: root.view.empty
            width: 780
            x: 164
        }
    }

    Column {
        spacing: 18
        width: Theme.wide
        y: root.first

        Repeater {
            model: root.view.wait ? [] : root.view.rows.slice(root.at * root.size, (root.at + 1) * root.size)

            PickRow {
                required property var modelData

                height: root.row
                row: modelData

                onTapped: Glass.pick(modelData.id)
            }
        }
    }

    Pager {
        id: pager

        readonly property int tall: Theme.elder ? 112 : 96

        at: root.at
        count: root.count
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
