"""Prints a sheet as a Word file and as a PDF, the same bytes every time."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.pagesizes import landscape as turned
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from klitsund.layouts.sheets import Field, Grid, Said, Sheet

EPOCH = (1980, 1, 1, 0, 0, 0)
PLAIN, BOLD = "DejaVuSans", "DejaVuSans-Bold"
SIZES = {0: 18, 1: 14, 2: 11.5, None: 9.5}


def write_docx(sheet: Sheet) -> bytes:
    document = docx.Document()
    section = document.sections[0]
    if sheet.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(10)
    for block in sheet.blocks:
        if isinstance(block, Said):
            _say(document, block)
        else:
            _draw(document, block)
            document.add_paragraph()
    target = BytesIO()
    document.save(target)
    return _with_fixed_times(target.getvalue())


def write_pdf(sheet: Sheet) -> bytes:
    for name in (PLAIN, BOLD):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    target = BytesIO()
    page = turned(A4) if sheet.landscape else A4
    template = SimpleDocTemplate(
        target, pagesize=page, leftMargin=45, rightMargin=45, invariant=True
    )
    flow: list[Flowable] = []
    for block in sheet.blocks:
        flow += [_paragraph(block)] if isinstance(block, Said) else [_table(block), Spacer(1, 12)]
    template.build(flow)
    return target.getvalue()


def _say(document: docx.document.Document, said: Said) -> None:
    if said.level is not None:
        document.add_paragraph(
            said.text, style="Title" if not said.level else f"Heading {said.level}"
        )
        return
    document.add_paragraph().add_run(said.text).bold = said.bold or None


def _draw(document: docx.document.Document, grid: Grid) -> None:
    table = document.add_table(len(grid.rows), len(grid.widths))
    if grid.ruled:
        table.style = "Table Grid"
    for row in table.rows:
        for cell, width in zip(row.cells, grid.widths, strict=True):
            cell.width = Cm(width)
    for row, column, own in grid.placed():
        cell = table.cell(row, column)
        if own.across > 1 or own.down > 1:
            cell = cell.merge(table.cell(row + own.down - 1, column + own.across - 1))
        _fill(cell, own)


def _fill(cell: _Cell, own: Field) -> None:
    for index, line in enumerate(own.text.split("\n")):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.add_run(line).bold = own.bold or None
    if own.fill:
        shading = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", own.fill)):
            shading.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shading)  # type: ignore[arg-type]  # stubs know own elements only


def _paragraph(said: Said) -> Paragraph:
    size = SIZES[said.level]
    font = BOLD if said.bold or said.level is not None else PLAIN
    style = ParagraphStyle(
        "said", fontName=font, fontSize=size, leading=size * 1.3, spaceAfter=5, spaceBefore=4
    )
    return Paragraph(escape(said.text), style)


def _table(grid: Grid) -> Table:
    cells: list[list[object]] = [["" for _ in grid.widths] for _ in grid.rows]
    styles: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    if grid.ruled:
        styles.append(("GRID", (0, 0), (-1, -1), 0.5, HexColor("#555555")))
    for row, column, own in grid.placed():
        style = ParagraphStyle("cell", fontName=BOLD if own.bold else PLAIN, fontSize=8, leading=10)
        cells[row][column] = Paragraph(escape(own.text).replace("\n", "<br/>"), style)
        area = (column, row), (column + own.across - 1, row + own.down - 1)
        if own.across > 1 or own.down > 1:
            styles.append(("SPAN", *area))
        if own.fill:
            styles.append(("BACKGROUND", *area, HexColor(f"#{own.fill}")))
    widths = [width * 28.35 for width in grid.widths]
    return Table(cells, colWidths=widths, style=styles, hAlign="LEFT")


def _with_fixed_times(package: bytes) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, EPOCH)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fixed, old.read(entry))
    return target.getvalue()
