pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../components"
import "../theme"

// An explanation over a screen; the screen beneath keeps everything.
Item {
    id: root

    required property var view
    readonly property real height_: head.height + 24 + body.height + 24 + (near.visible ? 136 : 0) + 144 + 96

    function act() {
        if (root.view.other_act === "list")
            Glass.list_missing();
        else if (root.view.other_act === "escalate") {
            Glass.explain("");
            Glass.escalate();
        }
        else
            Glass.defer();
    }

    height: 1728
    width: 1080

    Veil {}

    Card {
        id: card

        height: root.height_
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

            T {
                b: true
                lh: 1.26
                px: Theme.elder ? 72 : 56
                text: root.view.title
                width: parent.width
            }

            T {
                color: Theme.ink2
                px: Theme.lead
                text: root.view.lead
                width: parent.width
            }
        }

        Column {
            id: body

            width: 1016
            y: head.y + head.height + 24

            Item {
                height: 440
                visible: root.view.qr !== ""
                width: parent.width

                Rectangle {
                    color: "#FFFFFF"
                    height: 420
                    radius: 24
                    width: 420
                    x: 48

                    QrCode {
                        anchors.centerIn: parent
                        box: 376
                        payload: root.view.qr
                    }
                }

                Column {
                    anchors.verticalCenter: parent.verticalCenter
                    x: 510

                    T {
                        color: Theme.ink2
                        px: 34
                        text: root.view.code_label
                    }

                    Label {
                        b: true
                        font.letterSpacing: 2
                        lh: 1.3
                        room: 460
                        size: 80
                        text: root.view.code
                    }
                }
            }

            Repeater {
                model: root.view.rows

                LineRow {
                    required property var modelData
                    required property int index

                    badge: 80
                    height: Math.max(Theme.elder ? 176 : 148, natural)
                    inset: 48
                    last: index === root.view.rows.length - 1
                    line: modelData
                    width: 1016
                }
            }
        }

        Btn {
            id: near

            height: 112
            icon: "map-pin"
            kind: "outline"
            label: root.view.near
            px: Theme.buttonSide
            visible: label !== ""
            width: 920
            x: 48
            y: card.height - 144 - 40 - 136

            onTapped: {
                Glass.explain("");
                Glass.browse(root.view.near_places);
            }
        }

        Row {
            spacing: 24
            x: 48
            y: card.height - 144 - 40

            Btn {
                height: 144
                icon: root.view.other_icon
                kind: "outline"
                label: root.view.other
                visible: label !== ""
                width: 448

                onTapped: root.act()
            }

            Btn {
                height: 144
                label: root.view.close
                px: Theme.elder ? 60 : 48
                width: root.view.other !== "" ? 448 : 920

                onTapped: Glass.explain("")
            }
        }
    }
}
