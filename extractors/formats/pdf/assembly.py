"""Pages to blocks: cells from rules, paragraphs from lines, tables joined over page breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from extractors.characters import marks_in
from extractors.document import (
    OBJECT,
    Block,
    Cell,
    Document,
    Line,
    Mark,
    Notice,
    Page,
    Paragraph,
    Place,
    Table,
)
from extractors.formats.pdf.content import Box, Characters, Font, PageContent
from extractors.formats.pdf.furniture import Furniture
from extractors.formats.pdf.geometry import is_symbol_font
from extractors.lattice import Grid, GridCell, grids
from extractors.lines import (
    Glyphs,
    Hyphens,
    PrintedLine,
    TextBlock,
    joined,
    printed_lines,
    text_blocks,
    usual_pitch,
)
from extractors.looks import Looks, look
from extractors.tables import Fragment, join_fragments

MEDIA_TYPE = "application/pdf"
SHORT_CELL = 40  # characters; the colour of a longer text is no status
COVERS = 0.6  # of a cell: a fill that large is its background
_BLACK = {None, "#000000", "#ffffff"}


@dataclass(frozen=True, slots=True)
class _Area:
    """A cell or stretch of prose: its lines and the marks that stand in it without text."""

    lines: tuple[PrintedLine, ...]
    fonts: Mapping[tuple[int, int], Font]  # (page, index) of the characters asked for
    drawn: tuple[Mark, ...] = ()
    shading: str | None = None


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One page, taken apart."""

    number: int
    width: float
    height: float
    tables: tuple[tuple[Grid, tuple[tuple[GridCell, _Area], ...]], ...]
    prose: tuple[PrintedLine, ...]
    fonts: Mapping[tuple[int, int], Font]
    marks: tuple[Mark, ...]  # drawn outside the tables
    in_cells: int  # characters
    notices: tuple[Notice, ...]


@dataclass(slots=True)
class _Looked:
    """Pictures looked at once, by what the file holds."""

    seen: dict[str, Looks] = field(default_factory=dict)


def assembled(
    pages: Iterable[PageContent], engine: str, properties: tuple[tuple[str, str], ...]
) -> Document:
    """The document on these pages; each page is let go before the next is asked for."""
    looked = _Looked()
    sheets = [_sheet(page, looked) for page in pages]
    furniture = Furniture([(s.number, s.height, s.prose) for s in sheets])
    reader = _Reader(sheets, furniture)
    blocks = tuple(reader.blocks())
    return Document(
        media_type=MEDIA_TYPE,
        engine=engine,
        blocks=blocks,
        pages=tuple(_page(sheet, furniture) for sheet in sheets),
        furniture=tuple(
            Paragraph(line.text, f"page[{line.page}]/furniture", lines=(_line(line, 0, line.text),))
            for line in furniture.once
        ),
        properties=properties,
        notices=tuple(notice for sheet in sheets for notice in sheet.notices),
    )


def _page(sheet: _Sheet, furniture: Furniture) -> Page:
    def printed(lines: Iterable[PrintedLine]) -> int:
        return sum(1 for line in lines for index in line.indices if index >= 0)

    around = [line for line in sheet.prose if furniture.has(line)]
    rest = [line for line in sheet.prose if not furniture.has(line)]
    ledger = (
        ("cell", sheet.in_cells),
        ("paragraph", printed(rest)),
        ("header-or-footer", printed(around)),
    )
    return Page(sheet.number, sheet.width, sheet.height, ledger)


def _sheet(page: PageContent, looked: _Looked) -> _Sheet:
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
    prose = tuple(_prose_lines(glyphs.take(free), page))
    fonts = _fonts(page, prose, every_line=True)
    boxes = [_outer(grid) for grid, _ in tables]
    marks = tuple(
        mark
        for mark in _drawn_marks(page, Box(0, 0, page.width, page.height), looked)
        if mark.place and not any(_holds(box, mark.place) for box in boxes)
    )
    return _Sheet(
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


def _prose_lines(glyphs: Glyphs, page: PageContent) -> Iterator[PrintedLine]:
    yield from printed_lines(glyphs, page.number)


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


def _holds(box: Box, place: Place) -> bool:
    x, y = (place.x0 + place.x1) / 2, (place.top + place.bottom) / 2
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _areas(
    grid: Grid, glyphs: Glyphs, page: PageContent, looked: _Looked
) -> Iterator[tuple[GridCell, _Area]]:
    """Each cell with what stands in it."""
    middle, height = (glyphs.x0 + glyphs.x1) / 2, glyphs.baseline - 1
    columns = np.clip(np.searchsorted(grid.xs, middle) - 1, 0, len(grid.xs) - 2)
    rows = np.clip(np.searchsorted(grid.ys, height) - 1, 0, len(grid.ys) - 2)
    drawn = list(_drawn_marks(page, _outer(grid), looked))
    for cell in grid.cells:
        chosen = (
            (columns >= cell.column)
            & (columns < cell.column_end)
            & (rows >= cell.row)
            & (rows < cell.row_end)
        )
        box = Box(*grid.box(cell))
        lines = tuple(printed_lines(glyphs.take(chosen), page.number)) if chosen.any() else ()
        own = tuple(mark for mark in drawn if mark.place and _holds(box, mark.place))
        fonts = _fonts(page, lines, every_line=False)
        yield cell, _Area(lines, fonts, own, _background(page, box))


def _background(page: PageContent, box: Box) -> str | None:
    area = max(1.0, (box.x1 - box.x0) * (box.bottom - box.top))
    for fill in reversed(page.fills):
        if fill.colour and fill.is_rectangle and _overlap(fill.box, box) >= COVERS * area:
            return fill.colour
    return None


def _overlap(a: Box, b: Box) -> float:
    width = min(a.x1, b.x1) - max(a.x0, b.x0)
    height = min(a.bottom, b.bottom) - max(a.top, b.top)
    return max(0.0, width) * max(0.0, height)


def _drawn_marks(page: PageContent, area: Box, looked: _Looked) -> Iterator[Mark]:
    """Pictures, and groups of paths that touch, as marks with their looks."""
    for picture in page.pictures:
        if _overlap(picture.box, area) and _is_small(picture.box, page):
            if picture.key not in looked.seen:
                looked.seen[picture.key] = look(page.pixels(picture.box))
            yield _mark("picture", looked.seen[picture.key], picture.box, page.number)
    small = [f.box for f in page.fills if _overlap(f.box, area) and _is_small(f.box, page)]
    for box in _grouped(small):
        yield _mark("drawing", look(page.pixels(box)), box, page.number)


def _is_small(box: Box, page: PageContent) -> bool:
    """A smiley is no larger than an inch; larger pictures are illustrations."""
    return max(box.x1 - box.x0, box.bottom - box.top) <= min(72.0, page.width / 4)


def _grouped(boxes: Sequence[Box]) -> list[Box]:
    groups: list[Box] = []
    for box in sorted(boxes, key=lambda b: (b.top, b.x0)):
        for index, group in enumerate(groups):
            if box.x0 <= group.x1 + 1 and box.x1 >= group.x0 - 1 and box.top <= group.bottom + 1:
                groups[index] = Box(
                    min(group.x0, box.x0),
                    min(group.top, box.top),
                    max(group.x1, box.x1),
                    max(group.bottom, box.bottom),
                )
                break
        else:
            groups.append(box)
    return groups


def _mark(kind: str, seen: Looks, box: Box, page: int) -> Mark:
    return Mark(
        "picture" if kind == "picture" else "drawing",
        seen.digest,
        colour=seen.colour,
        size=box.bottom - box.top,
        shape=seen.shape,
        mouth=seen.mouth,
        likeness=seen.likeness,
        place=Place(page, *box),
    )


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


def _line(line: PrintedLine, start: int, text: str) -> Line:
    """The line's place for `text`, which starts at `start` in its paragraph."""
    end = len(text)
    edges = tuple(line.edges[: end + 1])
    place = Place(line.page, line.x0, line.top, line.x1, line.bottom)
    return Line(start, start + end, place, edges)


def _paragraph(
    block: TextBlock,
    locator: str,
    fonts: Mapping[tuple[int, int], Font],
    hyphens: Hyphens,
    drawn: Sequence[Mark] = (),
) -> Paragraph:
    text = ""
    lines: list[Line] = []
    marks: list[Mark] = []
    seen: list[Font] = []
    for line, own, between in joined(block.lines, hyphens):
        marks.extend(replace(mark, offset=0) for mark in drawn if _is_beside(mark, line))
        marks.extend(_glyph_marks(line, len(text), fonts))
        lines.append(_line(line, len(text), own))
        seen.extend(
            fonts[line.page, index] for index in line.indices[:1] if (line.page, index) in fonts
        )
        text += own + between
    lead = "".join(OBJECT for mark in marks if mark.kind in {"picture", "drawing"})
    if lead:
        text, lines, marks = _led(lead, text, lines, marks)
    return Paragraph(
        text,
        locator,
        marks=tuple(marks),
        lines=tuple(lines),
        list_item=block.list_item,
        bold=bool(seen) and all(font.bold for font in seen),
        size=seen[0].size if seen else None,
    )


def _is_beside(mark: Mark, line: PrintedLine) -> bool:
    if mark.place is None or mark.place.page != line.page:
        return False
    return abs((mark.place.top + mark.place.bottom) / 2 - line.baseline) < line.size


def _led(
    lead: str, text: str, lines: list[Line], marks: list[Mark]
) -> tuple[str, list[Line], list[Mark]]:
    """Pictures stand before the words beside them."""
    by = len(lead)
    shifted = [line._replace(start=line.start + by, end=line.end + by) for line in lines]
    moved = [
        mark
        if mark.kind in {"picture", "drawing"}
        else replace(mark, offset=(mark.offset or 0) + by)
        for mark in marks
    ]
    return lead + text, shifted, moved


def _glyph_marks(
    line: PrintedLine, start: int, fonts: Mapping[tuple[int, int], Font]
) -> Iterator[Mark]:
    for offset, (letter, index) in enumerate(zip(line.text, line.indices, strict=True)):
        font = fonts.get((line.page, index))
        if font is None:
            continue
        symbol = is_symbol_font(font.name) and "opensymbol" not in font.name.casefold()
        if not symbol and not any(marks_in(letter)) and letter != "\ufffd":
            continue
        place = Place(line.page, line.edges[offset], line.top, line.edges[offset + 1], line.bottom)
        colour = None if font.colour in _BLACK else font.colour
        yield Mark(
            "character",
            letter,
            font=font.name,
            colour=colour,
            size=font.size,
            offset=start + offset,
            place=place,
        )


class _Reader:
    """Turns the sheets of one document into blocks."""

    def __init__(self, sheets: Sequence[_Sheet], furniture: Furniture) -> None:
        self._sheets = sheets
        self._furniture = furniture
        areas = [area.lines for s in sheets for _, cells in s.tables for _, area in cells]
        proses = [[line for line in s.prose if not furniture.has(line)] for s in sheets]
        self._pitches = usual_pitch(areas)
        self._prose_pitches = usual_pitch(proses)
        lines = [line for area in (*areas, *proses) for line in area]
        self._hyphens = Hyphens(lines)

    def blocks(self) -> Iterator[Block]:
        """Paragraphs and tables in reading order, fragments of one table joined."""
        counts = {"paragraph": 0, "table": 0}
        open_fragments: list[Fragment] = []
        for sheet in self._sheets:
            for item in self._in_order(sheet):
                if isinstance(item, Fragment):
                    if open_fragments and not open_fragments[-1].goes_on(item):
                        yield self._table(open_fragments, counts)
                        open_fragments = []
                    open_fragments.append(item)
                    continue
                if open_fragments:
                    yield self._table(open_fragments, counts)
                    open_fragments = []
                counts["paragraph"] += 1
                marks = [m for m in sheet.marks if m.place and m.place.page == item.lines[0].page]
                locator = f"paragraph[{counts['paragraph']}]"
                yield _paragraph(item, locator, sheet.fonts, self._hyphens, marks)
        if open_fragments:
            yield self._table(open_fragments, counts)

    def _table(self, fragments: Sequence[Fragment], counts: dict[str, int]) -> Table:
        counts["table"] += 1
        return join_fragments(fragments, f"table[{counts['table']}]")

    def _in_order(self, sheet: _Sheet) -> Iterator[Fragment | TextBlock]:
        lines = [line for line in sheet.prose if not self._furniture.has(line)]
        tables = list(sheet.tables)
        while lines or tables:
            if tables and (not lines or tables[0][0].ys[0] < lines[0].baseline):
                grid, areas = tables.pop(0)
                yield self._fragment(grid, areas, sheet)
                continue
            limit = tables[0][0].ys[0] if tables else float("inf")
            run = [line for line in lines if line.baseline <= limit]
            lines = lines[len(run) :]
            yield from text_blocks(run, self._prose_pitches)

    def _fragment(
        self, grid: Grid, areas: Sequence[tuple[GridCell, _Area]], sheet: _Sheet
    ) -> Fragment:
        rows: list[list[Cell | None]] = [
            [None] * (len(grid.xs) - 1) for _ in range(len(grid.ys) - 1)
        ]
        for cell, area in areas:
            rows[cell.row][cell.column] = self._cell(grid, cell, area, sheet)
        return Fragment(tuple(tuple(row) for row in rows), sheet.number, grid.xs, grid.ys)

    def _cell(self, grid: Grid, cell: GridCell, area: _Area, sheet: _Sheet) -> Cell:
        blocks = text_blocks(area.lines, self._pitches)
        paragraphs = tuple(
            _paragraph(block, f"paragraph[{number}]", area.fonts, self._hyphens)
            for number, block in enumerate(blocks, start=1)
        )
        colour = _ink(area)
        marks = (*area.drawn, *((colour,) if colour else ()))
        return Cell(
            cell.row + 1,
            cell.column + 1,
            "",
            paragraphs,
            cell.row_end - cell.row,
            cell.column_end - cell.column,
            area.shading,
            marks,
            (Place(sheet.number, *grid.box(cell)),),
        )


def _ink(area: _Area) -> Mark | None:
    """The colour of a short cell's text, as a mark; black and grey mean nothing."""
    if not area.lines or sum(len(line.text) for line in area.lines) > SHORT_CELL:
        return None
    line = area.lines[0]
    font = next(
        (area.fonts[line.page, i] for i in line.indices if (line.page, i) in area.fonts), None
    )
    if font is None or font.colour in _BLACK or is_symbol_font(font.name):
        return None
    place = Place(line.page, line.x0, line.top, line.x1, line.bottom)
    return Mark("text_colour", font.colour or "", colour=font.colour, place=place)
