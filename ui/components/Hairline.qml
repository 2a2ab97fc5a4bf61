import QtQuick
import "../theme"

Rectangle {
    color: Theme.hair
    height: Theme.hc ? 3 : 2
}
