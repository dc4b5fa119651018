"""Pages to blocks: cells from rules, paragraphs from lines, tables joined over page breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from extractors.document import (
    OBJECT,
    Block,
    Cell,
    Document,
    Line,
    Mark,
    Page,
    Paragraph,
    Place,
    Table,
)
from extractors.formats.pdf.content import Font, PageContent
from extractors.formats.pdf.furniture import Furniture
from extractors.formats.pdf.marks import Looked, glyph_marks, ink
from extractors.formats.pdf.sheets import Area, Sheet, open_sheet
from extractors.lattice import Grid, GridCell
from extractors.lines import Hyphens, PrintedLine, TextBlock, joined, text_blocks, usual_pitch
from extractors.tables import Fragment, join_fragments

MEDIA_TYPE = "application/pdf"


def assembled(
    pages: Iterable[PageContent], engine: str, properties: tuple[tuple[str, str], ...]
) -> Document:
    """The document on these pages; each page is let go before the next is asked for."""
    looked = Looked()
    sheets = [open_sheet(page, looked) for page in pages]
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


def _page(sheet: Sheet, furniture: Furniture) -> Page:
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
        marks.extend(glyph_marks(line, len(text), fonts))
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


class _Reader:
    """Turns the sheets of one document into blocks."""

    def __init__(self, sheets: Sequence[Sheet], furniture: Furniture) -> None:
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

    def _in_order(self, sheet: Sheet) -> Iterator[Fragment | TextBlock]:
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
        self, grid: Grid, areas: Sequence[tuple[GridCell, Area]], sheet: Sheet
    ) -> Fragment:
        rows: list[list[Cell | None]] = [
            [None] * (len(grid.xs) - 1) for _ in range(len(grid.ys) - 1)
        ]
        for cell, area in areas:
            rows[cell.row][cell.column] = self._cell(grid, cell, area, sheet)
        return Fragment(tuple(tuple(row) for row in rows), sheet.number, grid.xs, grid.ys)

    def _cell(self, grid: Grid, cell: GridCell, area: Area, sheet: Sheet) -> Cell:
        blocks = text_blocks(area.lines, self._pitches)
        paragraphs = tuple(
            _paragraph(block, f"paragraph[{number}]", area.fonts, self._hyphens)
            for number, block in enumerate(blocks, start=1)
        )
        colour = ink(area.lines, area.fonts)
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
