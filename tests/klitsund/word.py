"""Writes a report as a Word file, the same bytes every time."""

from __future__ import annotations

import zipfile
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from itertools import groupby
from typing import Literal

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from lxml.etree import _Element as Element

from klitsund import faces
from klitsund.reports import SOFT_HYPHEN, Item, Line, Report, Row

COLUMNS = (Cm(4.6), Cm(6.4), Cm(3.7), Cm(1.7))
HEADERS = ("Tid", "Smiley")
LABELS = {"milestone": "Milepæl", "economy": "Økonomi"}
EPOCH = (1980, 1, 1, 0, 0, 0)
AUTHOR = "Center for Økonomi og Digitalisering"


@dataclass(frozen=True, slots=True)
class Style:
    """How one report is set."""

    faces: Literal["wingdings", "pictures", "unicode"]
    font: str
    size: float = 9.5  # points, in tables
    repeat_header: bool = False  # the header row is marked as a repeated heading
    chapter_style: str | None = "Heading 1"  # None: a bold paragraph
    hyphen_element: bool = False  # soft hyphens as w:softHyphen instead of the character
    tracked: bool = False  # revisions and content controls are kept


def write(report: Report, style: Style) -> bytes:
    """The bytes of a DOCX."""
    document = docx.Document()
    _set_page(document, report, style)
    _write_front(document, report, style)
    for chapter, items in groupby(report.items, key=lambda item: item.chapter):
        _write_chapter(document, chapter, style)
        for item in items:
            _write_item(document, item, style)
    target = BytesIO()
    document.save(target)
    return _with_fixed_times(target.getvalue())


def _set_page(document: Document, report: Report, style: Style) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin = section.bottom_margin = Cm(2.4)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = style.font, Pt(10.5)
    for name in ("Title", "Heading 1", "Heading 2"):
        fonts = document.styles[name].element.rPr.rFonts
        fonts.attrib.clear()
        fonts.set(qn("w:ascii"), style.font)
        fonts.set(qn("w:hAnsi"), style.font)
    properties = document.core_properties
    properties.title, properties.author, properties.language = report.title, AUTHOR, "da-DK"
    properties.comments = ""
    moment = datetime.combine(report.published, datetime.min.time(), UTC).replace(tzinfo=None)
    properties.created = properties.modified = moment
    section.header.paragraphs[0].text = report.municipality
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for text, field in (("Side ", "PAGE"), (" af ", "NUMPAGES")):
        footer.add_run(text)
        _add_field(footer, field)


def _write_front(document: Document, report: Report, style: Style) -> None:
    for text in (report.date_line, *report.contact, f"Sagsid: {report.case_id}"):
        paragraph = document.add_paragraph(text)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.space_after = Pt(0)
    document.add_paragraph(report.title, style="Title")
    document.add_paragraph(report.guide_heading, style="Heading 2")
    for text in report.guide:
        document.add_paragraph(text)
    for dimension, lead in (("effort", report.effort_lead), ("economy", report.economy_lead)):
        document.add_paragraph(lead)
        for entry in report.legend:
            if entry.dimension == dimension:
                paragraph = document.add_paragraph(style="List Bullet")
                _add_face(paragraph, entry.status, style)
                paragraph.add_run(f": {entry.meaning}")
    document.add_paragraph(report.guide_end)


def _write_chapter(document: Document, chapter: str, style: Style) -> None:
    if style.chapter_style is not None:
        document.add_paragraph(chapter, style=style.chapter_style)
        return
    paragraph = document.add_paragraph()
    run = paragraph.add_run(chapter)
    run.bold, run.font.size = True, Pt(13)
    paragraph.paragraph_format.keep_with_next = True


def _write_item(document: Document, item: Item, style: Style) -> None:
    table = document.add_table(rows=0, cols=len(COLUMNS), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, COLUMNS, strict=True):
        column.width = width
    header = _add_row(table)
    words = (item.heading, f"Kort beskrivelse af indsatsen ({item.funding})", *HEADERS)
    for cell, text in zip(header.cells, words, strict=True):
        _write_lines(cell, (Line(text),), style, bold=True)
    if style.repeat_header:
        _put(header._tr.get_or_add_trPr(), OxmlElement("w:tblHeader"))
    body = _add_row(table).cells
    _write_lines(body[0], item.description, style)
    _write_lines(body[1], item.responsible + item.effort, style)
    if style.tracked and "center" in item.controls:
        _wrap_words(body[1].paragraphs[0], item.center)
    for row in item.rows:
        _write_row(table, item, row, style)
    document.add_paragraph()


def _write_row(table: Table, item: Item, row: Row, style: Style) -> None:
    cells = _add_row(table).cells
    _write_lines(cells[0], (Line(LABELS[row.kind]),), style)
    _write_lines(cells[1], row.lines, style)
    _write_lines(cells[2], (Line(row.deadline),), style)
    paragraph = cells[3].paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    if row.status is not None:
        _add_face(paragraph, row.status, style)
    if not style.tracked:
        return
    if row.revision is not None:
        _track(cells[1].paragraphs[0], *row.revision)
    if "deadline" in item.controls and row.deadline:
        _wrap(cells[2].paragraphs[0]._p)
    if "status" in item.controls:
        _wrap(cells[3]._tc)


def _add_row(table: Table) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx leaves it so
    for cell, width in zip(row.cells, COLUMNS, strict=True):
        cell.width = width
    return row


def _write_lines(cell: _Cell, lines: tuple[Line, ...], style: Style, *, bold: bool = False) -> None:
    for position, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if not position else cell.add_paragraph()
        if line.bullet:
            paragraph.style = "List Bullet"
        paragraph.paragraph_format.space_after = Pt(3)
        run = paragraph.add_run("" if style.hyphen_element else line.text)
        run.bold, run.font.size = bold or None, Pt(style.size)
        if style.hyphen_element:
            for number, part in enumerate(line.text.split(SOFT_HYPHEN)):
                if number:
                    _put(run._r, OxmlElement("w:softHyphen"))
                run.add_text(part)


def _add_face(paragraph: Paragraph, status: str, style: Style) -> None:
    run = paragraph.add_run()
    match style.faces:
        case "wingdings":
            symbol = OxmlElement("w:sym")
            symbol.set(qn("w:font"), "Wingdings")
            symbol.set(qn("w:char"), faces.WINGDINGS[status])
            _put(run._r, symbol)
        case "pictures":
            run.add_picture(BytesIO(faces.picture(status)), height=Pt(14))
        case "unicode":
            run.text = faces.UNICODE[status]
            run.font.name = "Segoe UI Symbol"


def _add_field(paragraph: Paragraph, code: str) -> None:
    for kind in ("begin", code, "end"):
        run = paragraph.add_run()._r
        if kind == code:
            instruction = OxmlElement("w:instrText")
            instruction.text = f" {code} "
            _put(run, instruction)
        else:
            character = OxmlElement("w:fldChar")
            character.set(qn("w:fldCharType"), kind)
            _put(run, character)


def _track(paragraph: Paragraph, old: str, new: str) -> None:
    """Shows `new` as inserted in place of the deleted `old`."""
    run = paragraph.runs[0]
    before, after = run.text.split(new, 1)
    last = deepcopy(run._r)
    deleted, inserted = deepcopy(run._r), deepcopy(run._r)
    run.text = before
    for element, text in ((deleted, old), (inserted, new), (last, after)):
        element.text = text
    for word in deleted.iter(qn("w:t")):
        word.tag = qn("w:delText")
    revisions = (_revision("w:del", "1", deleted), _revision("w:ins", "2", inserted))
    _put(paragraph._p, *revisions, last)


def _revision(tag: str, number: str, run: Element) -> Element:
    element: Element = OxmlElement(tag)
    element.set(qn("w:id"), number)
    element.set(qn("w:author"), AUTHOR)
    element.set(qn("w:date"), "2024-10-28T09:30:00Z")
    _put(element, run)
    return element


def _wrap_words(paragraph: Paragraph, words: str) -> None:
    """Puts `words`, which end the paragraph, into a content control of their own."""
    run = paragraph.runs[0]
    last = deepcopy(run._r)
    run.text = run.text.removesuffix(words)
    last.text = words
    _put(paragraph._p, last)
    _wrap(last)


def _wrap(element: Element) -> None:
    """Puts a run, a paragraph or a cell into a content control."""
    control: Element = OxmlElement("w:sdt")
    content: Element = OxmlElement("w:sdtContent")
    _put(control, OxmlElement("w:sdtPr"), content)
    cell = element.getparent()
    element.addprevious(control)
    _put(content, element)
    if element.tag == qn("w:p") and cell is not None and cell[-1] is control:
        _put(cell, OxmlElement("w:p"))  # a cell has to end in a paragraph


def _put(parent: Element, *children: Element) -> None:
    parent.extend(children)


def _with_fixed_times(package: bytes) -> bytes:
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(package)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as result,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            result.writestr(entry, source.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()
