import QtQuick
import "../theme"

// Text whose em box sits in the middle of its line: this font's em box begins 0.295 em below the top.
Text {
    id: root

    property int px: Theme.body
    property real lh: 1.4
    property bool b: false

    color: Theme.ink
    font.bold: root.b
    font.family: Theme.font
    font.pixelSize: root.px
    height: Math.max(1, root.lineCount) * root.lineHeight
    lineHeight: Math.round(root.px * root.lh)
    lineHeightMode: Text.FixedHeight
    textFormat: Text.PlainText
    wrapMode: Text.Wrap

    Accessible.name: root.text
    Accessible.role: Accessible.StaticText

    transform: Translate {
        y: -Math.round((0.295 - (root.lh - 1) / 2) * root.px)
    }
}
