import QtQuick
import Kiosk
import "../theme"

// Says on every screen that something here is not real.
Rectangle {
    border.color: "#000000"
    border.width: Theme.hc ? 3 : 0
    color: "#FFD54A"
    height: 42
    visible: Glass.chrome.ribbon !== ""
    width: 1080

    Label {
        anchors.centerIn: parent
        b: true
        color: "#3A2600"
        lh: 1.3
        room: 1040
        size: 28
        text: Glass.chrome.ribbon
    }
}
