"""Finds a person in living memory and on the disk: every writing of a canary, in all that processes can write to.

A canary has a label, and only labels are ever told: a find names what it is, the process, the mapping, and the kind of
neighbourhood it lies in, so that its holder can be found without the test itself naming anybody.
"""

import contextlib
import dataclasses
import os
import stat
from pathlib import Path

import numpy as np

CHUNK = 1 << 20
RUN = 64  # bytes of a picture that are looked for
MANY = 20  # different bytes that make a run telling: paper is white in every visit
ENCODINGS = ("utf-8", "utf-16-le", "utf-32-le", "gb18030")  # CPython has three, Qt one, cards and printers the last


@dataclasses.dataclass(frozen=True)
class Find:
    """One place in memory."""

    label: str
    process: str
    mapping: str
    near: str

    def __str__(self):
        return f"{self.label} in {self.process}, {self.mapping}, beside {self.near}"


def written(**texts):
    """Every way in which these texts can lie in memory: {bytes: label}."""
    return {text.encode(form): f"{label} as {form}" for label, text in texts.items() for form in ENCODINGS}


def runs(label, data, wanted=4):
    """Some telling stretches of a picture or a file, from all over it: {bytes: label}."""
    step = max(RUN, len(data) // 400)
    pieces = (data[at : at + RUN] for at in range(step, len(data) - RUN, step))
    telling = [piece for piece in pieces if len(set(piece)) >= MANY]
    assert len(telling) >= wanted, f"{label} has too little to look for"
    return dict.fromkeys(telling[:: len(telling) // wanted], label)


def tree(pid):
    """This process and all that it has started, by process id."""
    parents = {}
    for one in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(one.parent.name)] = int(one.read_bytes().rpartition(b")")[2].split()[1])
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def in_memory(pid, needles):
    """Find the needles ({bytes: label}) in the memory of this process and of all that it has started."""
    finds = []
    for one in tree(pid):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # it ended meanwhile
            finds += in_process(one, needles)
    return finds


def in_process(pid, needles):
    """Find the needles in everything that this process can write to, its stacks included."""
    process = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    name = " ".join(word for word in process[1:] if word.isalpha())
    sought, finds = Sought(needles), []
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text("utf-8").splitlines():
            span, rights, *_, mapping = line.split(maxsplit=5) if line.count(" ") > 5 else (*line.split(), "anonymous")
            if not rights.startswith("rw"):
                continue
            start, end = (int(place, 16) for place in span.split("-"))
            for place in range(start, end, CHUNK):
                memory.seek(place)
                try:
                    piece = memory.read(min(CHUNK + sought.longest, end - place))
                except OSError:  # a device's window, or gone since
                    continue
                finds += [
                    Find(needles[needle], name, Path(mapping.strip()).name, neighbourhood(piece, at, len(needle)))
                    for at, needle in sought.places(piece)
                    if at < CHUNK  # the overlap with the next piece is that one's
                ]
    return finds


class Sought:
    """Needles of four bytes and more, all looked for at once: by two pairs of bytes, then each by itself."""

    def __init__(self, needles):
        self.longest = max(map(len, needles))
        self._starts = {}
        self._pairs = np.zeros((2, 1 << 16), bool)
        for needle in needles:
            self._starts.setdefault(needle[:4], []).append(needle)
            self._pairs[(0, 1), (_pair(needle), _pair(needle[2:]))] = True

    def places(self, piece):
        """Yield where each needle begins: (offset, needle)."""
        if len(piece) < 4 or not piece.strip(b"\0"):
            return
        body = np.frombuffer(piece, np.uint8)
        pairs = body[:-1].astype(np.uint16) << 8 | body[1:]
        likely = self._pairs[0][pairs[:-2]] & self._pairs[1][pairs[2:]]
        for at in np.flatnonzero(likely).tolist():
            for needle in self._starts.get(piece[at : at + 4], ()):
                if piece.startswith(needle, at):
                    yield at, needle


def _pair(piece):
    return piece[0] << 8 | piece[1]


def neighbourhood(piece, at, length):
    """What kind of memory this looks like; says nothing of what stands there."""
    around = piece[max(0, at - 64) : at] + piece[at + length : at + length + 64]
    if not any(around):
        return "nothing"
    kinds = {"zeros": around.count(0), "letters": sum(32 <= byte < 127 for byte in around)}
    kinds["mixed bytes"] = len(around) - sum(kinds.values())
    return max(kinds, key=kinds.__getitem__)


def in_files(folder, needles):
    """Find the needles in every file of a folder, and in the names of files: [(name of the file, label)]."""
    sought, finds = Sought(needles), []
    for path in sorted(folder.rglob("*")):
        texts = [os.fsencode(path.name)]
        with contextlib.suppress(OSError):
            texts += [path.read_bytes()] if stat.S_ISREG(path.lstat().st_mode) else []
        found = {needle for text in texts for _, needle in sought.places(text)}
        finds += [(path.name, label) for needle, label in needles.items() if needle in found]
    return finds
