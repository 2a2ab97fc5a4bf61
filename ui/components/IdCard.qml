import QtQuick

// The card of the pictures: 460 x 290.
Image {
    height: width * 290 / 460
    mipmap: true
    smooth: true
    source: "image://art/idcard"
    width: 460

    Accessible.ignored: true
}
