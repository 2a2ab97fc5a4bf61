pragma ComponentBehavior: Bound

import QtQuick
import "../theme"

// Three layouts of one home: standard, elder (four things), low (everything to touch in the lower half).
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

        HomeStandard {
            view: root.view
        }
    }

    Component {
        id: elder

        HomeElder {
            view: root.view
        }
    }

    Component {
        id: low

        HomeLow {
            view: root.view
        }
    }
}
