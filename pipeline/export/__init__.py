"""Files that people take away from an output: a workbook, databases, CSV, JSON.

Each form is made from the tables alone, written beside what stands and swapped in; the forms and
what each does to a value are told in docs/exports.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.export.csv_files import write_csv
from pipeline.export.databases import write_duckdb, write_sqlite
from pipeline.export.json_file import write_json
from pipeline.export.output import opened, same
from pipeline.export.workbook import write_xlsx

_WRITERS = {
    "csv": write_csv,
    "sqlite": write_sqlite,
    "duckdb": write_duckdb,
    "json": write_json,
}
FORMS = ("xlsx", *_WRITERS)


@dataclass(frozen=True, slots=True)
class ForPeople:
    """How a workbook speaks, and where its links lead."""

    language: str = "da"
    report: str = "report.html"


def export(output: Path, targets: Mapping[str, Path], people: ForPeople | None = None) -> None:
    """Write the tables of a finished output in each form that is asked for, by its name in FORMS.

    Raises ExportError with what to do, OSError where a target cannot be written.
    """
    found = opened(output)
    told = people or ForPeople()
    for form, target in targets.items():
        if form == "xlsx":
            write_xlsx(found, target, told.language, told.report)
        else:
            _WRITERS[form](found, target)
    same(found)
