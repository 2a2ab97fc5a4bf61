import QtQuick

// Holds one screen by name; its data changes in place, another name loads another file.
Item {
    id: root

    required property string name
    required property var data_
    property alias item: slot.item
    property string shown: ""

    signal turned

    function follow() {
        if (root.name === root.shown) {
            if (slot.item)
                slot.item.view = root.data_;
            return;
        }
        root.shown = root.name;
        if (root.name === "")
            slot.source = "";
        else
            slot.setSource("../screens/" + root.name + ".qml", {
                view: root.data_
            });
        root.turned();
    }

    Component.onCompleted: root.follow()
    onData_Changed: root.follow()

    Loader {
        id: slot
    }
}
