"""Which suites there are. A profile names those that it allows, in the order it prefers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from offline_cache.errors import SuiteUnavailable
from offline_cache.suites.guomi import SM2
from offline_cache.suites.hpke import HYBRID, X25519

if TYPE_CHECKING:
    from collections.abc import Mapping

    from offline_cache.suites.port import SealSuite

__all__ = ["DEFAULT", "SUITES", "suite", "wanted"]

DEFAULT = X25519.name
SUITES: Mapping[str, SealSuite] = {one.name: one for one in (X25519, HYBRID, SM2)}


def suite(name: str) -> SealSuite:
    """Return the suite of this name. Raises SuiteUnavailable: this program knows none."""
    try:
        return SUITES[name]
    except KeyError:
        raise SuiteUnavailable("no such suite") from None


def wanted(option: str) -> tuple[str, ...]:
    """Read a profile's `suite`: names between blanks, the best first; "" is the default. Return those that are ready.

    Raises SuiteUnavailable: one is unknown, or none is installed.
    """
    found, missing = [], None
    for name in option.split() or (DEFAULT,):
        one = suite(name)
        try:
            one.ready()
        except SuiteUnavailable as error:
            missing = error
        else:
            found.append(name)
    if missing and not found:
        raise missing
    return tuple(found)
