pragma ComponentBehavior: Bound

import QtQuick
import "../theme"

// The ways that have no room in the dock, one under the other.
Column {
    id: root

    required property var view
    required property var acts
    readonly property var beyond: root.view.acts.slice(0, -2)

    spacing: 16
    width: Theme.wide

    Repeater {
        model: root.beyond

        Btn {
            id: one

            required property var modelData

            height: Theme.elder ? 112 : 96
            icon: one.modelData.icon
            kind: one.modelData.off ? "off" : "outline"
            label: one.modelData.label
            px: Theme.buttonSide
            width: Theme.wide

            onTapped: root.acts.act(one.modelData)
        }
    }
}
