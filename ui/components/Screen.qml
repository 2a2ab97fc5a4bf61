import QtQuick

// Holds one screen: its data changes in place, another name loads another file.
Item {
    id: root

    required property var page
    property alias item: slot.item
    property string shown: ""

    signal turned

    function follow() {
        if (root.page.screen === root.shown) {
            if (slot.item)
                slot.item.view = root.page.view;
            return;
        }
        root.shown = root.page.screen;
        if (root.shown === "") {
            slot.source = "";
            return;
        }
        slot.setSource("../screens/" + root.shown + ".qml", {
            view: root.page.view
        });
        root.turned();
    }

    Component.onCompleted: root.follow()
    onPageChanged: root.follow()

    Loader {
        id: slot
    }
}
