pragma ComponentBehavior: Bound

import QtQuick
import "../theme"

// Three layouts of one list: standard, elder (one question, three answers), low (acts in the lower half).
Item {
    id: root

    required property var view

    height: 1728
    width: 1080

    Loader {
        sourceComponent: Theme.tall ? low : Theme.elder ? elder : standard
    }

    Component {
        id: standard

        MaterialsStandard {
            view: root.view
        }
    }

    Component {
        id: elder

        MaterialsElder {
            view: root.view
        }
    }

    Component {
        id: low

        MaterialsLow {
            view: root.view
        }
    }
}
