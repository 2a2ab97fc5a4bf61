"""Turn a TOML table into a frozen dataclass, noting every departure from its type hints.

A field that cannot be read is noted once and replaced by an empty stand-in, so that the rules
that follow can still look at everything else in the same file.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
from typing import TYPE_CHECKING, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from config.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from config.problems import Findings

__all__ = ["build"]

Shape = TypeVar("Shape")
NAMES: dict[object, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    dt.date: "a date",
}


def build(shape: type[Shape], table: Mapping[str, object], file: str, findings: Findings, at: str = "") -> Shape:
    """Return `shape` filled from `table`; `at` is the dotted path of the table inside `file`."""
    return _Reader(file, findings).record(shape, table, at)


class _Reader:
    """Reads one file's tables."""

    def __init__(self, file: str, findings: Findings) -> None:
        self._file = file
        self._findings = findings

    def record(self, shape: type[Shape], table: Mapping[str, object], at: str) -> Shape:
        """Fill one dataclass."""
        fields = {field.name: field for field in dataclasses.fields(shape)}  # type: ignore[arg-type] # a dataclass type
        hints = get_type_hints(shape)
        for key in table.keys() - fields.keys():
            self._note(_join(at, key), f"unknown key{did_you_mean(key, fields)}")
        values: dict[str, object] = {}
        for name, field in fields.items():
            if name in table:
                values[name] = self._value(hints[name], table[name], _join(at, name))
            elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
                self._note(_join(at, name), "missing")
                values[name] = _blank(hints[name])
        return shape(**values)

    def _note(self, key: str, message: str) -> None:
        self._findings.add(self._file, key, message)

    def _value(self, hint: object, raw: object, key: str) -> object:
        origin, arguments = get_origin(hint), get_args(hint)
        if origin in (Union, types.UnionType):
            return self._value(next(kind for kind in arguments if kind is not type(None)), raw, key)
        if origin is Literal:
            return self._choice(arguments, raw, key)
        if origin is tuple:
            return self._sequence(arguments, raw, key)
        if origin is dict:
            return self._words(raw, key)
        if dataclasses.is_dataclass(hint):
            return self._table(cast("type[object]", hint), raw, key)
        return self._plain(hint, raw, key)

    def _plain(self, hint: object, raw: object, key: str) -> object:
        kind = type(raw)
        if kind is hint:
            return raw
        if hint is float and kind is int:
            return float(cast("int", raw))
        self._note(key, f"expected {NAMES[hint]}")
        return _blank(hint)

    def _choice(self, choices: tuple[object, ...], raw: object, key: str) -> object:
        if raw in choices and type(raw) is type(choices[0]):
            return raw
        near = did_you_mean(raw, [str(choice) for choice in choices]) if isinstance(raw, str) else ""
        self._note(key, f"expected one of {', '.join(str(choice) for choice in choices)}{near}")
        return choices[0]

    def _sequence(self, kinds: tuple[object, ...], raw: object, key: str) -> tuple[object, ...]:
        if not isinstance(raw, list):
            self._note(key, "expected a list")
            return ()
        if kinds[-1] is Ellipsis:
            kinds = (kinds[0],) * len(raw)
        elif len(raw) != len(kinds):
            self._note(key, f"expected exactly {len(kinds)} entries")
            return tuple(_blank(kind) for kind in kinds)
        paired = enumerate(zip(kinds, raw, strict=True), start=1)
        return tuple(self._value(kind, entry, f"{key}[{place}]") for place, (kind, entry) in paired)

    def _words(self, raw: object, key: str) -> dict[str, str]:
        if not isinstance(raw, dict):
            self._note(key, "expected a table")
            return {}
        return {name: cast("str", self._value(str, entry, _join(key, name))) for name, entry in raw.items()}

    def _table(self, shape: type[object], raw: object, key: str) -> object:
        if isinstance(raw, dict):
            return self.record(shape, raw, key)
        self._note(key, "expected a table")
        return _blank(shape)


def _blank(hint: object) -> object:
    """Return the empty stand-in for a field that could not be read."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return None
    if origin is Literal:
        return arguments[0]
    if origin is tuple:
        return () if arguments[-1] is Ellipsis else tuple(_blank(kind) for kind in arguments)
    if hint is dt.date:
        return dt.date.min
    if dataclasses.is_dataclass(hint):
        shape = cast("type[object]", hint)
        hints = get_type_hints(shape)
        return shape(**{field.name: _blank(hints[field.name]) for field in dataclasses.fields(hint)})
    return cast("type[object]", origin or hint)()


def _join(at: str, key: str) -> str:
    return f"{at}.{key}" if at else key
