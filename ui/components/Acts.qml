pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk

// The dock of a screen whose buttons the step chose: back, and the last two of them.
RowLayout {
    id: root

    required property var view
    readonly property var docked: root.view.acts.slice(-2)

    Layout.fillWidth: true
    spacing: 24

    function act(one: var) {
        switch (one.does) {
        case "print":
            return Glass.print();
        case "go":
            return Glass.go();
        case "again":
            return Glass.again();
        case "pick":
            return Glass.pick(one.id);
        case "escalate":
            return Glass.escalate();
        default:
            return Glass.help();
        }
    }

    Btn {
        icon: "arrow-left"
        kind: "outline"
        label: root.view.back

        onTapped: Glass.back()
    }

    Repeater {
        model: root.docked

        Btn {
            id: one

            required property var modelData
            required property int index
            readonly property bool last: one.index + 1 === root.docked.length

            grow: one.last || root.docked.length > 1
            icon: one.modelData.icon
            kind: one.modelData.off ? "off" : one.last && one.modelData.does !== "help" ? "primary" : "outline"
            label: one.modelData.label
            trail: one.last && one.modelData.does === "go" && one.modelData.icon === "" ? "arrow-right" : ""

            onTapped: root.act(one.modelData)
        }
    }
}
