"""The platform holds what it hears to the same file that everybody else gets: openapi.yaml."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml

__all__ = ["conforms"]

CHECKER = jsonschema.FormatChecker(["date", "uuid"])
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)


@CHECKER.checks("date-time", raises=ValueError)
def _is_moment(value: object) -> bool:
    if not isinstance(value, str):
        return True  # other types are not its business
    return RFC_3339.fullmatch(value.upper()) is not None and bool(dt.datetime.fromisoformat(value.upper()))


@cache
def _components() -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C ten times as fast
    with (Path(__file__).parents[1] / "openapi.yaml").open(encoding="utf-8") as file:
        found: dict[str, Any] = yaml.load(file, loader)["components"]  # noqa: S506 - both loaders are safe
    return found


@cache
def _validator(schema: str) -> jsonschema.Draft202012Validator:
    whole = {"$ref": f"#/components/schemas/{schema}", "components": _components()}
    return jsonschema.Draft202012Validator(whole, format_checker=CHECKER)


def conforms(value: object, schema: str) -> bool:
    """Whether a JSON value is what the contract's component of this name describes."""
    return bool(_validator(schema).is_valid(value))
