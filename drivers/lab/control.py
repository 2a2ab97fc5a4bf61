"""The way to the running lab: one UNIX socket, one JSON line there, one JSON line back."""

from __future__ import annotations

import json
import os
import socket
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LabAbsent", "LabRefused", "ask", "run_dir", "socket_path"]


class LabAbsent(Exception):
    """No lab is running for this user."""


class LabRefused(ValueError):
    """The lab does not know these words; the message is its usage."""


def run_dir() -> Path:
    """Return the folder of this user's lab, made for this user alone. Raises LabAbsent when it is somebody else's."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    folder = Path(runtime) / "kiosk-lab" if runtime else Path(tempfile.gettempdir()) / f"kiosk-lab-{os.getuid()}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise LabAbsent(f"{folder} belongs to somebody else")
    return folder


def socket_path(folder: Path | None = None) -> Path:
    """Return where the lab of this run folder listens."""
    return (folder or run_dir()) / "lab.sock"


def ask(words: Sequence[str], folder: Path | None = None, deadline_s: float = 30.0) -> dict[str, object]:
    """Say `words` to the lab and return its answer.

    Raises LabAbsent when nobody listens or answers, LabRefused with the usage when the words are not understood.
    """
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(deadline_s)
        try:
            line.connect(str(socket_path(folder)))
            line.sendall(json.dumps({"words": list(words)}).encode() + b"\n")
            with line.makefile("rb") as answers:
                answer = answers.readline()
        except OSError as gone:
            raise LabAbsent("no lab is running: start one with `./kiosk.sh demo`") from gone
    if not answer:
        raise LabAbsent("the lab went away without an answer")
    said = cast("dict[str, object]", json.loads(answer))
    if "refused" in said:
        raise LabRefused(str(said["refused"]))
    return cast("dict[str, object]", said["answer"])
