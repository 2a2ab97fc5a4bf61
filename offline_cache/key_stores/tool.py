"""Asking a tool of the system that guards keys: secrets go through pipes, never through files or arguments."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from offline_cache.errors import KeysBroken
from offline_cache.key_stores.errors import KeyStoreMissing

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["ToolRefused", "ask"]

DEADLINE_S = 30.0
"""A discrete TPM takes a second for one key; its lock may be held by somebody else for some."""


class ToolRefused(KeysBroken):
    """The tool ended badly; `said` is its own words, which hold no secret."""

    def __init__(self, tool: str, status: int, said: str) -> None:
        super().__init__(f"{tool} ended with {status}")
        self.said = said


def ask(tool: str, *words: str, body: bytes = b"", folder: Path | None = None) -> bytes:
    """Run a tool in this folder with `body` on its input; return its output.

    Raises KeyStoreMissing without the tool; ToolRefused, and KeysBroken when it does not come back in 30 seconds.
    """
    found = shutil.which(tool, path=f"{os.environ.get('PATH', '')}:/usr/bin:/usr/sbin")
    if found is None:
        raise KeyStoreMissing(f"{tool} is not installed")
    try:
        done = subprocess.run(  # noqa: S603 - a fixed tool, no shell
            [found, *words],
            input=body,
            capture_output=True,
            timeout=DEADLINE_S,
            check=False,
            cwd=folder,
            env={**os.environ, "LC_ALL": "C"},
        )
    except subprocess.TimeoutExpired:
        raise KeysBroken(f"{tool} did not come back") from None
    if done.returncode:
        raise ToolRefused(tool, done.returncode, done.stderr.decode(errors="replace"))
    return done.stdout
