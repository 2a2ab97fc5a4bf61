import QtQuick
import "../theme"

// The blue band behind the header.
Item {
    Rectangle {
        anchors.fill: parent
        color: "#000000"
        visible: Theme.hc
    }

    Image {
        height: Theme.tall ? 900 : 360
        source: Theme.tall ? "image://art/bandlow" : "image://art/band"
        visible: !Theme.hc && !Theme.night
        width: 1080
    }
}
