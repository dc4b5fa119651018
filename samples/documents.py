"""Which files of this folder are sample documents."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent

# What lies beside the documents: their content and what must be found in them.
_OTHER_SUFFIXES = {".py", ".pyc", ".toml", ".json"}
_OTHER_NAMES = {"README.md"}


def documents() -> list[Path]:
    """Every sample document, those of other layouts too, in order of name."""
    return sorted(
        path
        for path in FOLDER.rglob("*")
        if path.is_file()
        and path.suffix not in _OTHER_SUFFIXES
        and path.name not in _OTHER_NAMES
        and not path.name.startswith((".", "~"))
    )
