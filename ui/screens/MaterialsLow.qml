pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

// Nothing to touch above y = 960: the upper half only tells
Item {
    id: root

    required property var view

    height: 1728
    width: 1080

    LowHead {
        lines: root.view.told
        note: root.view.lead
        title: root.view.title
    }

    StepBar {
        dark: true
        x: 48
        y: 858
    }

    Column {
        spacing: 18
        x: 48
        y: 968

        Repeater {
            model: root.view.open

            Card {
                id: sheet

                required property var modelData

                height: 148
                width: Theme.wide

                MaterialRow {
                    height: 148
                    last: true
                    paper: sheet.modelData
                }
            }
        }

        Row {
            spacing: 24

            Btn {
                height: 112
                icon: "arrow-left"
                kind: "outline"
                label: root.view.back
                width: 480

                onTapped: Glass.back()
            }

            Btn {
                height: 112
                kind: "outline"
                label: root.view.missing
                width: 480

                onTapped: Glass.explain("missing")
            }
        }

        Btn {
            height: 132
            icon: root.view.primary_icon
            label: root.view.primary
            px: 46
            width: Theme.wide

            onTapped: Glass.go()
        }
    }

    Btn {
        height: 96
        icon: "sign-out"
        kind: "ghost"
        label: Glass.chrome.leave_low
        width: Theme.wide
        x: Theme.margin
        y: 1616

        onTapped: Glass.leave()
    }
}
