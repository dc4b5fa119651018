"""Cells of plain tables taken apart into paragraphs read as they do whole."""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from test_docx_plain import apart, cut_out, main_part, together
from word_files import cell, paragraph, row, run, table, word_file
from word_tables import PARAGRAPH_LOOKS, PARAGRAPH_TAGS, STYLES, runs

from extractors.document import Document

CENTRED = "<w:jc w:val='center'/>"
PARTS = {
    "one paragraph": paragraph(run("a")),
    "several, some alike": paragraph(run("a")) * 2 + paragraph(run("b"), CENTRED),
    "two texts in one": paragraph(run("a") + run("b")) + paragraph(run("c")),
    "texts and none": paragraph("") + paragraph(run("a")) + paragraph("") + paragraph(run("b")),
    "one closed at once": f"{paragraph(run('a'))}<w:p/>{paragraph(run('b'))}",
    "blanks between": f"\n{paragraph(run('a'))}\n{paragraph(run('b'))}\n",
    "blanks in one": f"<w:p>\n{run('a')}\n{run('b')}</w:p>{paragraph(run('c'))}",
    "a hidden end": paragraph(run("a"), "<w:rPr><w:vanish/></w:rPr>") + paragraph(run("b")),
    "what looks like properties of the cell": f"<w:p><w:shd w:fill='FFFF00'/>{run('a')}</w:p>",
    "properties behind it": f"{paragraph(run('a'))}<w:tcPr><w:vMerge/></w:tcPr>",
    "properties twice": f"<w:tcPr><w:shd w:fill='FF0000'/></w:tcPr>{paragraph(run('a'))}",
    "a paragraph in the properties": f"<w:tcPr>{paragraph(run('a'))}</w:tcPr>{paragraph(run('b'))}",
    "a paragraph in another": f"<w:p>{run('a')}{paragraph(run('b'))}</w:p>",
    "a link around it": f"<w:hyperlink>{paragraph(run('a'))}</w:hyperlink>{paragraph(run('b'))}",
    "a link around its end": f"<w:p><w:hyperlink>{run('a')}</w:p></w:hyperlink>",
    "a row in it": f"<w:p>{row(cell(paragraph(run('a'))))}</w:p>",
    "a run beside it": f"{run('a')}{paragraph(run('b'))}",
    "numbers of its own": f'<w:p w:rsidR="00AB12CD">{run("a")}</w:p><w:p\nw:x="1">{run("b")}</w:p>',
}
ROWS = ("a row in it",)  # the table stays in the tree
PROPERTIES = {
    "no properties": "<w:tc>{}</w:tc>",
    "empty properties": "<w:tc><w:tcPr/>{}</w:tc>",
    "properties": "<w:tc><w:tcPr><w:tcW w:w='900' w:type='dxa'/></w:tcPr>{}</w:tc>",
    "blanks in the properties": "<w:tc><w:tcPr>\n<w:noWrap/>\n</w:tcPr>{}</w:tc>",
    "a colour": "<w:tc><w:tcPr><w:shd w:fill='00B050'/></w:tcPr>{}</w:tc>",
    "merged above": "<w:tc><w:tcPr><w:vMerge/></w:tcPr>{}</w:tc>",
    "merged before": "<w:tc><w:tcPr><w:hMerge/></w:tcPr>{}</w:tc>",
}


@pytest.mark.parametrize("around", PROPERTIES)
@pytest.mark.parametrize("inner", PARTS)
def test_a_cell_reads_the_same(around: str, inner: str) -> None:
    """Beside a plain one, below one that it may be merged with, with other texts; and cut out."""
    head = row(cell(paragraph(run("h"))), cell(paragraph(run("i")), "<w:vMerge w:val='restart'/>"))
    line = row(cell(paragraph(run("a"))), PROPERTIES[around].format(PARTS[inner]))
    lines = [head, line, line.replace(">a<", ">x<").replace(">b<", ">☺<"), line]
    data = word_file(table(*lines) + paragraph(run("c")) + table(*lines))

    found = apart(data)

    assert found == together(data)
    assert not isinstance(found, Document) or cut_out(data) == (0 if inner in ROWS else 2)


def test_cells_of_the_same_paragraphs_are_parsed_once() -> None:
    """However many of them stand in a cell."""
    rows = [row(cell(paragraph(run("a")) * count)) for count in range(1, 9)]
    data = word_file(table(*rows))

    plain = main_part(data).plain

    assert plain is not None
    assert len(plain.cells.forms) == 4  # the table, its rows, a cell, and a paragraph
    assert len(plain.cells.cells) == 8
    assert apart(data) == together(data)


def test_cells_that_differ_in_the_order_of_their_paragraphs_are_cut_out() -> None:
    """However many of them are put together from a few."""
    looks = ("", CENTRED, "<w:jc w:val='right'/>", "<w:jc w:val='both'/>")
    kinds = product([paragraph(run("a"), look) for look in looks], repeat=4)
    data = word_file(table(*[row(cell("".join(one))) for one in kinds]))

    found = apart(data)

    assert cut_out(data) == 1
    assert found == together(data)


def test_text_in_a_merged_cell_is_told_of_all_its_paragraphs() -> None:
    """And is counted among what is left out."""
    head = row(cell(paragraph(run("a")), "<w:vMerge w:val='restart'/>"))
    below = row(cell(paragraph(run("b")) * 2 + paragraph("") + paragraph(run("c")), "<w:vMerge/>"))
    data = word_file(table(head, below, below.replace(">b<", ">d<")))

    found = apart(data)

    assert cut_out(data) == 1
    assert isinstance(found, Document)
    assert [notice.evidence for notice in found.notices] == ["b b c", "d d c"]
    assert found.left_out == (("merged-away", 6),)
    assert found == together(data)


@st.composite
def lines(draw: st.DrawFn) -> str:
    """Rows whose cells are put together from a few paragraphs."""
    kinds = [
        f"{draw(st.sampled_from(PARAGRAPH_TAGS))}{draw(st.sampled_from(PARAGRAPH_LOOKS))}"
        f"{''.join(draw(st.lists(runs(), max_size=2)))}</w:p>"
        for _ in range(draw(st.integers(1, 3)))
    ]
    inner = st.lists(st.sampled_from([*kinds, "<w:p/>"]), max_size=4).map("".join)
    cells = st.tuples(st.sampled_from(list(PROPERTIES.values())), inner)
    rows = draw(st.lists(st.lists(cells, min_size=1, max_size=3), min_size=1, max_size=6))
    return "".join(row(*[around.format(one) for around, one in line]) for line in rows)


@settings(max_examples=150, deadline=None)
@given(st.lists(lines().map(table), min_size=1, max_size=2))
def test_cells_of_any_paragraphs_read_the_same(tables: list[str]) -> None:
    """Whatever their looks, in whatever order they stand in cells of whatever properties."""
    data = word_file("".join(tables), STYLES)

    assert apart(data) == together(data)
