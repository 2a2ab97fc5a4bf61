import QtQuick
import QtQuick.Layouts
import "../theme"

// Back, other way, primary: the primary is widest and on the right. Items choose their width; `Layout.fillWidth` takes the rest.
RowLayout {
    height: Theme.dockHeight
    spacing: 24
    width: Theme.wide
    x: Theme.margin
}
