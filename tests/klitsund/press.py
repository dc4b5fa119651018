"""Writes a report as a PDF by ReportLab, the same bytes every time.

Rows break over pages in the middle of a sentence and the faces are drawn as vector paths: the
other kind of PDF, beside those that LibreOffice prints from the Word files. Nothing in it is
compressed, so its bytes do not depend on the machine's compressor. Its typeface is Bitstream Vera,
which ReportLab brings along.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import groupby
from typing import NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from klitsund import faces
from klitsund.reports import SOFT_HYPHEN, Item, Line, Report, Row

PLAIN, BOLD = "Vera", "VeraBd"
WIDTH, HEIGHT = A4
MARGIN = 62.0
FOOT: float = HEIGHT - 64.0
COLUMNS = (140.0, 192.0, 88.0, WIDTH - 2 * MARGIN - 420.0)
PADDING = 4.0
CELL_SIZE = 8.0
LEADING = 1.3  # of the size
GAP = 2.0  # between paragraphs of a cell
INDENT = 11.0
FACE_RADIUS = 6.5
HEADING_ROOM = 90.0  # an item begins on a page only where so much is left
HEADER_FILL = "#e4ecf2"
LABELS = {"milestone": "Milepæl", "economy": "Økonomi"}


class Text(NamedTuple):
    """A printed line; `top` is its upper edge."""

    x: float
    top: float
    size: float
    font: str
    text: str


class Box(NamedTuple):
    """A ruled cell."""

    x: float
    top: float
    width: float
    height: float
    fill: str | None


class Face(NamedTuple):
    """A drawn smiley around its middle."""

    x: float
    middle: float
    status: str


class Printed(NamedTuple):
    """A line of a cell, and what stands before it."""

    text: str
    gap: float
    indent: float
    bullet: bool
    font: str


@dataclass(slots=True)
class Sheet:
    """The pages as they fill up; the only thing in here that changes."""

    pages: list[list[Text | Box | Face]] = field(default_factory=lambda: [[]])
    top: float = MARGIN

    def add(self, *marks: Text | Box | Face) -> None:
        self.pages[-1].extend(marks)

    def turn(self) -> None:
        self.pages.append([])
        self.top = MARGIN

    @property
    def room(self) -> float:
        return FOOT - self.top


def write(report: Report) -> bytes:
    """The bytes of a PDF."""
    for name in (PLAIN, BOLD):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    sheet = Sheet()
    _set_front(sheet, report)
    for chapter, items in groupby(report.items, key=lambda item: item.chapter):
        for position, item in enumerate(items):
            if sheet.room < HEADING_ROOM:
                sheet.turn()
            if not position:
                _set_paragraph(sheet, chapter, size=13, font=BOLD, gap=10)
            _set_item(sheet, item)
    return _painted(sheet, report)


def _set_front(sheet: Sheet, report: Report) -> None:
    for text in (report.date_line, *report.contact, f"Sagsid: {report.case_id}"):
        width = pdfmetrics.stringWidth(text, PLAIN, 9)
        sheet.add(Text(WIDTH - MARGIN - width, sheet.top, 9, PLAIN, text))
        sheet.top += 12
    sheet.top += 18
    _set_paragraph(sheet, report.title, size=18, font=BOLD, gap=14)
    _set_paragraph(sheet, report.guide_heading, size=12, font=BOLD)
    for text in report.guide:
        _set_paragraph(sheet, text)
    for dimension, lead in (("effort", report.effort_lead), ("economy", report.economy_lead)):
        _set_paragraph(sheet, lead)
        for entry in report.legend:
            if entry.dimension == dimension:
                sheet.add(Face(MARGIN + 20, sheet.top + 6, entry.status))
                _set_paragraph(sheet, entry.meaning, indent=34, gap=5)
    _set_paragraph(sheet, report.guide_end, gap=16)


def _set_paragraph(
    sheet: Sheet,
    text: str,
    *,
    size: float = 9.5,
    font: str = PLAIN,
    gap: float = 7,
    indent: float = 0,
) -> None:
    for line in _wrapped(text, font, size, WIDTH - 2 * MARGIN - indent):
        sheet.add(Text(MARGIN + indent, sheet.top, size, font, line))
        sheet.top += size * LEADING
    sheet.top += gap


def _set_item(sheet: Sheet, item: Item) -> None:
    header = (item.heading, f"Kort beskrivelse af indsatsen ({item.funding})", "Tid", "Smiley")
    _set_row(sheet, tuple((Line(text),) for text in header), font=BOLD, fill=HEADER_FILL)
    _set_row(sheet, (item.description, item.responsible + item.effort, (), ()))
    for row in item.rows:
        _set_row(sheet, _cells(row), status=row.status)
    sheet.top += 18


def _cells(row: Row) -> tuple[tuple[Line, ...], ...]:
    return (Line(LABELS[row.kind]),), row.lines, (Line(row.deadline),), ()


def _set_row(
    sheet: Sheet,
    cells: tuple[tuple[Line, ...], ...],
    *,
    font: str = PLAIN,
    fill: str | None = None,
    status: str | None = None,
) -> None:
    """Draws a row in as many pieces as the pages ask for; the face stands in the first."""
    rest = [list(_printed(lines, width, font)) for lines, width in zip(cells, COLUMNS, strict=True)]
    while True:
        if sheet.room < 3 * CELL_SIZE * LEADING + 2 * PADDING:
            sheet.turn()
        pieces = [_fitting(lines, sheet.room - 2 * PADDING) for lines in rest]
        least = 2 * FACE_RADIUS if status else CELL_SIZE * LEADING
        height = max(least, *(_height(piece) for piece in pieces)) + 2 * PADDING
        _draw_piece(sheet, pieces, height, fill)
        if status is not None:
            x = WIDTH - MARGIN - COLUMNS[3] / 2
            sheet.add(Face(x, sheet.top + PADDING + FACE_RADIUS, status))
            status = None
        sheet.top += height
        rest = [lines[len(piece) :] for lines, piece in zip(rest, pieces, strict=True)]
        if not any(rest):
            return
        sheet.turn()


def _draw_piece(sheet: Sheet, pieces: list[list[Printed]], height: float, fill: str | None) -> None:
    x = MARGIN
    for piece, width in zip(pieces, COLUMNS, strict=True):
        sheet.add(Box(x, sheet.top, width, height, fill))
        top = sheet.top + PADDING
        for line in piece:
            top += line.gap
            if line.bullet:
                sheet.add(Text(x + PADDING, top, CELL_SIZE, PLAIN, "•"))
            sheet.add(Text(x + PADDING + line.indent, top, CELL_SIZE, line.font, line.text))
            top += CELL_SIZE * LEADING
        x += width


def _printed(lines: Iterable[Line], width: float, font: str) -> Iterator[Printed]:
    for number, line in enumerate(lines):
        indent = INDENT if line.bullet else 0.0
        room = width - 2 * PADDING - indent
        for position, text in enumerate(_wrapped(line.text, font, CELL_SIZE, room)):
            first = position == 0
            gap = GAP if first and number else 0.0
            yield Printed(text, gap, indent, line.bullet and first, font)


def _fitting(lines: list[Printed], room: float) -> list[Printed]:
    count = 0
    while count < len(lines) and _height(lines[: count + 1]) <= room:
        count += 1
    return lines[:count]


def _height(lines: list[Printed]) -> float:
    return sum(line.gap + CELL_SIZE * LEADING for line in lines)


def _wrapped(text: str, font: str, size: float, width: float) -> Iterator[str]:
    """Lines of at most `width`, broken at blanks and, with a printed hyphen, at soft hyphens."""
    line = ""
    for word in text.split(" "):
        start = f"{line} " if line else ""
        whole = word.replace(SOFT_HYPHEN, "")
        if pdfmetrics.stringWidth(start + whole, font, size) <= width:
            line = start + whole
            continue
        head, tail = _parted(start, word, font, size, width)
        if head or line:
            yield start + head if head else line
        line = tail
    if line:
        yield line


def _parted(start: str, word: str, font: str, size: float, width: float) -> tuple[str, str]:
    """As many syllables as fit behind `start`, with a hyphen, and the rest of the word."""
    parts = word.split(SOFT_HYPHEN)
    for count in range(len(parts) - 1, 0, -1):
        head = "".join(parts[:count]) + "-"
        if pdfmetrics.stringWidth(start + head, font, size) <= width:
            return head, "".join(parts[count:])
    return "", "".join(parts)


def _painted(sheet: Sheet, report: Report) -> bytes:
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4, pageCompression=0, invariant=1)
    canvas.setTitle(report.title)
    canvas.setAuthor(report.municipality)
    for number, marks in enumerate(sheet.pages, 1):
        _paint_text(canvas, Text(MARGIN, 30, 8, PLAIN, report.municipality))
        footer = f"Side {number} af {len(sheet.pages)}"
        _paint_text(canvas, Text(WIDTH - MARGIN - 60, HEIGHT - 44, 8, PLAIN, footer))
        # Boxes first, so that no fill covers a text.
        for mark in sorted(marks, key=lambda mark: not isinstance(mark, Box)):
            _paint(canvas, mark)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _paint(canvas: Canvas, mark: Text | Box | Face) -> None:
    match mark:
        case Text():
            _paint_text(canvas, mark)
        case Box(x, top, width, height, fill):
            canvas.setLineWidth(0.5)
            canvas.setStrokeColor(HexColor("#000000"))
            if fill is not None:
                canvas.setFillColor(HexColor(fill))
            canvas.rect(x, HEIGHT - top - height, width, height, fill=int(fill is not None))
        case Face():
            _paint_face(canvas, mark)


def _paint_text(canvas: Canvas, mark: Text) -> None:
    canvas.setFillColor(HexColor("#000000"))
    canvas.setFont(mark.font, mark.size)
    canvas.drawString(mark.x, HEIGHT - mark.top - mark.size, mark.text)


def _paint_face(canvas: Canvas, face: Face) -> None:
    canvas.saveState()
    canvas.translate(face.x, HEIGHT - face.middle)
    canvas.scale(FACE_RADIUS, FACE_RADIUS)
    canvas.setFillColor(HexColor(faces.COLOURS[face.status]))
    canvas.circle(0, 0, 1, stroke=0, fill=1)
    canvas.setFillColor(HexColor(faces.INK))
    for x, y in faces.EYES:
        canvas.circle(x, y, faces.EYE_RADIUS, stroke=0, fill=1)
    canvas.setStrokeColor(HexColor(faces.INK))
    canvas.setLineWidth(2 * faces.MOUTH_THICKNESS)
    width, height = faces.MOUTH_WIDTH, faces.MOUTH_HEIGHT
    # The control points of a curve lie a third further out than its middle.
    bent = height + faces.MOUTH_BEND[face.status] * 4 / 3
    canvas.bezier(-width, height, -width / 2, bent, width / 2, bent, width, height)
    canvas.restoreState()
