pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    readonly property int rows: {
        let n = root.view.cancelled.length > 0 ? 1 : 0;
        for (const part of root.view.sections)
            n += part.papers.length;
        return n;
    }
    readonly property int heads: root.view.sections.length + (root.view.cancelled.length > 0 ? 1 : 0)
    readonly property real room: root.bodyHeight - root.heads * 63 - (notice.visible ? notice.height + 16 : 0)
    readonly property int row: Math.max(104, Math.min(132, (root.room - root.heads * 30) / Math.max(1, root.rows)))
    readonly property real air: Math.max(8, Math.min(30, (root.room - root.rows * root.row) / Math.max(1, root.heads) - 18))

    Column {
        spacing: 16
        width: Theme.wide

        NoticeStrip {
            id: notice

            notice: root.view.notice
        }

        Repeater {
            model: root.view.sections

            Column {
                id: part

                required property var modelData

                bottomPadding: root.air
                spacing: 16

                Section {
                    note: part.modelData.note
                    tint: Theme.tone(part.modelData.tint)
                    title: part.modelData.title
                }

                Card {
                    height: part.modelData.papers.length * root.row
                    width: Theme.wide

                    Column {
                        Repeater {
                            model: part.modelData.papers

                            MaterialRow {
                                required property var modelData
                                required property int index

                                height: root.row
                                last: index === part.modelData.papers.length - 1
                                paper: modelData
                            }
                        }
                    }
                }
            }
        }

        Section {
            note: root.view.cancelled_note
            tint: Theme.hc ? "#FFFFFF" : "#8A97AB"
            title: root.view.cancelled_title
            visible: root.view.cancelled.length > 0
        }

        Card {
            color: Theme.sunken
            height: Math.min(110, root.row)
            raised: false
            visible: root.view.cancelled.length > 0
            width: Theme.wide

            Row {
                anchors.verticalCenter: parent.verticalCenter
                spacing: 44
                x: 32

                Repeater {
                    model: root.view.cancelled

                    Row {
                        id: gone

                        required property string modelData

                        spacing: 14

                        Icon {
                            anchors.verticalCenter: parent.verticalCenter
                            name: "x-circle"
                            size: 44
                            tint: Theme.ink3
                        }

                        Label {
                            anchors.verticalCenter: parent.verticalCenter
                            color: Theme.ink2
                            font.strikeout: true
                            lh: 1.3
                            room: (920 - 44 * (root.view.cancelled.length - 1)) / root.view.cancelled.length - 58
                            size: 34
                            text: gone.modelData
                        }
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
            kind: "outline"
            label: root.view.missing

            onTapped: Glass.explain("missing")
        },
        Btn {
            grow: true
            icon: root.view.primary_icon
            label: root.view.primary

            onTapped: Glass.go()
        }
    ]
}
