"""What Word shows of a paragraph is its text, and every visible character is accounted for."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

sys.path.insert(0, str(Path(__file__).parent))

from word_files import NAMESPACES, Part, cell, paragraph, row, run, table, word_file

from extractors.document import OBJECT, Document, Paragraph
from extractors.formats.docx import read
from extractors.limits import Limits

CASES = Path(__file__).parent / "cases" / "docx_texts.json"
TEXTS = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t",
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}delText",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}t",
    "{http://schemas.openxmlformats.org/drawingml/2006/main}t",
)
# Reasons for which text is left out on purpose.
REASONS = {"alternate", "deleted", "field-code", "hidden", "merged-away", "prompt", "ruby"}
DELETION = "<w:rPr><w:del w:author='A' w:date='2024-05-01T00:00:00Z'/></w:rPr>"

HIDING_STYLE = "<w:style w:type='character' w:styleId='S'><w:rPr><w:vanish/></w:rPr></w:style>"
HIDING_DEFAULT = (
    "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>"
    "<w:style w:type='paragraph' w:styleId='P'><w:rPr><w:vanish w:val='0'/></w:rPr></w:style>"
)


def document(body: str, styles: str = "", parts: tuple[Part, ...] = ()) -> Document:
    return read(word_file(body, styles, parts=parts), Limits())


def cell_text(body: str, styles: str = "") -> str:
    first = document(table(row(cell(body))), styles).tables[0].rows[0][0]
    assert first is not None
    return first.text


@pytest.mark.parametrize(
    "case",
    [pytest.param(one, id=one["label"]) for one in json.loads(CASES.read_text(encoding="utf-8"))],
)
def test_the_text_is_what_word_shows(case: dict[str, Any]) -> None:
    """Wrapped, generated, tracked or hidden: a paragraph's text is what stands on the page."""
    assert cell_text(paragraph(case["inner"])) == case["text"]


def test_a_field_may_run_over_paragraphs() -> None:
    """Its code is no text, wherever it ends; its result is."""
    begin = "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>IF</w:instrText></w:r>"
    middle = "<w:r><w:fldChar w:fldCharType='separate'/></w:r>"
    end = "<w:r><w:fldChar w:fldCharType='end'/></w:r>"

    body = (
        paragraph(begin + run("kode"))
        + paragraph(run("kode") + middle + run("Nået"))
        + paragraph(run("i maj") + end + run(" måned"))
    )

    assert cell_text(body) == "Nået\ni maj måned"


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        (DELETION, "Skole og fritid"),
        ("<w:rPr><w:moveFrom w:author='A'/></w:rPr>", "Skole og fritid"),
        ("<w:rPr><w:vanish/></w:rPr>", "Skole og fritid"),
        ("<w:rPr><w:ins w:author='A'/></w:rPr>", "Skole \nog fritid"),
        ("<w:rPr><w:vanish/><w:specVanish/></w:rPr>", "Skole \nog fritid"),
    ],
)
def test_a_paragraph_without_its_end_goes_on(mark: str, expected: str) -> None:
    """A deleted or hidden end joins two paragraphs, an inserted one parts them."""
    assert cell_text(paragraph(run("Skole "), mark) + paragraph(run("og fritid"))) == expected


def test_ends_deleted_in_a_row_join_all() -> None:
    """Three paragraphs become one; the last cannot lose its end to a table."""
    inner = table(row(cell(paragraph(run("i")))))
    body = paragraph(run("a"), DELETION) + paragraph(run("b"), DELETION) + paragraph(run("c"))

    assert cell_text(body + paragraph(run("d"), DELETION) + inner + paragraph("")) == "abc\nd\ni"


def test_deleted_and_hidden_rows_and_cells_are_out() -> None:
    """Rows marked deleted or hidden, and cells marked deleted; a table of none is no table."""
    body = table(
        row(cell(paragraph(run("a"))), cell(paragraph(run("b")))),
        row(cell(paragraph(run("c"))), properties="<w:hidden/>"),
        row(cell(paragraph(run("d")), "<w:cellDel w:author='A'/>"), cell(paragraph(run("e")))),
    )

    found = document(body + table(row(cell(paragraph("")), properties="<w:del w:author='A'/>")))

    assert [[one.text if one else None for one in line] for line in found.tables[0].rows] == [
        ["a", "b"],
        ["e", ""],
    ]
    assert len(found.tables) == 1


def test_changes_are_told_with_author_date_and_place() -> None:
    """Each tracked change says who, when, and where in what is left."""
    told = "w:author='Bo Holm' w:date='2024-05-01T10:00:00Z'"
    body = paragraph("") + table(
        row(cell(paragraph(run("a"))), properties=f"<w:del {told}/>"),
        row(
            cell(paragraph(f"<w:moveFrom {told}>{run('b')}</w:moveFrom>")),
            cell(paragraph(f"<w:r><w:rPr><w:rPrChange {told}/></w:rPr><w:t>c</w:t></w:r>")),
        ),
    )

    found = document(body).revisions

    assert {(one.author, one.date) for one in found} == {("Bo Holm", "2024-05-01T10:00:00Z")}
    assert [(one.kind, one.locator) for one in found] == [
        ("deletion", "table[1]"),
        ("move", "table[1]/row[1]/cell[1]/paragraph[1]"),
        ("format", "table[1]/row[1]/cell[2]/paragraph[1]"),
    ]


@pytest.mark.parametrize(
    ("styles", "properties"),
    [(HIDING_STYLE, ""), (HIDING_DEFAULT, "<w:pStyle w:val='P'/>")],
    ids=["by character style", "by default"],
)
def test_hidden_by_inheritance(styles: str, properties: str) -> None:
    """Text hidden by its style is out, and its account is a finding."""
    shown, hidden = run("Nået"), run("skjult", '<w:rStyle w:val="S"/>')
    plain = run("") if "docDefaults" in styles else hidden
    body = paragraph(shown + plain, properties)
    if "docDefaults" in styles:
        body += paragraph(run("skjult"))

    found = document(body, styles)

    assert "".join(block.text for block in found.blocks if isinstance(block, Paragraph)) == "Nået"
    assert [(one.code, one.evidence) for one in found.notices] == [("hidden-text", "6 characters")]


def test_text_in_merged_cells_is_told() -> None:
    """What Word hides in a cell merged into another is a finding with the text."""
    body = table(
        row(cell(paragraph(run("a")), '<w:vMerge w:val="restart"/>'), cell(paragraph(run("b")))),
        row(cell(paragraph(run("skjult")), "<w:vMerge/>"), cell(paragraph(run("c")))),
        row(
            cell(paragraph(run("d")), '<w:hMerge w:val="restart"/>'),
            cell(paragraph(run("også")), "<w:hMerge/>"),
        ),
    )

    found = document(body)

    rows = [[one.text if one else None for one in line] for line in found.tables[0].rows]
    assert rows == [["a", "b"], [None, "c"], ["d", None]]
    assert [(one.code, one.evidence) for one in found.notices] == [
        ("text-in-merged-cell", "skjult"),
        ("text-in-merged-cell", "også"),
    ]


def test_a_tracked_merge_is_a_merge() -> None:
    """Cells whose merging is a tracked change are merged in the final view."""
    body = table(
        row(cell(paragraph(run("a")), '<w:cellMerge w:author="A" w:vMerge="rest"/>')),
        row(cell(paragraph(""), '<w:cellMerge w:author="A" w:vMerge="cont"/>')),
    )

    head = document(body).tables[0].rows[0][0]

    assert head is not None
    assert head.row_span == 2


def test_what_is_not_read_is_told() -> None:
    """Embedded documents and notes leave a finding, never silence."""
    notes = (
        f"<w:footnotes {NAMESPACES}><w:footnote w:type='separator' w:id='0'>{paragraph(run('-'))}"
        f"</w:footnote><w:footnote w:id='2'>{paragraph(run('Se bilag.'))}</w:footnote>"
        "</w:footnotes>"
    )
    body = "<w:altChunk r:id='c1'/>" + table(row(cell("<w:altChunk r:id='c2'/>" + paragraph(""))))

    found = document(body, parts=(Part("footnotes.xml", notes, "footnotes"),))

    assert [(one.code, one.evidence, one.locator) for one in found.notices] == [
        ("embedded-document", "c1", "paragraph[1]"),
        ("embedded-document", "c2", "table[1]/row[1]/cell[1]"),
        ("footnote", "Se bilag.", "footnote[2]"),
    ]


def test_headers_and_footers_are_kept_apart() -> None:
    """Their text, in tables too, is furniture; none of it is in a block."""
    inner = paragraph(run("Sag 00.30.00-S00-6-16")) + table(row(cell(paragraph(run("Klitsund")))))
    header = Part("header1.xml", f"<w:hdr {NAMESPACES}>{inner}</w:hdr>", "header")

    found = document(paragraph(run("a")), parts=(header,))

    assert [block.text for block in found.blocks if isinstance(block, Paragraph)] == ["a"]
    assert [(one.text, one.locator) for one in found.furniture] == [
        ("Sag 00.30.00-S00-6-16", "word/header1.xml/paragraph[1]"),
        ("Klitsund", "word/header1.xml/table[1]/row[1]/cell[1]/paragraph[1]"),
    ]


def test_numbered_headings_are_headings() -> None:
    """A number before a heading makes no list item of it; switched off, nothing is one."""
    styles = (
        "<w:style w:type='paragraph' w:styleId='H'><w:name w:val='heading 2'/><w:pPr><w:numPr>"
        "<w:numId w:val='3'/></w:numPr></w:pPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='L'><w:basedOn w:val='N'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='N'><w:basedOn w:val='L'/><w:pPr><w:numPr>"
        "<w:ilvl w:val='1'/></w:numPr></w:pPr></w:style>"
    )
    off = "<w:pStyle w:val='L'/><w:numPr><w:numId w:val='0'/></w:numPr>"
    body = (
        paragraph(run("o"), "<w:pStyle w:val='H'/>")
        + paragraph(run("p"), "<w:pStyle w:val='L'/>")
        + paragraph(run("q"), off)
    )

    blocks = [one for one in document(body, styles).blocks if isinstance(one, Paragraph)]

    assert [(one.level, one.list_item) for one in blocks] == [
        (2, False),
        (None, True),
        (None, False),
    ]


WRAPS = [
    "{}",
    "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "<w:del w:author='A'>{}</w:del>",
    "<w:ins w:author='A'>{}</w:ins>",
    "<w:moveFrom w:author='A'>{}</w:moveFrom>",
    "<w:hyperlink r:id='x'>{}</w:hyperlink>",
    "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
    (
        "<mc:AlternateContent><mc:Choice Requires='wps'>{}</mc:Choice><mc:Fallback>{}</mc:Fallback>"
        "</mc:AlternateContent>"
    ),
    (
        "<mc:AlternateContent><mc:Choice Requires='v'>{}</mc:Choice><mc:Fallback>{}</mc:Fallback>"
        "</mc:AlternateContent>"
    ),
    (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r>{}<w:r><w:fldChar w:fldCharType='separate'/>"
        "</w:r>{}<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    ),
    "<w:r><w:fldChar w:fldCharType='begin'/></w:r>{}",
    (
        "<w:r><w:pict><v:rect style='position:absolute'><v:textbox><w:txbxContent><w:p>{}</w:p>"
        "</w:txbxContent></v:textbox></v:rect></w:pict></w:r>"
    ),
    "<m:oMath>{}</m:oMath>",
    "<w14:unknown>{}</w14:unknown>",
]
RUNS = [run("Øre"), run("skjult", "<w:vanish/>"), run("J", "<w:rFonts w:ascii='Wingdings'/>")]
CELLS = ["", "<w:vMerge w:val='restart'/>", "<w:vMerge/>", "<w:hMerge/>", "<w:cellDel/>"]
ROWS = ["", "<w:del w:author='A'/>", "<w:hidden/>", "<w:gridBefore w:val='1'/>"]


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    inner = draw(st.sampled_from(RUNS))
    for wrap in draw(st.lists(st.sampled_from(WRAPS), max_size=3)):
        inner = wrap.replace("{}", inner)
    mark = draw(st.sampled_from(["", DELETION]))
    return paragraph(inner + draw(st.sampled_from(RUNS)), mark)


tables = st.lists(
    st.tuples(st.sampled_from(ROWS), st.lists(st.tuples(st.sampled_from(CELLS), paragraphs()))),
    max_size=4,
).map(
    lambda rows: table(
        *(
            row(*(cell(inner, properties) for properties, inner in cells), properties=own)
            for own, cells in rows
        )
    )
)


def visible(text: str) -> Counter[str]:
    """The characters that take ink; a symbol's by the letter that stands in the file."""
    letters = (chr(ord(one) - 0xF000) if "\uf020" <= one <= "\uf0ff" else one for one in text)
    return Counter(one for one in letters if not one.isspace() and one != OBJECT)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(paragraphs(), tables), min_size=1, max_size=4))
def test_every_visible_character_is_accounted_for(parts: list[str]) -> None:
    """Each ends in a value, or is left out for a reason on the list; none twice."""
    body = "".join(parts)
    whole = f"<w:body {NAMESPACES}>{body}</w:body>"
    source = "".join(node.text or "" for node in etree.fromstring(whole).iter(*TEXTS))

    found = document(body)

    values = Counter[str]()
    for block in found.blocks:
        texts = (
            [block.text]
            if isinstance(block, Paragraph)
            else [one.text for line in block.rows for one in line if one]
        )
        for text in texts:
            values += visible(text)
    left_out = dict(found.left_out)
    assert not values - visible(source)
    assert values.total() + sum(left_out.values()) == visible(source).total()
    assert set(left_out) <= REASONS
