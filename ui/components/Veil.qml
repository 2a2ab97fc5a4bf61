import QtQuick
import "../theme"

// The dim between a screen and what lies over it.
Rectangle {
    color: Theme.hc ? "#E6000000" : "#C2050F24"
    height: Theme.barTop
    width: 1080
}
