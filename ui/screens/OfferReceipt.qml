pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../components"
import "../theme"

Page {
    id: root

    titlePx: Theme.elder ? 76 : 64

    Column {
        spacing: 24
        width: Theme.wide

        Card {
            height: facts.height + 56
            radius: 36
            width: Theme.wide

            Column {
                id: facts

                spacing: 14
                width: 904
                x: 40
                y: 28

                Chip {
                    icon: root.view.accepted ? "check" : "tray-arrow-down"
                    px: Theme.elder ? 38 : 32
                    text: root.view.status
                    tone: root.view.accepted ? "ok" : "warn"
                }

                T {
                    b: true
                    lh: 1.3
                    px: Theme.elder ? 52 : 44
                    text: root.view.item
                    width: 904
                }

                Repeater {
                    model: root.view.rows

                    Row {
                        id: fact

                        required property var modelData

                        spacing: 16

                        Icon {
                            anchors.verticalCenter: parent.verticalCenter
                            name: fact.modelData.icon
                            size: 44
                        }

                        Label {
                            anchors.verticalCenter: parent.verticalCenter
                            color: Theme.ink2
                            lh: 1.4
                            size: Theme.elder ? 40 : 33
                            text: fact.modelData.head
                        }

                        Label {
                            anchors.verticalCenter: parent.verticalCenter
                            b: true
                            lh: 1.4
                            room: 560
                            size: Theme.elder ? 40 : 33
                            text: fact.modelData.text
                        }
                    }
                }
            }
        }

        CodeBlock {
            code: root.view.code
            visible: root.bodyHeight > 760
        }

        Row {
            spacing: 24

            Btn {
                height: 120
                icon: "plus-circle"
                kind: "outline"
                label: root.view.other
                width: 480

                onTapped: Glass.browse("")
            }

            Btn {
                height: 120
                icon: "headset"
                kind: "outline"
                label: root.view.help
                width: 480

                onTapped: Glass.help()
            }
        }
    }

    dock: [
        Btn {
            Layout.fillWidth: root.view.print === ""
            icon: "clock"
            kind: "outline"
            label: root.view.later

            onTapped: Glass.finish()
        },
        Btn {
            Layout.fillWidth: true
            icon: "printer"
            label: root.view.print
            visible: label !== ""

            onTapped: Glass.printReceipt()
        }
    ]
}
