pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    titlePx: Theme.elder ? 80 : 68

    Column {
        spacing: 28
        width: parent.width

        WhatHappened {
            happened: root.view.happened
            happened_label: root.view.happened_label
            icon: root.view.icon
            kept: root.view.kept
            kept_label: root.view.kept_label
        }

        Card {
            height: ways.height + 56
            radius: 36
            width: Theme.wide

            Column {
                id: ways

                spacing: 20
                width: parent.width - 80
                x: 40
                y: 28

                T {
                    b: true
                    px: Theme.head
                    text: root.view.now_label
                }

                Repeater {
                    model: root.view.ways

                    Item {
                        id: way

                        required property string modelData
                        required property int index

                        height: Math.max(72, words.height)
                        width: ways.width

                        Rectangle {
                            border.color: Theme.line
                            border.width: Theme.hc ? 3 : 0
                            color: Theme.brandSoft
                            height: 64
                            radius: 32
                            width: 64

                            T {
                                anchors.centerIn: parent
                                b: true
                                color: Theme.brandInk
                                lh: 1.3
                                px: 36
                                text: way.index + 1
                            }
                        }

                        T {
                            id: words

                            b: true
                            lh: 1.36
                            px: Theme.elder ? 46 : 38
                            text: way.modelData
                            width: ways.width - 96
                            x: 92
                            y: 8
                        }
                    }
                }
            }
        }

        T {
            color: Theme.ink3
            horizontalAlignment: Text.AlignHCenter
            px: Theme.caption
            text: root.view.number
            visible: text !== ""
            width: parent.width
        }
    }

    dock: [
        Btn {
            Layout.fillWidth: root.view.again === ""
            icon: "headset"
            kind: "outline"
            label: root.view.help
            visible: root.view.leave === ""

            onTapped: Glass.help()
        },
        Btn {
            icon: "sign-out"
            kind: "outline"
            label: root.view.leave
            visible: label !== ""

            onTapped: Glass.leave()
        },
        Btn {
            icon: "house"
            kind: "outline"
            label: root.view.home
            visible: label !== ""

            onTapped: Glass.back()
        },
        Btn {
            Layout.fillWidth: true
            icon: "info"
            kind: "outline"
            label: root.view.explain
            visible: label !== ""

            onTapped: Glass.explain(root.view.kind === "left" ? "card" : "elsewhere")
        },
        Btn {
            Layout.fillWidth: true
            icon: "arrows-clockwise"
            label: root.view.again
            visible: label !== ""

            onTapped: Glass.again()
        }
    ]
}
