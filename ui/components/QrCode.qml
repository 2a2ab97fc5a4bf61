import QtQuick

// At least nine pixels a module where the box allows; always black on white.
Image {
    required property string payload
    property int box: 376

    cache: false
    smooth: false
    source: payload ? "image://qr/" + box + "/" + encodeURIComponent(payload) : ""

    Accessible.ignored: true
}
