import QtQuick
import Kiosk
import "../theme"

// The sheet of a screen: title, lead, body, and the dock in reach of the hand.
Item {
    id: root

    required property var view
    property string title: root.view.title
    property string lead: root.view.lead ?? ""
    property int titlePx: Theme.title
    property real gap: 28
    property bool docked: true
    readonly property real bodyTop: Theme.sheetTop + 44 + (root.title ? head.height + (under.visible ? under.height + 10 : 0) + root.gap : 0)
    readonly property real bodyHeight: (root.docked ? Theme.dockTop - 28 : Theme.leaveBelow ? 1604 : Theme.barTop - 24) - root.bodyTop
    default property alias content: body.data
    property alias dock: dockRow.data

    height: Theme.barTop
    width: 1080

    T {
        id: head

        b: true
        lh: 1.26
        px: fitting(root.titlePx)
        text: root.title
        visible: text !== ""
        width: 968
        x: 56
        y: Theme.sheetTop + 44

        // One line that shrinks a little is better than a last character alone; more than two lines are never needed
        function fitting(size: int): int {
            const lines = probe.advanceWidth / head.width;
            if (lines > 1 && lines <= 1.3)
                return Math.floor(size / lines) - 1;
            return lines > 1.9 ? Math.floor(size * 1.9 / lines) : size;
        }

        TextMetrics {
            id: probe

            font.bold: true
            font.family: Theme.font
            font.pixelSize: root.titlePx
            text: root.title
        }
    }

    T {
        id: under

        color: Theme.ink2
        lh: 1.4
        px: Theme.lead
        text: root.lead
        visible: text !== ""
        width: 968
        x: 56
        y: head.y + head.height + 10
    }

    Item {
        id: body

        height: root.bodyHeight
        width: Theme.wide
        x: Theme.margin
        y: root.bodyTop
    }

    Dock {
        id: dockRow

        visible: root.docked
        y: Theme.dockTop
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
