"""docs/journeys.md out of docs/journeys.toml: `python tests/architecture/journey_index.py` writes it."""

from __future__ import annotations

import tomllib
from pathlib import Path

__all__ = ["ROOT", "journeys", "page"]

ROOT = Path(__file__).parents[2]
SOURCE, PAGE = ROOT / "docs" / "journeys.toml", ROOT / "docs" / "journeys.md"


def journeys() -> dict[str, dict[str, object]]:
    """Return the journeys by number; a branch has a list of tests, or the reason why it has none."""
    return tomllib.loads(SOURCE.read_text(encoding="utf-8"))


def page() -> str:
    """Return the page: each journey with its branches, then the gaps."""
    known = journeys()
    branches = [(key, branch, proof) for key, one in known.items() for branch, proof in one["branches"].items()]
    walked = [one for one in branches if not isinstance(one[2], str)]
    lines = [
        "# From journey to test",
        "",
        "Made from `journeys.toml` by `tests/architecture/journey_index.py`; the suite holds every line of it. The",
        "journeys run on a whole terminal without glass (`tests/journeys/station.py`): real attendant, encrypted",
        "store, print room and printer, card reading, and the sandbox platform over HTTP.",
        f"{len(walked)} of {len(branches)} branches are walked; the others say why not.",
    ]
    for key, one in known.items():
        lines += ["", f"## {key} {one['name']}", "", "| step or branch | walked by |", "|---|---|"]
        lines += [f"| {branch} | {_told(proof)} |" for branch, proof in one["branches"].items()]
    return "\n".join([*lines, ""])


def _told(proof: object) -> str:
    return f"— {proof}" if isinstance(proof, str) else "<br>".join(f"`{name}`" for name in proof)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
