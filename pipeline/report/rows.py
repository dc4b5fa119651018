"""The tables of an output as the page needs them: all documents, and the rows of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from pipeline import dataset, schema

# A row as Arrow gives it: columns by name.
Row: TypeAlias = Mapping[str, Any]

UNKNOWN, NONE = "unknown", "none"
SEVERITIES = ("error", "warning", "info")
# Columns of an item that are read from a printed one.
NAMED = (
    ("funding", "funding_raw"),
    ("committees", "committee_raw"),
    ("responsible_centers", "responsible_center_raw"),
    ("contributors", "contributors_raw"),
)


class NoOutput(Exception):  # noqa: N818 - named for what is missing
    """A folder that holds no finished output of a run: wrong usage."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Every table of one output."""

    arrow: Mapping[str, pa.Table]

    def all(self, table: str) -> list[Row]:
        rows: list[Row] = self.arrow[table].to_pylist()
        return rows

    def of(self, table: str, document_id: str) -> list[Row]:
        """The rows of one document, in their order."""
        arrow = self.arrow[table]
        rows: list[Row] = arrow.filter(pc.equal(arrow["document_id"], document_id)).to_pylist()
        return rows


def open_tables(output: Path) -> Tables:
    """Every table below `output`; raises NoOutput."""
    if not (output / dataset.MANIFEST).is_file():
        raise NoOutput(
            f"{str(output)!r} holds no output; write one with: milepael run REPORT.pdf -o {output}"
        )
    return Tables({table.name: dataset.load(output, table.name) for table in schema.tables()})


def short_id(document_id: str) -> str:
    """What links and file names say: the first twelve, and which report of its file it is.

    >>> short_id("a" * 64), short_id("a" * 64 + "-2")
    ('aaaaaaaaaaaa', 'aaaaaaaaaaaa-2')
    """
    digest, dash, number = document_id.partition("-")
    return digest[:12] + dash + number


def status_of(follow_up: Row) -> str:
    """The status; `unknown` where something is printed that could not be told, else `none`."""
    if follow_up["status"] is not None:
        return str(follow_up["status"])
    seen = follow_up["smiley_raw"] is not None or len(follow_up["status_candidates"]) > 1
    return UNKNOWN if seen else NONE
