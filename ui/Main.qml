import QtQuick
import Kiosk
import "components"
import "theme"

// The glass: one canvas of 1080 x 1920, scaled as a whole to whatever window it is given.
Window {
    id: window

    required property bool fullscreen
    required property bool motion
    readonly property real ratio: Math.min(window.width / 1080, window.height / 1920)

    color: "#000000"
    flags: window.fullscreen ? Qt.Window | Qt.FramelessWindowHint : Qt.Window
    height: 1920
    visibility: window.fullscreen ? Window.FullScreen : Window.Windowed
    width: 1080

    Item {
        id: canvas

        clip: true
        height: 1920
        scale: window.ratio
        transformOrigin: Item.TopLeft
        width: 1080
        x: (window.width - 1080 * window.ratio) / 2
        y: (window.height - 1920 * window.ratio) / 2

        Rectangle {
            anchors.fill: parent
            color: Theme.night ? (Theme.hc ? "#000000" : "#040A18") : Theme.bg
        }

        Item {
            id: under

            anchors.fill: parent
            enabled: above.item === null && !slide.running

            Band {
                width: 1080
            }

            Rectangle {
                border.color: Theme.line
                border.width: Theme.hc ? 4 : 0
                color: Theme.bg
                height: 1940 - y
                radius: Theme.radiusSheet
                visible: !Theme.night
                width: Theme.hc ? 1096 : 1080
                x: Theme.hc ? -8 : 0
                y: Theme.sheetTop
            }

            Header {
                visible: !Theme.night
            }

            StepBar {
                visible: Theme.stepped && !Theme.night
                x: 48
                y: 146
            }

            Screen {
                id: base

                page: Glass.page

                onTurned: if (window.motion)
                    slide.restart()
            }
        }

        Screen {
            id: above

            page: Glass.over
        }

        BottomBar {}

        Ribbon {}
    }

    ParallelAnimation {
        id: slide

        NumberAnimation {
            duration: 220
            easing.type: Easing.OutCubic
            from: 48
            property: "x"
            target: base
            to: 0
        }

        NumberAnimation {
            duration: 220
            from: 0
            property: "opacity"
            target: base
            to: 1
        }
    }
}
