pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    titlePx: Theme.elder ? 76 : 64

    Column {
        spacing: 24
        width: Theme.wide

        Card {
            height: facts.height + 48
            radius: 36
            width: Theme.wide

            Column {
                id: facts

                width: Theme.wide
                y: 32

                Chip {
                    icon: root.view.accepted ? "check" : "tray-arrow-down"
                    px: Theme.elder ? 38 : 32
                    text: root.view.status
                    tone: root.view.accepted ? "ok" : "warn"
                    x: 32
                }

                Item {
                    height: 18
                    width: 1
                }

                T {
                    b: true
                    lh: 1.3
                    px: Theme.elder ? 52 : 44
                    text: root.view.item
                    width: 904
                    x: 36
                }

                Repeater {
                    model: root.view.rows

                    LineRow {
                        required property var modelData
                        required property int index

                        last: index === root.view.rows.length - 1
                        line: modelData
                    }
                }
            }
        }

        CodeBlock {
            code: root.view.code
            visible: facts.height + 48 + 24 + height <= root.bodyHeight
        }
    }

    dock: [
        Btn {
            grow: root.view.print === ""
            icon: "clock"
            kind: "outline"
            label: root.view.later

            onTapped: Glass.finish()
        },
        Btn {
            grow: root.view.print === ""
            icon: root.view.report !== "" ? "lifebuoy" : "plus-circle"
            kind: "outline"
            label: root.view.report || root.view.other

            onTapped: root.view.report !== "" ? Glass.escalate() : Glass.browse("")
        },
        Btn {
            grow: true
            icon: "printer"
            label: root.view.print
            visible: label !== ""

            onTapped: Glass.again()
        }
    ]
}
