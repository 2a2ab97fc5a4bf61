pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    readonly property bool lost: root.view.trouble.title !== ""
    readonly property real aside: 260
    readonly property bool erred: root.view.mistake.note !== ""
    readonly property real gateHeight: root.erred ? 118 : 142
    readonly property real sampleHeight: Math.max(300, Math.round(root.bodyHeight - root.view.gates.length * (root.gateHeight + 16)))
    readonly property real cardHeight: root.sampleHeight - 20
    readonly property real split: root.erred ? Math.round(root.cardHeight * 0.44) : root.cardHeight

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
                height: root.cardHeight
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
                    height: root.split - (root.erred ? 88 : 138)
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
                    visible: !root.erred
                    x: 20
                    y: root.split - 52
                }

                Hairline {
                    visible: root.erred
                    width: 220
                    x: 20
                    y: root.split
                }

                Row {
                    spacing: 8
                    visible: root.erred
                    x: 20
                    y: root.split + 16

                    Icon {
                        face: "bold"
                        name: "x-circle"
                        size: 36
                        tint: Theme.warn
                    }

                    T {
                        b: true
                        lh: 1.2
                        px: 28
                        text: root.view.mistake.label
                        width: 176
                    }
                }

                SamplePaper {
                    height: root.cardHeight - root.split - 132
                    kind: root.view.sample
                    mark: root.view.mistake_mark
                    title: root.view.sample_title
                    visible: root.erred && root.view.mistake.kind !== ""
                    width: 220
                    wrong: root.view.mistake.kind
                    x: 20
                    y: root.split + 68
                }

                T {
                    color: Theme.ink2
                    lh: 1.25
                    px: 28
                    text: root.view.mistake.note
                    visible: root.erred
                    width: 220
                    x: 20
                    y: root.view.mistake.kind === "" ? root.split + 64 : root.cardHeight - 52
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
                        height: root.gateHeight
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
