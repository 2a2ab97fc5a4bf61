pragma ComponentBehavior: Bound

import QtQuick
import "../theme"

// What happened, what is not lost, what to do now, and a number for the staff.
Column {
    id: root

    required property string happened_label
    required property string happened
    required property string kept_label
    required property string kept
    required property string now_label
    required property var ways
    required property string number
    required property string icon

    spacing: 28
    width: Theme.wide

    WhatHappened {
        happened: root.happened
        happened_label: root.happened_label
        icon: root.icon
        kept: root.kept
        kept_label: root.kept_label
    }

    Card {
        height: list.height + 56
        radius: 36
        width: Theme.wide

        Column {
            id: list

            spacing: 20
            width: parent.width - 80
            x: 40
            y: 28

            T {
                b: true
                px: Theme.head
                text: root.now_label
            }

            Repeater {
                model: root.ways

                Item {
                    id: way

                    required property string modelData
                    required property int index

                    height: Math.max(84, words.height)
                    width: list.width

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
                        width: list.width - 96
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
        text: root.number
        visible: text !== ""
        width: parent.width
    }
}
