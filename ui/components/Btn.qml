import QtQuick
import QtQuick.Layouts
import "../theme"

// A button: primary (one a screen), outline (other ways), soft (inside cards), ghost (leave), off (with its reason).
Touch {
    id: root

    property string sub: ""
    property string icon: ""
    property string trail: ""
    property string kind: "primary"
    property int px: root.kind === "primary" ? Theme.button : Theme.buttonSide
    property int side: root.px >= 54 ? 76 : root.px >= 46 ? 56 : root.px > 38 ? 52 : 44
    property bool leading: false
    property bool grow: false
    readonly property bool primary: root.kind === "primary"
    readonly property int gap: root.px >= 54 ? 30 : 16
    readonly property color fg: root.primary ? Theme.brandText : root.kind === "off" ? Theme.off : root.kind === "ghost" ? Theme.ink2 : Theme.brandInk
    readonly property real extra: (root.icon ? root.side + root.gap : 0) + (root.trail ? 44 + root.gap : 0)

    enabled: root.kind !== "off"
    height: Theme.dockHeight
    implicitHeight: Theme.dockHeight
    implicitWidth: Math.ceil(Math.max(184, Math.max(caption.natural, under.natural) + root.extra + 64))
    width: root.implicitWidth

    Layout.fillWidth: true
    Layout.maximumWidth: root.grow ? Number.POSITIVE_INFINITY : root.implicitWidth
    Layout.minimumWidth: 150

    Shadow {
        kind: "blue"
        visible: root.primary && !Theme.hc
    }

    Rectangle {
        anchors.fill: parent
        border.color: Theme.edge
        border.width: Theme.hc ? (root.kind === "ghost" ? 0 : 4) : root.kind === "outline" ? 3 : 0
        color: root.primary ? Theme.brand : root.kind === "off" ? Theme.offSoft : root.kind === "soft" ? Theme.brandSoft : root.kind === "ghost" ? "transparent" : Theme.surface
        radius: Math.min(Theme.radiusButton, root.height / 2)
    }

    Row {
        id: row

        anchors.verticalCenter: parent.verticalCenter
        spacing: root.gap
        x: root.leading ? 36 : (root.width - row.width) / 2

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            face: root.primary || root.icon === "arrow-left" ? "bold" : "duotone"
            name: root.icon
            size: root.side
            tint: root.fg
            visible: root.icon !== ""
        }

        Column {
            anchors.verticalCenter: parent.verticalCenter

            Label {
                id: caption

                Accessible.ignored: true
                b: true
                color: root.fg
                lh: 1.3
                room: root.width - root.extra - 40
                size: root.px
                text: root.label
            }

            Label {
                id: under

                Accessible.ignored: true
                color: root.primary ? root.fg : Theme.ink2
                lh: 1.3
                room: root.width - root.extra - 40
                size: Theme.caption
                text: root.sub
                visible: root.sub !== ""
            }
        }

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            face: "bold"
            name: root.trail
            size: 44
            tint: root.fg
            visible: root.trail !== ""
        }
    }
}
