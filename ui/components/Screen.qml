import QtQuick

// Holds one screen: its data changes in place, another name makes another one. (Not a Loader: Qt 6.11's keeps every
// set of initial properties it was ever given.)
Item {
    id: root

    required property var page
    property var item: null
    property string shown: ""
    property var kinds: ({})

    signal turned

    function follow() {
        if (root.page.screen === root.shown) {
            if (root.item)
                root.item.view = root.page.view;
            return;
        }
        root.shown = root.page.screen;
        const before = root.item;
        root.item = root.shown === "" ? null : root.make(root.shown);
        if (before) {
            before.visible = false;
            before.destroy();
        }
        if (root.item)
            root.turned();
    }

    // Compiled on first use, kept for the next visitor
    function make(name: string): var {
        root.kinds[name] = root.kinds[name] ?? Qt.createComponent("../screens/" + name + ".qml");
        return root.kinds[name].createObject(root, {
            view: root.page.view
        });
    }

    Component.onCompleted: root.follow()
    onPageChanged: root.follow()
}
