"""What to do next, by what stands in the folder: said where no command is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

_OUTPUT: Final = "output"
_REPORTS: Final = (".pdf", ".docx")
_MOST_LOOKED_AT: Final = 10_000  # entries of a folder that may be as large as it likes


def next_steps(folder: Path) -> Iterator[str]:
    """An output that stands here is looked at; else the first report here is read."""
    if (folder / _OUTPUT / "manifest.json").is_file():
        yield f"Next: {_OUTPUT}/ stands here. Look at it, or take it away as a workbook:"
        yield f"  milepael report {_OUTPUT} -o report.html"
        yield f"  milepael export {_OUTPUT} --xlsx {_OUTPUT}.xlsx"
        return
    report = _first_report(folder)
    yield "Next: read a report." if report is None else "Next: read the reports that stand here."
    yield f"  milepael run {'REPORT.pdf' if report is None else '.'} -o {_OUTPUT}"


def _first_report(folder: Path) -> Path | None:
    for number, path in enumerate(folder.iterdir()):
        if number >= _MOST_LOOKED_AT:
            return None
        if path.suffix.lower() in _REPORTS:
            return path
    return None
