"""What a process that meets people keeps to itself, even when it breaks.

No core file and none for a handler either, which a limit does not stop (core(5)); memory that other programs of the
same user cannot read (PR_SET_DUMPABLE of prctl(2)); and last words that name kinds and places: the message of an error
that nobody foresaw may hold a person.
"""

from __future__ import annotations

import ctypes
import resource
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["keep_to_oneself"]

_PR_SET_DUMPABLE = 4  # sys/prctl.h; a new program has to say it again


def keep_to_oneself() -> None:
    """Be discreet from now on; every process says it for itself."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0)
    sys.excepthook = _last_words
    threading.excepthook = lambda what: _last_words(what.exc_type, what.exc_value, what.exc_traceback)
    sys.unraisablehook = lambda what: _last_words(what.exc_type, what.exc_value, what.exc_traceback)


def _last_words(kind: type[BaseException], _why: BaseException | None, place: TracebackType | None) -> None:
    """Write the traceback without its message, and without what raised it: `from` may hold another message."""
    lines = [f"defect {kind.__name__}"]
    while place is not None:
        lines.append(f"  at {place.tb_frame.f_code.co_filename}:{place.tb_lineno}")
        place = place.tb_next
    if sys.stderr is not None:
        sys.stderr.write("\n".join(lines) + "\n")
