"""What a document adds to the datasets: a table in Arrow for each dataset and budget year.

Apart from the datasets on the disk, so that a worker that makes parts does without the libraries
that read and write Parquet: they would be a quarter of its memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import pyarrow as pa

from pipeline import schema
from pipeline.records import DocumentRows

# One part of one table: (table, budget year).
Part: TypeAlias = tuple[str, int | None]
Parts: TypeAlias = Mapping[Part, pa.Table]


def parts_of(rows: DocumentRows) -> Parts:
    """The rows of one input file as Arrow, by table and budget year."""
    return dict(each_part(rows))


def each_part(rows: DocumentRows) -> Iterator[tuple[Part, pa.Table]]:
    """The same one by one, each made when it is asked for, by name and then by year."""
    for name in sorted(table.name for table in schema.tables()):
        own = getattr(rows, name, ())
        for year in sorted({row.budget_year for row in own}, key=lambda year: year or 0):
            of_year = [row for row in own if row.budget_year == year]
            yield (name, year), schema.arrow_table(name, of_year)
