pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../theme"

// Where am I: words and segments. `dark` on the light sheet of the low layout.
Item {
    id: root

    property bool dark: false
    readonly property int steps: Glass.chrome.steps
    readonly property int here: Glass.chrome.step

    height: 100
    width: 984

    Label {
        id: line

        b: true
        color: root.dark ? Theme.ink2 : Theme.band
        size: Theme.elder ? 42 : 34
        text: Glass.chrome.step_line
    }

    Label {
        color: Theme.hc ? "#FFE600" : root.dark ? Theme.ink2 : Theme.band2
        room: remain.x - x - 20
        size: line.size
        text: Glass.chrome.stage
        x: line.width + 44
    }

    Label {
        id: remain

        anchors.right: parent.right
        color: root.dark ? Theme.ink2 : Theme.band2
        size: 30
        text: Theme.elder ? "" : Glass.chrome.remain
        y: 3
    }

    Row {
        spacing: 10
        y: Theme.elder ? 70 : 66

        Repeater {
            model: root.steps

            Rectangle {
                id: part

                required property int index
                readonly property bool past: part.index < root.here - 1
                readonly property bool now: part.index === root.here - 1

                border.color: Theme.hc ? "#FFE600" : root.dark ? "#D3DDEB" : "#8FB1F2"
                border.width: Theme.hc || !(part.past || part.now) ? 3 : 0
                color: Theme.hc ? (part.past || part.now ? "#FFE600" : "#000000") : root.dark ? (part.past ? Theme.ok : part.now ? Theme.brand : "#D3DDEB") : part.past ? "#8FD0A9" : part.now ? "#FFFFFF" : "#174594"
                height: 14
                radius: 7
                width: (984 - 10 * (root.steps - 1)) / Math.max(1, root.steps)

                Rectangle {
                    anchors.centerIn: parent
                    color: "#FFFFFF"
                    height: 6
                    radius: 3
                    visible: part.now && Theme.hc
                    width: parent.width - 12
                }
            }
        }
    }
}
