import QtQuick
import "../theme"

// The receipt's square and its eight characters, to be scanned, read out or copied.
Card {
    id: root

    required property var code

    height: 420
    radius: 40
    width: Theme.wide

    Rectangle {
        color: "#FFFFFF"
        height: 376
        radius: 24
        width: 376
        x: 28
        y: (root.height - height) / 2

        QrCode {
            anchors.centerIn: parent
            box: 350
            payload: root.code.qr
        }
    }

    Column {
        anchors.verticalCenter: parent.verticalCenter
        width: 508
        x: 444

        T {
            color: Theme.ink2
            px: 34
            text: root.code.query_label
        }

        Label {
            b: true
            font.letterSpacing: 2
            lh: 1.3
            room: 508
            size: 80
            text: root.code.query
        }

        Item {
            height: 12
            width: 1
        }

        Hairline {
            width: 508
        }

        Item {
            height: 14
            width: 1
        }

        T {
            color: Theme.ink2
            px: 30
            text: root.code.number_label
        }

        // A platform's full number has 43 characters: then two lines of smaller ones
        T {
            b: true
            lh: 1.34
            px: root.code.number.length > 24 ? 28 : 36
            text: root.code.number
            width: 508
        }

        T {
            color: Theme.ink2
            lh: 1.34
            px: 30
            text: root.code.hint
            width: 508
        }
    }
}
