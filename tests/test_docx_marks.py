"""Whatever a Word file sets a status with is a mark that tells what was seen."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from word_drawings import THEME
from word_files import Part, cell, paragraph, row, run, table, word_file

from extractors.document import Cell, Document, Mark
from extractors.formats.docx import read
from extractors.limits import Limits


def document(body: str, styles: str = "", *parts: Part) -> Document:
    return read(word_file(body, styles, parts=parts), Limits())


def first_cell(
    inner: str, styles: str = "", *parts: Part, cell_properties: str = "", look: str = ""
) -> Cell:
    body = table(row(cell(inner, cell_properties)), properties=look)
    found = document(body, styles, *parts).tables[0].rows[0][0]
    assert found is not None
    return found


def marks_of(inner: str, styles: str = "", *parts: Part) -> tuple[Mark, ...]:
    return first_cell(paragraph(inner), styles, *parts).all_marks


FONT = "<w:rPr><w:rFonts w:ascii='Wingdings' w:hAnsi='Wingdings'/></w:rPr>"
SYMBOL_STYLES = {
    "run": ("", run("J", '<w:rFonts w:ascii="Wingdings"/>'), ""),
    "character style": (
        (
            f"<w:style w:type='character' w:styleId='B'>{FONT}</w:style>"
            "<w:style w:type='character' w:styleId='S'><w:basedOn w:val='B'/></w:style>"
        ),
        run("J", '<w:rStyle w:val="S"/>'),
        "",
    ),
    "paragraph style": (
        f"<w:style w:type='paragraph' w:styleId='P'>{FONT}</w:style>",
        run("J"),
        '<w:pStyle w:val="P"/>',
    ),
    "default paragraph style": (
        f"<w:style w:type='paragraph' w:default='1' w:styleId='P'>{FONT}</w:style>",
        run("J"),
        "",
    ),
    "defaults": (
        f"<w:docDefaults><w:rPrDefault>{FONT}</w:rPrDefault></w:docDefaults>",
        run("J"),
        "",
    ),
    "theme": ("", run("J", '<w:rFonts w:asciiTheme="majorHAnsi"/>'), ""),
    "private use": ("", run("\uf04a", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Calibri"/>'), ""),
}


@pytest.mark.parametrize("name", SYMBOL_STYLES)
def test_letters_in_a_symbol_font_are_symbols(name: str) -> None:
    """By run, style, theme or default: the letter is a mark with its font."""
    styles, inner, properties = SYMBOL_STYLES[name]

    (mark,) = first_cell(paragraph(inner, properties), styles, THEME).all_marks

    assert (mark.value, mark.font, mark.offset) == ("\uf04a", "Wingdings", 0)


@pytest.mark.parametrize(
    ("name", "set_by"),
    [
        ("whole", "<w:rPr>{}</w:rPr>"),
        ("part", "<w:tblStylePr w:type='firstRow'><w:rPr>{}</w:rPr></w:tblStylePr>"),
    ],
)
def test_letters_by_table_style(name: str, set_by: str) -> None:
    """A table's style sets its runs, or those of its first row."""
    inner = set_by.format("<w:rFonts w:ascii='Wingdings'/>")
    styles = f"<w:style w:type='table' w:styleId='{name}'>{inner}</w:style>"
    look = f"<w:tblStyle w:val='{name}'/><w:tblLook w:val='0020'/>"

    found = first_cell(paragraph(run("J")), styles, look=look)

    assert [mark.font for mark in found.all_marks] == ["Wingdings"]


def test_only_the_font_of_the_letter_counts() -> None:
    """A symbol font for characters beyond ASCII leaves J a letter."""
    assert marks_of(run("J", '<w:rFonts w:ascii="Calibri" w:hAnsi="Wingdings"/>')) == ()


@pytest.mark.parametrize(
    ("inner", "value"),
    [
        ("<w:r><w:sym w:font='Segoe UI Emoji' w:char='1F60A'/></w:r>", "😊"),
        ("<w:r><w:sym w:font='Wingdings' w:char='zz'/></w:r>", "\ufffd"),
        (
            (
                "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>SYMBOL 74 \\f Wingdings \\s 9"
                "</w:instrText><w:fldChar w:fldCharType='end'/></w:r>"
            ),
            "\uf04a",
        ),
    ],
    ids=["beyond four digits", "no code", "symbol field"],
)
def test_symbols_are_never_dropped(inner: str, value: str) -> None:
    """A symbol whose code cannot be read is unknown, not absent."""
    assert [mark.value for mark in marks_of(inner)] == [value]


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ('<w:color w:val="00B050"/>', ("text_colour", "#00b050")),
        ('<w:color w:val="auto" w:themeColor="accent6"/>', ("text_colour", "#70ad47")),
        ('<w:color w:themeColor="accent6" w:themeShade="80"/>', ("text_colour", "#385724")),
        ('<w:highlight w:val="yellow"/>', ("shading", "#ffff00")),
        ('<w:shd w:val="clear" w:fill="FF0000"/>', ("shading", "#ff0000")),
        ('<w:shd w:val="pct50" w:color="FF0000" w:fill="auto"/>', ("shading", "#ff8080")),
        ('<w:shd w:val="solid" w:color="00B050"/>', ("shading", "#00b050")),
        ('<w:shd w:themeFill="accent6" w:themeFillTint="33"/>', ("shading", "#e2f0d9")),
    ],
)
def test_colours_of_runs(properties: str, expected: tuple[str, str]) -> None:
    """Ink, highlight and shading, plain, mixed or of the theme, are marks of their colour."""
    (mark,) = marks_of(run("Status", properties), "", THEME)

    assert (mark.kind, mark.value) == expected


def test_automatic_undoes_a_style_s_colour() -> None:
    """A run that is automatic, or not highlighted, in a coloured paragraph has no colour."""
    styles = (
        "<w:style w:type='paragraph' w:default='1' w:styleId='P'><w:rPr><w:color w:val='FF0000'/>"
        "</w:rPr></w:style>"
    )

    assert marks_of(run("x", '<w:color w:val="auto"/>'), styles) == ()
    assert [mark.value for mark in marks_of(run("x"), styles)] == ["#ff0000"]


def test_a_shaded_paragraph_in_a_cell_is_a_mark() -> None:
    """The paragraph's own shading, or its style's."""
    styles = (
        "<w:style w:type='paragraph' w:styleId='P'><w:pPr><w:shd w:val='clear' w:fill='00B050'/>"
        "</w:pPr></w:style>"
    )
    for properties in ('<w:shd w:val="clear" w:fill="00B050"/>', '<w:pStyle w:val="P"/>'):
        (mark,) = first_cell(paragraph("", properties), styles).all_marks

        assert (mark.kind, mark.value) == ("shading", "#00b050")


def test_the_colour_behind_a_cell() -> None:
    """Cell before row, row before the style's parts, those before the whole style."""
    part = "<w:tblStylePr w:type='{}'><w:tcPr><w:shd w:fill='{}'/></w:tcPr></w:tblStylePr>"
    styles = (
        "<w:style w:type='table' w:styleId='B'><w:tcPr><w:shd w:fill='111111'/></w:tcPr>"
        "</w:style><w:style w:type='table' w:styleId='T'><w:basedOn w:val='B'/>"
        + part.format("firstRow", "222222")
        + part.format("band2Horz", "333333")
        + part.format("firstCol", "444444")
        + part.format("nwCell", "auto")
        + "</w:style>"
    )
    plain, own = cell(paragraph("")), cell(paragraph(""), "<w:shd w:val='clear' w:fill='FF0000'/>")
    shaded = "<w:tblPrEx><w:shd w:val='clear' w:fill='555555'/></w:tblPrEx>"
    rows = [row(plain, plain), row(plain, plain), row(plain, own), row(plain, plain)]
    rows[3] = rows[3].replace("<w:tr>", f"<w:tr>{shaded}", 1)
    look = '<w:tblStyle w:val="T"/><w:tblLook w:firstRow="1" w:firstColumn="1" w:noVBand="1"/>'

    found = document(table(*rows, properties=look), styles).tables[0].rows

    assert [[one.shading if one else "?" for one in line] for line in found] == [
        [None, "#222222"],
        ["#444444", "#111111"],
        ["#444444", "#ff0000"],
        ["#555555", "#555555"],
    ]


def test_check_boxes() -> None:
    """A form's box and a control's box tell their state, whatever character is shown."""
    form = (
        "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:default w:val='0'/>"
        "<w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX"
        "</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )
    control = (
        "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val='{}'/></w14:checkbox></w:sdtPr>"
        "<w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt>"
    )

    marks = marks_of(form + control.format(0, "☐") + control.format(1, "☒"))

    assert [(mark.kind, mark.value) for mark in marks] == [
        ("check_box", "checked"),
        ("check_box", "unchecked"),
        ("check_box", "checked"),
    ]
    assert [mark.offset for mark in marks] == [0, 1, 2]
