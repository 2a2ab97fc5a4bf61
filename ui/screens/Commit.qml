pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    property var ticked: []
    readonly property bool whole: root.ticked.length === root.view.terms.length
    readonly property int row: Theme.elder ? 156 : 148

    lead: root.view.notice.text === "" ? root.view.lead : ""

    Component.onCompleted: Glass.reading()

    Card {
        height: told.height + 56
        width: Theme.wide

        Column {
            id: told

            spacing: Theme.low || Theme.elder ? 4 : 14
            width: parent.width - 72
            x: 36
            y: 28

            T {
                b: true
                color: Theme.brandInk
                lh: 1.3
                px: Theme.elder ? 46 : 40
                text: root.view.paper
                width: parent.width
            }

            T {
                color: Theme.ink2
                lh: 1.3
                px: Theme.elder ? 40 : 34
                text: root.view.consequence_label
                width: parent.width
            }

            T {
                b: true
                color: Theme.warn
                lh: 1.3
                px: Theme.elder ? 48 : 40
                text: root.view.consequence
                width: parent.width
            }
        }
    }

    Column {
        spacing: 14
        width: Theme.wide
        y: root.bodyHeight - height

        NoticeStrip {
            notice: root.view.notice
        }

        T {
            b: true
            lh: 1.3
            px: Theme.elder ? 48 : 40
            text: root.view.terms_label
            visible: !Theme.low && !Theme.elder
            width: Theme.wide
            x: 8
        }

        Repeater {
            model: root.view.terms

            Tick {
                id: term

                required property string modelData
                required property int index

                flow: true
                height: root.row
                label: term.modelData
                on: root.ticked.includes(term.index)
                px: Theme.elder ? 44 : 40

                onTapped: {
                    root.ticked = term.on ? root.ticked.filter(one => one !== term.index) : [...root.ticked, term.index];
                    Glass.touched();
                }
            }
        }
    }

    dock: [
        Btn {
            icon: "arrow-left"
            kind: "outline"
            label: root.view.back

            onTapped: Glass.back()
        },
        Btn {
            kind: "outline"
            label: root.view.decline

            onTapped: Glass.decline()
        },
        Btn {
            grow: true
            kind: root.whole ? "primary" : "off"
            label: root.whole ? root.view.agree : root.view.first
            trail: root.whole ? "arrow-right" : ""

            onTapped: Glass.commit(root.ticked)
        }
    ]
}
