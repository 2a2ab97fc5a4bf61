"""What every screen's data has in common, and its way across to QML."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = ["Line", "Notice", "View", "plain"]


@dataclass(frozen=True, slots=True)
class View:
    """The data of one screen; `screen` is its file in ui/screens/, without .qml."""

    screen: ClassVar[str] = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A strip of one or two lines; `kind` is info, ok or warn, `text` "" means none."""

    text: str = ""
    kind: str = "info"


@dataclass(frozen=True, slots=True)
class Line:
    """An icon, a bold line and a line under it; `tint` is a tone of Theme.qml."""

    icon: str
    head: str
    text: str = ""
    tint: str = "brand"


def plain(record: DataclassInstance) -> dict[str, Any]:
    """Return a record as dicts, lists and plain values, the only shapes that QML takes over."""
    return {field.name: _plain(getattr(record, field.name)) for field in dataclasses.fields(record)}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return plain(value)
    return value
