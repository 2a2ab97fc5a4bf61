"""The licence store (电子证照库) with what offices hold on the demonstration people."""

from __future__ import annotations

import tomllib
from pathlib import Path

__all__ = ["holdings_of"]

PEOPLE = {
    person["number"]: person["holdings"]
    for person in tomllib.loads(Path(__file__).with_name("licences.toml").read_text(encoding="utf-8"))["person"]
}


def holdings_of(number: str, license_types: list[str]) -> list[dict[str, str]]:
    """Return what is held on this person, of the asked types alone."""
    return [
        {key: str(value) for key, value in holding.items()}
        for holding in PEOPLE.get(number, [])
        if holding["license_type"] in license_types
    ]
