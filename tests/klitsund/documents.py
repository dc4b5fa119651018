"""Where the sample documents are."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parents[2] / "samples"


def documents() -> list[Path]:
    """Every sample document, those of other layouts too, in order of name."""
    return sorted(
        path
        for path in FOLDER.rglob("*")
        if path.is_file() and not path.name.startswith((".", "~"))
    )
