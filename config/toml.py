"""Open a TOML file; a file that cannot be read is a finding, not a crash."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from config.problems import Findings

__all__ = ["read_table"]


def read_table(path: Path, findings: Findings) -> dict[str, object]:
    """Return the file's table, or an empty one after noting why it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        findings.add(path.name, "", f"cannot be read: {error.strerror}")
    except UnicodeDecodeError:
        findings.add(path.name, "", "is not UTF-8")
    except tomllib.TOMLDecodeError as error:
        findings.add(path.name, "", f"is not TOML: {error}")
    return {}
