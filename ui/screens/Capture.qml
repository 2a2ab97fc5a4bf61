pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    readonly property bool lost: root.view.trouble.title !== ""
    readonly property real aside: 260
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
                width: root.aside
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
                        width: root.aside
                    }
                }
            }
        }
    }

    Component {
        id: blind

        FaultBody {
            happened: root.view.trouble.happened
            happened_label: root.view.happened_label
            icon: "camera-slash"
            kept: root.view.trouble.kept
            kept_label: root.view.kept_label
            now_label: root.view.now_label
            number: root.view.number
            ways: root.view.trouble.ways
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
            grow: true
            icon: root.lost ? "arrows-clockwise" : "camera"
            label: root.lost ? root.view.again : root.view.take

            onTapped: root.lost ? Glass.again() : Glass.take()
        }
    ]
}
