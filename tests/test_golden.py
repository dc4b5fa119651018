"""Everything that is read from the samples, to the last column, is what was reviewed.

After a change that is meant: `pytest tests/test_golden.py --update-golden`, and look at the
difference before it is committed.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from pipeline import dataset
from samples.documents import FOLDER, documents

Values: TypeAlias = dict[str, Any]

GOLDEN = Path(__file__).parent / "golden"
TABLES = ("documents", "legend", "items", "follow_ups", "amounts", "findings")
BOX = ("page", "x0", "top", "x1", "bottom")
# They change with the bytes or the version, and say nothing about what was read.
LEFT_OUT = {"document_id", "size_bytes", "software_version", "source", "sources"}
FILES = [path.relative_to(FOLDER).as_posix() for path in documents()]


@pytest.fixture(scope="session")
def tables(samples_output: Path) -> dict[str, list[Values]]:
    return {name: dataset.load(samples_output, name).to_pylist() for name in TABLES}


@pytest.mark.parametrize("file", FILES)
def test_golden_records(tables: dict[str, list[Values]], file: str, update_golden: bool) -> None:
    """Every row of every table stands in the golden file of its sample."""
    key = sha256((FOLDER / file).read_bytes()).hexdigest()
    path = GOLDEN / f"{file}.json"

    found = written(tables, key)

    if update_golden:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert found.splitlines() == path.read_text(encoding="utf-8").splitlines()


def test_no_golden_file_without_a_sample() -> None:
    """A sample that is gone takes its golden file with it."""
    kept = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.json")}

    assert kept == {f"{file}.json" for file in FILES}


def written(tables: dict[str, list[Values]], key: str) -> str:
    """The rows of one file, a line each; what is null or empty is left out."""
    parts = []
    for table in TABLES:
        rows = [row for row in tables[table] if row["document_id"].startswith(key)]
        lines = ",\n  ".join(
            json.dumps(compact(row), ensure_ascii=False, default=as_text) for row in rows
        )
        parts.append(f' "{table}": [\n  {lines}\n ]' if rows else f' "{table}": []')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def compact(row: Values) -> Values:
    """A row with its boxes as lists, coordinates to the tenth of a point."""
    shown = {name: value for name, value in row.items() if name not in LEFT_OUT}
    if shown.get("item_id"):
        shown["item_id"] = shown["item_id"].rsplit("-", 1)[1]
    for prefix in ("", "smiley_"):
        box = [shown.pop(prefix + name, None) for name in BOX]
        if box[0] is not None:
            shown[f"{prefix}place"] = rounded(box)
    regions = [
        rounded([region[name] for name in BOX]) for region in shown.pop("regions", None) or ()
    ]
    if len(regions) > 1:
        shown["regions"] = regions
    return {name: value for name, value in shown.items() if value is not None and value != []}


def rounded(box: list[Any]) -> list[float]:
    return [box[0], *(round(value, 1) for value in box[1:])]


def as_text(value: object) -> str:
    assert isinstance(value, Decimal | date)
    return str(value)
