"""What a report of any shape is made of, whoever prints it: headings, lines and grids of cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

GREEN, YELLOW, RED, GREY = "00b050", "ffc000", "ff0000", "d9d9d9"


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph outside tables; level 0 is the title, 1 and 2 are headings, None is text."""

    text: str
    level: int | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A cell; `across` and `down` are how many grid columns and rows it spans."""

    text: str = ""
    across: int = 1
    down: int = 1
    fill: str | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; a row leaves out what a spanning cell covers."""

    rows: tuple[tuple[Field, ...], ...]
    widths: tuple[float, ...]  # cm
    ruled: bool = True

    def placed(self) -> Iterator[tuple[int, int, Field]]:
        """Every cell with its grid row and column, from 0."""
        taken: set[tuple[int, int]] = set()
        for index, row in enumerate(self.rows):
            column = 0
            for cell in row:
                while (index, column) in taken:
                    column += 1
                yield index, column, cell
                taken |= {
                    (index + down, column + across)
                    for down in range(cell.down)
                    for across in range(cell.across)
                }
                column += cell.across


@dataclass(frozen=True, slots=True)
class Row:
    """A follow-up that must be read."""

    text: str
    label: str
    kind: Literal["milestone", "economy"] = "milestone"
    deadline: str | None = None
    status: str | None = None
    comment: str | None = None
    amounts: tuple[tuple[str, str], ...] = ()  # heading of the column, kroner


@dataclass(frozen=True, slots=True)
class Measure:
    """An item that must be read."""

    heading: str
    rows: tuple[Row, ...]
    number: str | None = None
    chapter: str | None = None
    centers: tuple[str, ...] = ()
    committees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Expected:
    """One report of a file."""

    title: str
    municipality: str
    budget_year: int
    layout: str
    items: tuple[Measure, ...]
    round: int | None = None
    findings: tuple[str, ...] = ()  # codes, of the document itself


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file: what is printed, and what must be read."""

    blocks: tuple[Said | Grid, ...]
    expected: tuple[Expected, ...]
    landscape: bool = False
    properties: dict[str, str] = field(default_factory=dict)
