pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    property int wanted: 0
    readonly property bool beside: !Theme.elder && !Theme.low
    property var fresh: ({})
    property string opened: ""
    readonly property int at: Math.min(root.wanted, root.view.pages.length - 1)
    readonly property var rows: root.view.pages[root.at].rows
    readonly property bool last: root.at + 1 === root.view.pages.length
    readonly property bool whole: root.rows.every(row => root.said(row) !== "")
    readonly property real first: Theme.low ? 968 - root.bodyTop - 132 : 0

    lead: root.view.pages[root.at].place || root.view.lead

    function said(row: var): string {
        return root.fresh[row.id] ?? row.said;
    }

    function say(id: string, value: string) {
        root.fresh = Object.assign({}, root.fresh, {
            [id]: value
        });
        Glass.touched();
    }

    function reply() {
        const said = {};
        for (const page of root.view.pages)
            for (const row of page.rows)
                said[row.id] = root.said(row);
        Glass.reply(said);
    }

    Column {
        spacing: 20
        width: Theme.wide
        y: root.first

        NoticeStrip {
            notice: root.view.notice
        }

        Repeater {
            model: root.rows

            Card {
                id: card

                required property var modelData

                height: why.y + why.height + 8
                radius: Theme.elder ? Theme.radiusBig : Theme.radius
                width: Theme.wide

                T {
                    id: question

                    b: true
                    lh: 1.3
                    px: Theme.elder ? 66 : Theme.low ? 44 : 42
                    text: card.modelData.text
                    width: parent.width - (root.beside && card.modelData.why !== "" ? 400 : 72)
                    x: 36
                    y: Theme.elder ? 36 : 30
                }

                Grid {
                    id: three

                    columnSpacing: 16
                    columns: Theme.elder ? 1 : 3
                    rowSpacing: 20
                    x: 36
                    y: Theme.low ? 132 : Math.max(root.beside ? 116 : 0, question.y + question.height + (Theme.elder ? 36 : 20))

                    Repeater {
                        model: root.view.choices

                        Answer {
                            required property var modelData

                            height: Theme.elder ? 168 : 112
                            label: modelData.label
                            on: root.said(card.modelData) === modelData.value
                            width: Theme.elder ? 912 : (912 - 32) / 3

                            onTapped: root.say(card.modelData.id, modelData.value)
                        }
                    }
                }

                Item {
                    id: why

                    height: root.beside ? reason.visible ? reason.height + 24 : 16 : Math.max(104, reason.height + 24)
                    width: parent.width
                    y: three.y + three.height + 8

                    Link {
                        anchors.right: parent.right
                        anchors.rightMargin: 20
                        label: card.modelData.why !== "" && root.opened !== card.modelData.id ? root.view.why : ""
                        visible: label !== ""
                        y: root.beside ? 12 - why.y : 8

                        onTapped: root.opened = card.modelData.id
                    }

                    T {
                        id: reason

                        anchors.verticalCenter: parent.verticalCenter
                        color: Theme.ink2
                        lh: 1.3
                        px: Theme.elder ? 40 : 32
                        text: root.opened === card.modelData.id ? card.modelData.why : ""
                        visible: text !== ""
                        width: parent.width - 72
                        x: 36
                    }
                }
            }
        }
    }

    dock: [
        Btn {
            icon: "arrow-left"
            kind: "outline"
            label: root.at > 0 ? root.view.earlier : root.view.back

            onTapped: root.at > 0 ? root.wanted = root.at - 1 : Glass.back()
        },
        Btn {
            icon: "headset"
            kind: "outline"
            label: root.view.help

            onTapped: Glass.help()
        },
        Btn {
            grow: true
            kind: root.whole ? "primary" : "off"
            label: !root.whole ? root.view.first : root.last ? root.view.done : root.view.later
            trail: root.whole ? "arrow-right" : ""

            onTapped: root.last ? root.reply() : root.wanted = root.at + 1
        }
    ]
}
