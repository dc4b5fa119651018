"""What Word shows is what is read: no Word construct changes the data."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from word_files import cell, paragraph, row, run, table, word_file

from extractors.document import Document, Paragraph
from extractors.errors import Damaged, ExtractionError, NotADocument, TooLarge, UnsupportedFormat
from extractors.formats.docx import read
from extractors.limits import Limits


def document(body: str, styles: str = "") -> Document:
    return read(word_file(body, styles), Limits())


def texts(found: Document) -> list[list[str | None]]:
    return [
        [None if one is None else one.text for one in line]
        for grid in found.tables
        for line in grid.rows
    ]


def in_cell(inner: str) -> str:
    """The text of a cell whose one paragraph holds the given runs."""
    return texts(document(table(row(cell(paragraph(inner))))))[0][0] or ""


SDT = "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
CONSTRUCTS = {
    "content control": SDT.format(run("Nået")),
    "insertion": f"<w:ins w:author='A' w:date='2024-01-01'>{run('Nået')}</w:ins>",
    "moved here": f"<w:moveTo w:author='A'>{run('Nået')}</w:moveTo>",
    "deletion": run("Nået") + "<w:del w:author='A'><w:r><w:delText>Ej</w:delText></w:r></w:del>",
    "moved away": run("Nået") + f"<w:moveFrom w:author='A'>{run('Ej')}</w:moveFrom>",
    "hyperlink": f"<w:hyperlink r:id='r9'>{run('Nået')}</w:hyperlink>",
    "smart tag": f"<w:smartTag w:element='x'>{run('Nået')}</w:smartTag>",
    "simple field": f"<w:fldSimple w:instr='DATE'>{run('Nået')}</w:fldSimple>",
    "complex field": (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
        "<w:r><w:instrText>DATE</w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r>"
        + run("Nået")
        + "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    ),
    "bookmark": "<w:bookmarkStart w:id='0' w:name='b'/>"
    + run("Nået")
    + "<w:bookmarkEnd w:id='0'/>",
    "comment": run("Nået") + "<w:r><w:commentReference w:id='1'/></w:r>",
    "footnote mark": run("Nået") + "<w:r><w:footnoteReference w:id='1'/></w:r>",
    "hidden text": run("Nået") + run("skjult", "<w:vanish/>"),
    "capitals": run("Nået", "<w:caps/>"),
    "alternate content": (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:t>Nået</w:t></mc:Choice>"
        "<mc:Fallback><w:t>Nået</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    ),
    "runs in pieces": run("N") + run("å", "<w:b/>") + run("et"),
}


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_a_construct_around_text_changes_nothing(name: str) -> None:
    """Wrapped, moved, inserted, generated or split: the text is what Word shows."""
    assert in_cell(CONSTRUCTS[name]) == "Nået"


def test_what_stands_for_a_character_is_read() -> None:
    """Tabs, breaks, hyphens and symbols are in the text."""
    special = "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/></w:r>"

    assert in_cell(special) == "a\tb\nc\u2011"


@pytest.mark.parametrize(
    ("inner", "value", "font"),
    [
        ('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>', "\uf04a", "Wingdings"),
        ('<w:r><w:sym w:font="Wingdings" w:char="4C"/></w:r>', "\uf04c", "Wingdings"),
        (run("K", '<w:rFonts w:ascii="Wingdings"/>'), "\uf04b", "Wingdings"),
        (run("L", '<w:rStyle w:val="Smiley"/>'), "\uf04c", "Wingdings"),
        (run("☺"), "☺", None),
    ],
)
def test_a_symbol_is_a_mark_with_its_font(inner: str, value: str, font: str | None) -> None:
    """By `w:sym`, by font, by style: the code and the font are kept."""
    style = (
        '<w:style w:type="character" w:styleId="Smiley"><w:name w:val="Smiley"/>'
        '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr></w:style>'
    )

    marks = document(paragraph(inner), style).blocks[0].marks  # type: ignore[union-attr]  # a paragraph

    assert [(mark.value, mark.font) for mark in marks] == [(value, font)]


def test_merged_cells_swallow_their_places() -> None:
    """gridSpan and vMerge leave None, never a copy; an empty cell stays empty."""
    body = table(
        row(cell(paragraph(run("a")), '<w:gridSpan w:val="2"/>'), cell(paragraph(""))),
        row(
            cell(paragraph(run("b")), '<w:vMerge w:val="restart"/>'),
            cell(paragraph(run("c"))),
            cell(paragraph(run("d"))),
        ),
        row(
            cell(paragraph(""), "<w:vMerge/>"),
            cell(paragraph(run("e"))),
            cell(paragraph(run("f"))),
        ),
    )

    found = document(body)

    assert texts(found) == [["a", None, ""], ["b", "c", "d"], [None, "e", "f"]]
    head = found.tables[0].rows[1][0]
    assert head is not None
    assert (head.row_span, head.column_span) == (2, 1)


def test_indented_and_short_rows_keep_their_columns() -> None:
    """gridBefore moves cells right; missing cells are empty ones."""
    body = table(
        row(cell(paragraph(run("a"))), cell(paragraph(run("b")))),
        row(cell(paragraph(run("c"))), properties='<w:gridBefore w:val="1"/>'),
        row(cell(paragraph(run("d")))),
    )

    assert texts(document(body)) == [["a", "b"], ["", "c"], ["d", ""]]


def test_rows_that_word_repeats_are_headings() -> None:
    """The rows marked as headings, up to the first that is not, exceptions before or not."""
    head = "<w:tblHeader/>"
    rows = [row(cell(paragraph(run(text))), properties=head) for text in "ab"]
    rows[1] = rows[1].replace("<w:tr>", "<w:tr><w:tblPrEx/>")
    body = table(*rows, row(cell(paragraph(run("c")))), rows[0])

    assert document(body).tables[0].header_rows == 2


def test_deleted_rows_are_gone_and_revisions_told() -> None:
    """The final view is read; that there were changes is kept."""
    body = table(
        row(cell(paragraph(run("a")))),
        row(cell(paragraph(run("b"))), properties='<w:del w:author="Bo" w:date="2024-05-01"/>'),
    )

    found = document(body)

    assert texts(found) == [["a"]]
    assert [(one.kind, one.author) for one in found.revisions] == [("deletion", "Bo")]


def test_nested_tables_are_read_in_order_and_by_locator() -> None:
    """The outer cell holds the inner table's text where it stands."""
    inner = table(row(cell(paragraph(run("i1"))), cell(paragraph(run("i2")))))
    body = table(row(cell(paragraph(run("før")) + inner + paragraph(run("efter")))))

    found = document(body)
    outer = found.tables[0].rows[0][0]

    assert outer is not None
    assert outer.text == "før\ni1\ni2\nefter"
    assert outer.paragraphs[1].locator == (
        "table[1]/row[1]/cell[1]/table[1]/row[1]/cell[1]/paragraph[1]"
    )


def test_shading_is_the_cell_s_own_or_its_style_s() -> None:
    """Direct shading wins; white and automatic are none."""
    style = (
        '<w:style w:type="table" w:styleId="T"><w:name w:val="T"/><w:tblStylePr w:type="firstRow">'
        '<w:tcPr><w:shd w:val="clear" w:fill="00B050"/></w:tcPr></w:tblStylePr></w:style>'
    )
    body = table(
        row(
            cell(paragraph(run("a"))), cell(paragraph(""), '<w:shd w:val="clear" w:fill="FF0000"/>')
        ),
        row(cell(paragraph("")), cell(paragraph(""), '<w:shd w:val="clear" w:fill="auto"/>')),
        properties='<w:tblStyle w:val="T"/><w:tblLook w:val="0020"/>',
    )

    rows = document(body, style).tables[0].rows

    shades = [[one.shading if one else None for one in line] for line in rows]
    assert shades == [["#00b050", "#ff0000"], [None, None]]


def test_headings_lists_and_titles_are_told() -> None:
    """By outline level, by the style's Danish name, by numbering."""
    style = (
        '<w:style w:type="paragraph" w:styleId="O1"><w:name w:val="Overskrift 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Ti"><w:name w:val="Titel"/></w:style>'
    )
    body = (
        paragraph(run("t"), '<w:pStyle w:val="Ti"/>')
        + paragraph(run("o"), '<w:pStyle w:val="O1"/>')
        + paragraph(run("p"), '<w:numPr><w:numId w:val="1"/></w:numPr>')
    )

    blocks = [b for b in document(body, style).blocks if isinstance(b, Paragraph)]

    assert [(b.level, b.list_item) for b in blocks] == [(0, False), (1, False), (None, True)]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"PK\x03\x04 broken", Damaged),
        (word_file("", prolog='<!DOCTYPE x [<!ENTITY e "boom">]>'), Damaged),
        (word_file(table(row(cell(paragraph(""), '<w:gridSpan w:val="999999999"/>')))), TooLarge),
        (word_file("<w:p>" * 1200 + "</w:p>" * 1200), TooLarge),
        (word_file("<w:p>"), Damaged),
    ],
    ids=["broken zip", "document type", "huge span", "deep nesting", "no XML"],
)
def test_hostile_files_end_in_a_named_error(data: bytes, error: type[ExtractionError]) -> None:
    """Never a traceback, a hang or a filled memory."""
    with pytest.raises(error):
        read(data, Limits())


def test_other_packages_are_named() -> None:
    """A zip that is no Word document says what it is."""
    import zipfile
    from io import BytesIO

    for name, error in (("xl/workbook.xml", UnsupportedFormat), ("notes.txt", NotADocument)):
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr(name, "x")
        with pytest.raises(error):
            read(stream.getvalue(), Limits())


BEGIN, MIDDLE, END = (
    f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>" for kind in ("begin", "separate", "end")
)
FIELD = f"{BEGIN}<w:r><w:instrText>REF x</w:instrText></w:r>{MIDDLE}{{}}{END}"
OTHER = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ej</w:t></w:r>"
# Around a run, besides what may stand around anything.
RUN_WRAPPERS = [
    "<w:hyperlink w:anchor='x'>{}</w:hyperlink>",
    "<w:fldSimple w:instr='REF x'>{}</w:fldSimple>",
    FIELD,
    "<w:moveTo w:author='A'>{}</w:moveTo>",
    "<w:bdo w:val='ltr'>{}</w:bdo>",
    "{}<w:del w:author='A'><w:r><w:delText>ej</w:delText></w:r></w:del>",
    "<w:moveFrom w:author='A'><w:r><w:t>ej</w:t></w:r></w:moveFrom>{}",
    "<w:commentRangeStart w:id='1'/>{}<w:commentRangeEnd w:id='1'/>",
    "{}<w:r><w:commentReference w:id='1'/></w:r><w:r><w:footnoteReference w:id='1'/></w:r>",
    "<w:proofErr w:type='spellStart'/>{}<w:bookmarkStart w:id='1' w:name='x'/>",
    OTHER + "{}",
]
WRAPPERS = [
    "{}",
    SDT,
    "<w:ins w:author='A'>{}</w:ins>",
    "<w:smartTag w:element='x'>{}</w:smartTag>",
    "<w:customXml w:element='x'>{}</w:customXml>",
    (
        "<mc:AlternateContent><mc:Choice Requires='w14'>{}</mc:Choice>"
        "<mc:Fallback><w:p/></mc:Fallback></mc:AlternateContent>"
    ),
]
wrapping = st.sampled_from(WRAPPERS)
run_wrapping = st.sampled_from([*WRAPPERS, *RUN_WRAPPERS])


@settings(max_examples=80, deadline=None)
@given(
    st.lists(wrapping, min_size=15, max_size=15),
    st.lists(run_wrapping, min_size=18, max_size=18),
    st.sampled_from(["8 mio. kr.", "Økonomi"]),
)
def test_wrapping_anything_in_anything_changes_nothing(
    wraps: list[str], run_wraps: list[str], text: str
) -> None:
    """Runs, paragraphs, cells and rows inside any constructs give the same data."""
    choices, run_choices = iter(wraps), iter(run_wraps)

    def wrap(inner: str) -> str:
        return next(choices).format(inner)

    def one(value: str) -> str:
        inner = run(value)
        for _ in range(3):
            inner = next(run_choices).format(inner)
        return wrap(cell(wrap(paragraph(inner))))

    body = table(*(wrap(row(one(f"{text} {i}"), one(f"b{i}"))) for i in range(3)))

    assert texts(document(body)) == [[f"{text} {i}", f"b{i}"] for i in range(3)]
