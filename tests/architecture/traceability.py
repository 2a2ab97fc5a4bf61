"""docs/traceability.md out of docs/traceability.toml: `python tests/architecture/traceability.py` writes it."""

from __future__ import annotations

import tomllib
from pathlib import Path

__all__ = ["ROOT", "features", "page"]

ROOT = Path(__file__).parents[2]
SOURCE, PAGE = ROOT / "docs" / "traceability.toml", ROOT / "docs" / "traceability.md"


def features() -> dict[str, dict[str, object]]:
    """Return the features by number."""
    return tomllib.loads(SOURCE.read_text(encoding="utf-8"))


def page() -> str:
    """Return the page: what is built with its proof, then what is not with its reason."""
    known = features()
    built = {key: one for key, one in known.items() if one.get("tests")}
    lines = [
        "# From policy sentence to test",
        "",
        "Made from `traceability.toml` by `tests/architecture/traceability.py`; the suite holds every line of it.",
        f"{len(built)} of {len(known)} features have their test; the others say why not, below.",
        "",
        "| feature | policy sentence | kept in | proved by |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {key} {one['name']} | {_quoted(one)} | {_marked(one['kept'])} | {_marked(one['tests'])} |"
        for key, one in built.items()
    ]
    lines += ["", "## Not yet", "", "| feature | policy sentence | why |", "|---|---|---|"]
    lines += [
        f"| {key} {one['name']} | {_quoted(one)} | {one['reason']} |" for key, one in known.items() if key not in built
    ]
    return "\n".join([*lines, ""])


def _quoted(one: dict[str, object]) -> str:
    return f"{one['source']} «{one['sentence']}»" if one["sentence"] else ""


def _marked(paths: object) -> str:
    names = paths if isinstance(paths, list) else []
    return "<br>".join(f"`{str(name).removeprefix('tests/')}`" for name in names)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
