"""What qmllint must know of Glass: its class, described as Qt's own tools would describe it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMetaMethod, QObject

from ui.bridge import Glass

FILE = Path(__file__).parents[2] / "ui" / "Kiosk" / "kiosk.qmltypes"


def described():
    meta = Glass.staticMetaObject
    lines = [
        "import QtQuick.tooling 1.2",
        "",
        "// Made from ui.bridge.Glass by tests/glass/qmltypes.py; KIOSK_GOLDEN=write makes it anew",
        "Module {",
        "    Component {",
        '        file: "bridge.py"',
        '        name: "Glass"',
        '        accessSemantics: "reference"',
        '        prototype: "QObject"',
        '        exports: ["Kiosk/Glass 1.0"]',
        "        isCreatable: false",
        "        isSingleton: true",
        "        exportMetaObjectRevisions: [256]",
    ]
    for n in range(meta.propertyOffset(), meta.propertyCount()):
        prop = meta.property(n)
        notify = bytes(prop.notifySignal().name()).decode()
        lines.append(
            f'        Property {{ name: "{prop.name()}"; type: "{prop.typeName()}"; '
            f'isReadonly: true; notify: "{notify}"; index: {n - meta.propertyOffset()} }}'
        )
    for n in range(QObject.staticMetaObject.methodCount(), meta.methodCount()):
        lines += _method(meta.method(n))
    return "\n".join([*lines, "    }", "}", ""])


def _method(method):
    called = bytes(method.name()).decode()
    if called.startswith("_"):
        return []
    kind = "Signal" if method.methodType() == QMetaMethod.MethodType.Signal else "Method"
    names = [bytes(part).decode() for part in method.parameterNames()]
    types = [bytes(part).decode() for part in method.parameterTypes()]
    pairs = zip(names, types, strict=True)
    parameters = [
        f'            Parameter {{ name: "{name or f"p{n}"}"; type: "{type_}" }}'
        for n, (name, type_) in enumerate(pairs)
    ]
    return [f"        {kind} {{", f'            name: "{called}"', *parameters, "        }"]
