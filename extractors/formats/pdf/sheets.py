"""One page taken apart: tables with the text of their cells, and the lines outside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from extractors.document import Mark, Notice
from extractors.formats.pdf.content import Box, Characters, Font, PageContent
from extractors.formats.pdf.marks import SHORT_CELL, Looked, background, drawn_marks, holds
from extractors.lattice import Grid, GridCell, grids
from extractors.lines import Glyphs, PrintedLine, printed_lines


@dataclass(frozen=True, slots=True)
class Area:
    """A cell or stretch of prose: its lines and the marks that stand in it without text."""

    lines: tuple[PrintedLine, ...]
    fonts: Mapping[tuple[int, int], Font]  # (page, index) of the characters asked for
    drawn: tuple[Mark, ...] = ()
    shading: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page, taken apart."""

    number: int
    width: float
    height: float
    tables: tuple[tuple[Grid, tuple[tuple[GridCell, Area], ...]], ...]
    prose: tuple[PrintedLine, ...]
    fonts: Mapping[tuple[int, int], Font]
    marks: tuple[Mark, ...]  # drawn outside the tables
    in_cells: int  # characters
    notices: tuple[Notice, ...]


def open_sheet(page: PageContent, looked: Looked) -> Sheet:
    found = grids(page.horizontal, page.vertical)
    glyphs = _glyphs(page.characters)
    tables = []
    free = np.ones(len(glyphs.codes), bool)
    for grid in found:
        inside = _inside(glyphs, grid) & free
        if not inside.any():
            continue
        free &= ~inside
        own = glyphs.take(inside)
        areas = tuple(_areas(grid, own, page, looked))
        tables.append((grid, areas))
    prose = tuple(printed_lines(glyphs.take(free), page.number))
    fonts = _fonts(page, prose, every_line=True)
    boxes = [_outer(grid) for grid, _ in tables]
    marks = tuple(
        mark
        for mark in drawn_marks(page, Box(0, 0, page.width, page.height), looked)
        if mark.place and not any(holds(box, mark.place) for box in boxes)
    )
    return Sheet(
        page.number,
        page.width,
        page.height,
        tuple(tables),
        prose,
        fonts,
        marks,
        int((~free).sum()),
        page.notices,
    )


def _glyphs(characters: Characters) -> Glyphs:
    return Glyphs(
        characters.codes,
        characters.x0,
        characters.x1,
        characters.baseline,
        characters.top,
        characters.bottom,
        np.arange(len(characters.codes)),
    )


def _inside(glyphs: Glyphs, grid: Grid) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    middle = (glyphs.x0 + glyphs.x1) / 2
    height = glyphs.baseline - 1
    return np.asarray(
        (middle >= grid.xs[0] - 1)
        & (middle <= grid.xs[-1] + 1)
        & (height >= grid.ys[0] - 1)
        & (height <= grid.ys[-1] + 1)
    )


def _outer(grid: Grid) -> Box:
    return Box(grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1])


def _areas(
    grid: Grid, glyphs: Glyphs, page: PageContent, looked: Looked
) -> Iterator[tuple[GridCell, Area]]:
    """Each cell with what stands in it."""
    middle, height = (glyphs.x0 + glyphs.x1) / 2, glyphs.baseline - 1
    columns = np.clip(np.searchsorted(grid.xs, middle) - 1, 0, len(grid.xs) - 2)
    rows = np.clip(np.searchsorted(grid.ys, height) - 1, 0, len(grid.ys) - 2)
    drawn = list(drawn_marks(page, _outer(grid), looked))
    for cell in grid.cells:
        chosen = (
            (columns >= cell.column)
            & (columns < cell.column_end)
            & (rows >= cell.row)
            & (rows < cell.row_end)
        )
        box = Box(*grid.box(cell))
        lines = tuple(printed_lines(glyphs.take(chosen), page.number)) if chosen.any() else ()
        own = tuple(mark for mark in drawn if mark.place and holds(box, mark.place))
        fonts = _fonts(page, lines, every_line=False)
        yield cell, Area(lines, fonts, own, background(page, box))


def _fonts(
    page: PageContent, lines: Sequence[PrintedLine], *, every_line: bool
) -> dict[tuple[int, int], Font]:
    """The fonts of the few characters whose font matters: symbols, and the first of a line."""
    short = sum(len(line.text) for line in lines) <= SHORT_CELL
    found: dict[tuple[int, int], Font] = {}
    ends = {id(line) for line in (*lines[:1], *lines[-1:])}
    for line in lines:
        first = True
        asked = every_line or short or id(line) in ends
        for letter, index in zip(line.text, line.indices, strict=True):
            if index < 0:
                continue
            symbol = index in page.symbol_characters or _may_be_mark(letter)
            if symbol or (first and asked):
                found[page.number, index] = page.font(index)
            first = False
    return found


def _may_be_mark(letter: str) -> bool:
    return letter > "\u2000" and not letter.isalnum() and letter not in "–—‘’“”„…•"
