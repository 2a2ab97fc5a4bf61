"""Read a dialect's table, and refuse one with mistakes, naming all of them: file, key, what is wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from drivers.printers.dialect import AUTO, Dialect, Meaning, Query, Trait
from drivers.types import Condition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from drivers.printers.dialect import Pattern

__all__ = ["DialectMistakes", "read_dialect"]

_PREFIX = "printer-"
_CONDITIONS = {
    condition.value.removeprefix(_PREFIX): condition for condition in Condition if _PREFIX in condition.value
}
_BITS = re.compile("[01.]{8}")
_HEX = re.compile("[0-9A-Fa-f]{2}( [0-9A-Fa-f]{2})*")
_DOTS = range(64, 1025, 8)


class DialectMistakes(ValueError):
    """A dialect's file cannot be used; `mistakes` holds one line each."""

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(mistakes))


def read_dialect(name: str, table: Mapping[str, Any]) -> Dialect:
    """Return the family that the table of `NAME.toml` describes. Raises DialectMistakes."""
    return _Reader(name).dialect(table)


class _Reader:
    """Reads one file and collects what is wrong with it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._mistakes: list[str] = []

    def dialect(self, table: Mapping[str, Any]) -> Dialect:
        simple: dict[str, Callable[[object], bool]] = {
            "title": _is_text,
            "source": _is_text,
            "rank": lambda value: type(value) is int,
            "proof": lambda value: value in {"process-id", "sensor", AUTO},
            "purge": lambda value: value in {"answered", "none", AUTO},
            "recover": lambda value: type(value) is bool,
            "real_time": lambda value: type(value) is bool,
            "dots": lambda value: type(value) is int and value in _DOTS,
        }
        commands = ("cut", "present", "retract", "eject")
        self._only("", table, {*simple, *commands, "models", "queries", "signature"}, {"title", "source", "queries"})
        values: dict[str, Any] = {}
        for key in table.keys() & simple.keys():
            if simple[key](table[key]):
                values[key] = table[key]
            else:
                self._note(key, f"means nothing: {table[key]!r}")
        values |= {key: self._command(key, table[key]) for key in commands if key in table}
        queries = tuple(self._query(at, entry) for at, entry in self._tables("queries", table))
        signature = tuple(self._trait(at, entry) for at, entry in self._tables("signature", table))
        if not queries:
            self._note("queries", "a printer without questions is never ready")
        models = table.get("models", [])
        if not isinstance(models, list) or not all(_is_text(model) for model in models):
            self._note("models", "expected a list of words")
            models = []
        if self._mistakes:
            raise DialectMistakes(tuple(self._mistakes))
        return Dialect(name=self._name, queries=queries, signature=signature, models=tuple(models), **values)

    def _query(self, at: str, entry: Mapping[str, Any]) -> Query:
        self._only(at, entry, {"ask", "reply", "bits"}, {"ask", "reply", "bits"})
        reply = self._pattern(f"{at}.reply", entry.get("reply"))
        if not reply:
            self._note(f"{at}.reply", "a question has an answer")
        meanings = tuple(self._meaning(key, bits, reply) for key, bits in self._tables("bits", entry, at))
        return Query(self._command(f"{at}.ask", entry.get("ask")), reply, meanings)

    def _trait(self, at: str, entry: Mapping[str, Any]) -> Trait:
        self._only(at, entry, {"ask", "reply"}, {"ask", "reply"})
        ask = self._command(f"{at}.ask", entry.get("ask"))
        if ask[:2] != b"\x10\x04":
            self._note(f"{at}.ask", "a signature is made of DLE EOT, which prints nothing anywhere")
        return Trait(ask, self._pattern(f"{at}.reply", entry.get("reply")))

    def _meaning(self, at: str, entry: Mapping[str, Any], reply: Pattern) -> Meaning:
        self._only(at, entry, {"byte", "mask", "says", "note", "whole"}, {"mask"})
        mask, byte, says = entry.get("mask"), entry.get("byte", 0), entry.get("says", "")
        if type(mask) is not int or not 0 < mask < 0x100:
            self._note(f"{at}.mask", "expected bits of one byte")
            mask = 0
        if type(byte) is not int or not 0 <= byte < len(reply):
            self._note(f"{at}.byte", "the answer has no such byte")
        elif reply[byte][0] & mask:
            self._note(f"{at}.mask", "a bit with a fixed value says nothing")
        if says not in {"", *_CONDITIONS}:
            self._note(f"{at}.says", f"no condition {says!r}; there are {', '.join(_CONDITIONS)}")
        if not says and not entry.get("note"):
            self._note(at, "a bit without `says` needs a `note`")
        whole = entry.get("whole", False)
        if type(whole) is not bool:
            self._note(f"{at}.whole", "expected true or false")
        return Meaning(
            mask, _CONDITIONS.get(says), byte if type(byte) is int else 0, str(entry.get("note", "")), whole is True
        )

    def _pattern(self, at: str, value: object) -> Pattern:
        if not isinstance(value, list) or not all(isinstance(bits, str) and _BITS.fullmatch(bits) for bits in value):
            self._note(at, 'expected a pattern such as "0..1..10" for each byte')
            return ()
        return tuple(
            (int("".join("01"[bit != "."] for bit in bits), 2), int(bits.replace(".", "0"), 2)) for bits in value
        )

    def _command(self, at: str, value: object) -> bytes:
        if not isinstance(value, str) or not _HEX.fullmatch(value):
            self._note(at, 'expected bytes such as "10 04 01"')
            return b""
        return bytes.fromhex(value)

    def _tables(self, key: str, table: Mapping[str, Any], at: str = "") -> list[tuple[str, Mapping[str, Any]]]:
        name = f"{at}.{key}" if at else key
        entries = table.get(key, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self._note(name, "expected a list of tables")
            return []
        return [(f"{name}[{number}]", entry) for number, entry in enumerate(entries, 1)]

    def _only(self, at: str, table: Mapping[str, Any], known: Iterable[str], needed: set[str]) -> None:
        prefix = f"{at}." if at else ""
        for key in sorted(table.keys() - set(known)):
            self._note(prefix + key, "unknown key")
        for key in sorted(needed - table.keys()):
            self._note(prefix + key, "missing")

    def _note(self, key: str, message: str) -> None:
        self._mistakes.append(f"{self._name}.toml: {key}: {message}")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
