import QtQuick
import Kiosk
import "../components"
import "../theme"

// Lies over a screen that keeps what was written on it.
Item {
    id: root

    required property var view

    height: 1728
    width: 1080

    Veil {}

    Card {
        height: 1040
        radius: 48
        width: 984
        x: 48
        y: 640

        Ring {
            anchors.horizontalCenter: parent.horizontalCenter
            size: 300
            value: root.view.share
            y: 60
        }

        T {
            b: true
            color: Theme.brandInk
            horizontalAlignment: Text.AlignHCenter
            lh: 1.1
            px: 132
            text: root.view.left
            width: 984
            y: 114
        }

        T {
            color: Theme.ink2
            horizontalAlignment: Text.AlignHCenter
            lh: 1.3
            px: 36
            text: root.view.unit
            width: 984
            y: 262
        }

        T {
            b: true
            horizontalAlignment: Text.AlignHCenter
            lh: 1.26
            px: Theme.elder ? 76 : 68
            text: root.view.title
            width: 904
            x: 40
            y: 392
        }

        T {
            color: Theme.ink2
            horizontalAlignment: Text.AlignHCenter
            lh: 1.44
            px: Theme.elder ? 42 : 36
            text: root.view.text
            width: 904
            x: 40
            y: 508
        }

        Btn {
            height: 152
            icon: "hand-tap"
            label: root.view.stay
            px: 54
            side: 64
            width: 872
            x: 56
            y: 696

            onTapped: Glass.stay()
        }

        Btn {
            height: 116
            icon: "sign-out"
            kind: "outline"
            label: root.view.leave
            px: 40
            side: 44
            width: 872
            x: 56
            y: 878

            onTapped: Glass.leave()
        }
    }
}
