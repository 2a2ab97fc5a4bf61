pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    readonly property bool lost: root.view.trouble.title !== ""
    readonly property real right: 260
    readonly property real sampleHeight: Math.max(300, root.bodyHeight - root.view.gates.length * 158)

    Loader {
        active: !root.lost
        sourceComponent: seeing
    }

    Loader {
        active: root.lost
        sourceComponent: blind
    }

    Component {
        id: seeing

        Item {
            CameraFrame {
                height: root.bodyHeight
                view: root.view
                width: 700
            }

            Card {
                height: root.sampleHeight - 20
                width: root.right
                x: 724

                Label {
                    b: true
                    lh: 1.3
                    room: 220
                    size: 32
                    text: root.view.sample_label
                    x: 20
                    y: 18
                }

                SamplePaper {
                    height: parent.height - 138
                    kind: root.view.sample
                    mark: root.view.sample_mark
                    title: root.view.sample_title
                    width: 220
                    x: 20
                    y: 76
                }

                Label {
                    color: Theme.ink2
                    lh: 1.3
                    room: 220
                    size: 28
                    text: root.view.sample_note
                    x: 20
                    y: parent.height - 52
                }
            }

            Column {
                spacing: 16
                x: 724
                y: root.sampleHeight

                Repeater {
                    model: root.view.gates.length

                    GateTile {
                        required property int index

                        gate: root.view.gates[index] ?? ({})
                        height: 142
                        width: root.right
                    }
                }
            }
        }
    }

    Component {
        id: blind

        Card {
            height: told.height + 96
            radius: Theme.radiusBig
            width: Theme.wide

            Column {
                id: told

                spacing: 24
                width: 880
                x: 52
                y: 48

                Badge {
                    icon: "camera-slash"
                    tone: "warn"
                    width: 132
                }

                T {
                    b: true
                    color: Theme.ok
                    px: 30
                    text: root.view.kept_label
                }

                T {
                    b: true
                    px: Theme.head
                    text: root.view.trouble.kept
                    width: 880
                }

                Repeater {
                    model: root.view.trouble.ways

                    T {
                        required property string modelData
                        required property int index

                        px: Theme.body
                        text: (index + 1) + " · " + modelData
                        width: told.width
                    }
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
            icon: root.view.defer ? "calendar-check" : ""
            kind: "outline"
            label: root.view.defer || root.view.missing

            onTapped: root.view.defer ? Glass.defer() : Glass.explain("missing")
        },
        Btn {
            Layout.fillWidth: true
            icon: root.lost ? "arrows-clockwise" : "camera"
            label: root.lost ? root.view.again : root.view.take

            onTapped: root.lost ? Glass.again() : Glass.take()
        }
    ]
}
