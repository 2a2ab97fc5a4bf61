import QtQuick
import "../theme"

// The place where the card lies.
Rectangle {
    id: root

    required property string spot

    border.color: Theme.edge
    border.width: 4
    color: Theme.hc ? "#000000" : "#DCE7F8"
    height: 170
    radius: 60
    width: 560

    Row {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 26
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: 12

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            face: "bold"
            name: "contactless-payment"
            size: 44
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            b: true
            color: Theme.brandInk
            lh: 1.3
            room: 440
            size: 34
            text: root.spot
        }
    }
}
