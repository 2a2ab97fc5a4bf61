"""One IPP request or answer as plain data (RFC 8010 §3.1)."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Attributes", "Group", "Message", "Scalar", "Value"]

Scalar = int | bool | str | bytes | tuple[int, ...] | None
Value = tuple[int, Scalar]
"""A syntax tag and what it holds: None where the tag says that there is no value (unknown, unsupported)."""

Attributes = dict[str, tuple[Value, ...]]
_VERSION = (1, 1)


@dataclass(frozen=True, slots=True, repr=False)
class Group:
    """Attributes under one delimiter: of the operation, of a job, of the printer."""

    tag: int
    attributes: Attributes

    def first(self, attribute: str) -> Scalar:
        """Return the first value of that attribute, None where it is missing or has no value."""
        values = self.attributes.get(attribute, ())
        return values[0][1] if values else None

    def words(self, attribute: str) -> tuple[str, ...]:
        """Return all values of that attribute that are text."""
        return tuple(value for _, value in self.attributes.get(attribute, ()) if isinstance(value, str))

    def count(self, attribute: str) -> int | None:
        """Return the first value if it is a whole number, else None."""
        value = self.first(attribute)
        return value if isinstance(value, int) and not isinstance(value, bool) else None


@dataclass(frozen=True, slots=True, repr=False)
class Message:
    """`code` is the operation of a request, the status of an answer; `number` ties the two together."""

    code: int
    number: int
    groups: tuple[Group, ...]
    document: bytes = b""
    version: tuple[int, int] = _VERSION

    def of(self, tag: int) -> tuple[Group, ...]:
        """Return the groups under that delimiter, in order."""
        return tuple(group for group in self.groups if group.tag == tag)
