import QtQuick
import "../theme"

// 出了什么事 → 什么没有丢: the first two thirds of every fault.
Card {
    id: root

    required property string happened_label
    required property string happened
    property string happened_note: ""
    required property string kept_label
    required property string kept
    property string kept_note: ""
    required property string icon

    component Block: Item {
        id: block

        property string title
        property string head
        property string note
        property string icon
        property string tone

        height: Math.max(148, words.height + 44)
        width: Theme.wide

        Badge {
            anchors.verticalCenter: parent.verticalCenter
            icon: block.icon
            tone: block.tone
            width: 88
            x: 32
        }

        Column {
            id: words

            anchors.verticalCenter: parent.verticalCenter
            width: 800
            x: 148

            T {
                b: true
                color: Theme.tone(block.tone)
                lh: 1.36
                px: Theme.elder ? 36 : 30
                text: block.title
            }

            T {
                b: true
                lh: 1.34
                px: Theme.elder ? 44 : 38
                text: block.head
                width: parent.width
            }

            T {
                color: Theme.ink2
                lh: 1.36
                px: Theme.elder ? 36 : 30
                text: block.note
                visible: text !== ""
                width: parent.width
            }
        }
    }

    height: one.height + two.height + 16
    radius: 36
    width: Theme.wide

    Block {
        id: one

        head: root.happened
        icon: root.icon
        note: root.happened_note
        title: root.happened_label
        tone: "warn"
        y: 8
    }

    Hairline {
        width: 800
        x: 148
        y: one.y + one.height
    }

    Block {
        id: two

        head: root.kept
        icon: "shield-check"
        note: root.kept_note
        title: root.kept_label
        tone: "ok"
        y: one.y + one.height
    }
}
