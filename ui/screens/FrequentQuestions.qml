pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

// What many people ask, over a screen; a tap opens one answer, large. The screen beneath keeps everything.
Item {
    id: root

    required property var view
    property string wanted: ""
    readonly property var open: root.view.questions.find(one => one.id === root.wanted)
    readonly property int row: Theme.elder ? 160 : Theme.low ? 92 : 128
    readonly property real body: root.open ? answer.height : rows.height

    height: 1728
    width: 1080

    Veil {}

    Card {
        id: card

        height: head.height + root.body + 48 + 40 + 32 + 144 + 40
        radius: 48
        width: 1016
        x: 32
        y: 1690 - height

        Column {
            id: head

            spacing: 6
            width: 920
            x: 48
            y: 48

            Label {
                b: true
                lh: 1.26
                room: 920
                size: Theme.elder ? 72 : 56
                text: root.view.title
            }

            Label {
                color: Theme.ink2
                room: 920
                size: Theme.lead
                text: root.view.lead
            }
        }

        Column {
            id: rows

            spacing: Theme.low ? 12 : 20
            visible: !root.open
            width: 920
            x: 48
            y: head.y + head.height + 40

            Repeater {
                model: root.view.questions

                Touch {
                    id: question

                    required property var modelData

                    height: root.row
                    label: modelData.ask
                    ring: Theme.radius
                    width: 920

                    onTapped: {
                        root.wanted = modelData.id;
                        Glass.read_answer(modelData.id);
                    }

                    Rectangle {
                        anchors.fill: parent
                        border.color: Theme.edge
                        border.width: Theme.hc ? 4 : 0
                        color: Theme.brandSoft
                        radius: Theme.radius
                    }

                    Label {
                        Accessible.ignored: true
                        anchors.verticalCenter: parent.verticalCenter
                        b: true
                        color: Theme.brandInk
                        lh: 1.3
                        room: 780
                        size: Theme.elder ? 50 : 40
                        text: question.modelData.ask
                        x: 36
                    }

                    Icon {
                        anchors.right: parent.right
                        anchors.rightMargin: 30
                        anchors.verticalCenter: parent.verticalCenter
                        face: "bold"
                        name: "caret-right"
                        size: 44
                    }
                }
            }
        }

        Column {
            id: answer

            spacing: 24
            visible: !!root.open
            width: 920
            x: 48
            y: rows.y

            T {
                b: true
                color: Theme.brandInk
                lh: 1.32
                px: Theme.elder ? 56 : 46
                text: root.open?.ask ?? ""
                width: parent.width
            }

            Hairline {
                width: 920
            }

            T {
                lh: 1.44
                px: Theme.elder ? 56 : 44
                text: root.open?.answer ?? ""
                width: parent.width
            }

            Item {
                height: 24
                width: 1
            }
        }

        Row {
            spacing: 24
            x: 48
            y: card.height - 144 - 40

            Btn {
                height: 144
                icon: root.open ? "arrow-left" : "chat-circle-text"
                kind: "outline"
                label: root.open ? root.view.others : root.view.consult
                visible: label !== ""
                width: 448

                onTapped: {
                    if (root.open)
                        root.wanted = "";
                    else {
                        Glass.explain("");
                        Glass.consult();
                    }
                }
            }

            Btn {
                height: 144
                label: root.view.close
                px: Theme.elder ? 60 : 48
                width: root.open || root.view.consult !== "" ? 448 : 920

                onTapped: Glass.explain("")
            }
        }
    }
}
